// New posts of friends: `friends` reads feeds as they are found on the web. The feeds are on a server of the test.

import type { lookup } from 'node:dns';
import { readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readFeed } from '../../scripts/new/feed.js';
import { renewFriendPosts } from '../../scripts/new/friendPosts.js';
import { buildAt, run, SITE_YAML, writeFiles, writeSite } from '../support.js';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

type Feeds = { [name: string]: string | Uint8Array | RequestListener };

const FILE = 'data/friends-posts.yaml';

/** A network in which all names are those of the server. */
const network = {
  lookup: ((_name: string, _options: object, callback: (error: null, found: object[]) => void) =>
    callback(null, [{ address: '127.0.0.1', family: 4 }])) as unknown as typeof lookup,
  isPrivate: () => false,
};

/** Makes a site with a friend for each feed, whose feeds are served. */
async function site(feeds: Feeds) {
  const server = createServer((request, response) => {
    const feed = feeds[decodeURIComponent((request.url ?? '').slice(1))];
    if (typeof feed === 'function') feed(request, response);
    else response.writeHead(feed === undefined ? 404 : 200).end(feed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const { port } = server.address() as AddressInfo;
  const url = `http://feeds.example:${port}`;
  const friends = Object.keys(feeds).map(
    (name) => `- {name: ${name}, url: "https://${name}.example/", feed: "${url}/${name}"}\n`,
  );
  const root = writeSite({
    'content/site.yaml': SITE_YAML,
    'data/friends.yaml': friends.join(''),
    'content/friends.md': '% 友链\n\n::: friends\n:::\n',
    'content/river.md': '% 新文章\n\n::: friends-posts\n:::\n',
  });
  const renew = (more: { readonly most?: number; readonly timeout?: number } = {}) =>
    renewFriendPosts({ root, most: 3, network, translate: (english) => english, ...more });
  const text = () => readFileSync(join(root, FILE), 'utf8').replaceAll(url, 'SERVER');
  /** Returns the posts of the file, one a line. */
  const posts = () =>
    [...text().matchAll(/^- friend: (.*)\n {2}title: (.*)\n {2}url: (.*)(?:\n {2}date: (.*))?$/gm)].map(
      ([, friend, title, address, date = 'no date']) => `${date} ${friend}: ${title} <${address}>`,
    );
  return { root, feeds, renew, text, posts };
}

const rss = (...items: readonly string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>${items.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`;
const item = (title: string, link: string, date = '') => `<title>${title}</title><link>${link}</link><pubDate>${date}</pubDate>`;

test('reads RSS, Atom and JSON Feed, and writes the newest posts of each friend', async () => {
  const { renew, posts, text } = await site({
    luyu: rss(
      item('旧', 'https://luyu.example/old', 'Tue, 10 Jun 2003 04:00:00 GMT'),
      item('茶<![CDATA[ & ]]>水', 'https://luyu.example/tea', 'Fri, 20 Nov 2026 20:00:00 +0000'),
      item('三', 'https://luyu.example/3', 'Thu, 19 Nov 2026 23:59:00 GMT'),
      item('四', 'https://luyu.example/4', 'Wed, 18 Nov 2026 01:00:00 GMT'),
    ),
    sushi: `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
      <entry><title type="html">&lt;em&gt;赤壁&lt;/em&gt;赋 &amp;amp; 注</title><link rel="replies" href="https://no.example/"/>
        <link href="https://sushi.example/b"/><published>2026-11-19T10:00:00Z</published><updated>2026-11-27T10:00:00Z</updated></entry>
      <entry><title type="text">用 &lt;b&gt; 标签</title><link rel="alternate" href="c.html"/><updated>2026-11-01T00:00:00+08:00</updated></entry>
      <entry><title type="xhtml"><div>三 <b>重</b></div></title><link href="/d"/></entry></feed>`,
    zhang: JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      items: [{ id: 1, title: '湖心亭\n看雪', url: 'https://zhang.example/snow', date_published: '2026-11-21T02:00:00+08:00' }],
    }),
  });
  const result = await renew();
  expect(result).toEqual({ all: 7, added: 7, feeds: 3, failed: [], remarks: [] });
  expect(posts()).toEqual([
    // 20:00 in London is the next day in the time zone of the site.
    '2026-11-21 luyu: 茶 & 水 <https://luyu.example/tea>',
    '2026-11-21 zhang: 湖心亭 看雪 <https://zhang.example/snow>',
    '2026-11-20 luyu: 三 <https://luyu.example/3>',
    '2026-11-19 sushi: 赤壁赋 & 注 <https://sushi.example/b>',
    '2026-11-18 luyu: 四 <https://luyu.example/4>',
    '2026-11-01 sushi: 用 <b> 标签 <SERVER/c.html>',
    'no date sushi: 三 重 <SERVER/d>',
  ]);
  const before = text();
  expect(before).toMatch(/^# The newest posts of friends/);
  expect(await renew()).toMatchObject({ added: 0 });
  expect(text()).toBe(before);
});

test('takes no dangerous link, no markup and no wrong date from a feed', async () => {
  const { root, renew, posts } = await site({
    a: rss(
      item('Script', 'javascript:alert(1)', '2026-11-20'),
      item('', 'https://a.example/untitled', '2026-11-20'),
      item('Data', 'data:text/html,x', '2026-11-20'),
      item('&lt;script&gt;alert(1)&lt;/script&gt;Good &amp;lt;3', '//a.example/x?a=1&amp;b="2"', 'Tue, 31 Feb 2026 04:00:00 GMT'),
      item('Tomorrow &#x202e;\u0007abc', 'https://user:secret@a.example/future', 'Fri, 20 Nov 2099 20:00:00 GMT'),
      item(`Long ${'长'.repeat(300)}`, `https://a.example/${'x'.repeat(3000)}`, '2026-11-20'),
      item('Good <b', 'https://a.example/broken', 'soon'),
      item('Local', 'http://localhost:4000/post', '2026-11-20'),
      item('Network', 'http://[::1]/post', '2026-11-20'),
      item('Ours', 'https://example.org/nowhere.html', '2026-11-20'),
      item('Again', 'http://a.example/x?a=1&amp;b=%222%22', 'not a date'),
    ),
  });
  expect(await renew({ most: 9 })).toMatchObject({
    failed: [],
    remarks: [
      'a: the feed is damaged; its complete posts were read',
      'a: posts without a title or a public address, left out: 8',
      'a: posts with a date that is not valid or in the future: 3',
    ],
  });
  expect(posts()).toEqual([
    'no date a: Good <3 <http://a.example/x?a=1&b=%222%22>',
    'no date a: Tomorrow abc <https://a.example/future>',
  ]);
  const { page, report } = await buildAt(root);
  expect(report).toBe('');
  expect(page('river.html')).toContain(
    '<li><a href="http://a.example/x?a=1&amp;b=%222%22" dir="auto">Good &lt;3</a>\n<span class="friend">a</span>\n</li>',
  );
});

test('a feed that fails keeps its posts and is reported', async () => {
  const { root, feeds, renew, posts, text } = await site(
    Object.fromEntries(
      ['gone', 'html', 'cut', 'deep', 'large', 'loop', 'scheme', 'slow', 'good'].map((name) => [
        name,
        rss(item(`Post of ${name}`, `https://${name}.example/1`, '2026-11-20')),
      ]),
    ),
  );
  await renew();
  expect(posts()).toHaveLength(9);
  const before = text();
  delete feeds.gone;
  feeds.html = '<!DOCTYPE html><p>Welcome';
  feeds.cut = '<rss><channel><item><title>New';
  feeds.deep = '<a>'.repeat(300_000);
  feeds.large = (_request, response) => {
    response.write(Buffer.alloc(10_000_000, 32));
    response.end();
  };
  feeds.loop = (_request, response) => response.writeHead(302, { location: '/loop' }).end();
  feeds.scheme = (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  feeds.slow = (_request, response) => response.write('<rss>');
  const { failed, added } = await renew({ timeout: 3000 });
  expect([added, failed]).toEqual([
    0,
    [
      'gone: HTTP 404 Not Found',
      ...['html', 'cut', 'deep'].map((name) => `${name}: it is no feed (RSS, Atom, JSON Feed), has no posts, or is damaged`),
      'large: it is larger than 5 MB',
      'loop: it leads from one address to another without end',
      'scheme: it leads to something that is not a web address',
      'slow: the request timed out',
    ],
  ]);
  expect(text()).toBe(before);
  // A friend who is no longer in the list has no posts in the file.
  writeFiles(root, { 'data/friends.yaml': '- {name: B, url: "https://b.example/", feed: "http://b.example:1/feed"}\n' });
  expect(await renew()).toMatchObject({ all: 0, feeds: 1, failed: ['B: the server refused the connection'] });
  expect(text()).toMatch(/^#.*\n#.*\n\[\]\n$/);
});

test('follows redirects, and reads the encoding that server or XML names', async () => {
  // 茶 in GBK
  const gbk = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="GBK"?><rss><item><title>'),
    Buffer.from([0xb2, 0xe8]),
    Buffer.from('</title><link>b</link></item></rss>'),
  ]);
  const { renew, posts } = await site({
    moved: (_request, response) => response.writeHead(301, { location: '/elsewhere/feed' }).end(),
    'elsewhere/feed': rss(item('New home', 'post')),
    gbk,
    big5: (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/xml; charset=big5' })
        .end(
          Buffer.concat([
            Buffer.from('<rss><item><title>'),
            Buffer.from([0xaf, 0xf9]),
            Buffer.from('</title><link>c</link></item></rss>'),
          ]),
        ),
  });
  await renew();
  expect(posts()).toEqual([
    'no date moved: New home <SERVER/elsewhere/post>',
    'no date elsewhere/feed: New home <SERVER/elsewhere/post>',
    'no date gbk: 茶 <SERVER/b>',
    'no date big5: 茶 <SERVER/c>',
  ]);
});

test('pages show the posts by date, and the newest of each friend, without a network', async () => {
  const { root, feeds, renew } = await site({
    luyu: rss(item('煮茶', 'https://luyu.example/1', '2026-11-20'), item('旧茶', 'https://luyu.example/0', '2026-11-01')),
    sushi: rss(item('赤壁', 'https://sushi.example/1', '2026-11-10')),
    quiet: '<rss></rss>',
  });
  await renew();
  for (const name of Object.keys(feeds)) delete feeds[name];
  const { page, report } = await buildAt(root);
  expect(report).toBe('');
  const titlesIn = (html: string) => [...html.matchAll(/dir="auto">([^<]*)</g)].map(([, title]) => title);
  expect(titlesIn(page('river.html'))).toEqual(['煮茶', '赤壁', '旧茶']);
  expect(titlesIn(page('friends.html'))).toEqual(['煮茶', '赤壁']);
  expect(page('friends.html')).toContain(
    '<p class="newest"><a href="https://luyu.example/1" dir="auto">煮茶</a> <time datetime="2026-11-20">2026-11-20</time></p>',
  );
  expect(page('river.html')).toMatch(/collections-\w+\.css/);
  writeFiles(root, { [FILE]: '[]\n' });
  const empty = await buildAt(root);
  expect(empty.report).toBe('');
  expect(empty.page('river.html')).toContain('<div class="friends-posts"></div>');
  rmSync(join(root, FILE));
  const without = await buildAt(root);
  expect(without.report).toContain('there is no data/friends-posts.yaml to show here');
  expect(without.report).toContain('`npm run friends` writes it');
});

describe('the command', () => {
  test.each<[string, { [file: string]: string }, readonly string[], number, string]>([
    ['no list', {}, [], 1, 'this site has no data/friends.yaml: list your friends there'],
    [
      'no feed',
      { 'data/friends.yaml': '- {name: A, url: "https://a.example/"}\n' },
      [],
      1,
      'no friend in data/friends.yaml has a feed: add `feed: https://…`',
    ],
    ['damaged list', { 'data/friends.yaml': '- {name: A\n' }, [], 1, 'data/friends.yaml has errors: run npm run check'],
    ['damaged settings', { 'content/site.yaml': 'title: [\n' }, [], 1, 'content/site.yaml has errors: run npm run check'],
    ['no number', {}, ['--posts', 'many'], 2, '--posts expects a number from 1 to 999, not "many"'],
    [
      'an address of this machine',
      { 'data/friends.yaml': '- {name: A, url: "https://a.example/", feed: "http://127.0.0.1:1/"}\n' },
      [],
      1,
      'A: 127.0.0.1 is an address of this machine or of a private network; set `allowPrivate: true` to connect to it; its posts were kept',
    ],
  ])('%s', (_case, files, args, code, message) => {
    const root = writeSite({ 'content/site.yaml': SITE_YAML, ...files });
    const { status, stderr } = run(['friends', '--root', root, ...args]);
    expect([status, stderr.split('\n')[0]]).toEqual([code, `titleblock: ${message}`]);
  });
});

test('a damaged feed gives the entries that are closed', () => {
  const feed = '<rss><item><title>One</title><link>https://a.example/1</link></item><item><title>Two</title><link>https://a.exa';
  expect(readFeed(feed)).toMatchObject({ entries: [{ title: 'One' }], isDamaged: true });
  expect(readFeed('<feed><entry><link href="https://a.example/1"/></entry></feed>')).toMatchObject({ isDamaged: false });
});
