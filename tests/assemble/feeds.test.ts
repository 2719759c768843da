// Feeds and sitemap follow their specifications. They are read with a strict XML parser.

import { beforeAll, describe, expect, test } from 'vitest';
import type { Element, Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { type Built, buildAt, buildSite, picture, SITE_YAML, writeSite } from '../support.js';

let built: Built;

beforeAll(async () => {
  const root = writeSite({
    'content/site.yaml': 'title: 甲 & <乙>\nurl: https://example.org/b log/\ndescription: 说明\nauthor: 王 & 李\nfeedSize: 3\n',
    'images/p.png': await picture(),
    'content/about.md': '---\ntitle: About\nupdated: 2021-02-03\n---\n',
    'content/posts/2005-00-00-old.md': '% 旧\n',
    'content/posts/2020-01-02-a.md':
      '% A & *B* \\<c>\n% X; Y\n\n![p](images/p.png) [o](2020-01-03-b.md#h) [self](#h)[^1] \u0007 ]]> `<x>`\n\n## h\n\n<a href="/about.html">about</a>\n\n[^1]: Note.\n',
    'content/posts/2020-01-03-b.md':
      '---\ntitle: B\ntags: [t & u, 中]\nlang: en\nupdated: 2022-05-06\ndescription: Summary.\n---\n## h\n',
    'content/posts/2020-01-04-名字 +.md': '% N\n',
  });
  built = await buildAt(root);
  expect(built.rules).toEqual(['source/control']);
}, 60_000);

type Parent = Root | Element;
const elements = (parent: Parent, name: string): Element[] =>
  (parent.children as Element[]).filter((node) => node.type === 'element' && node.name === name);
const one = (parent: Parent, name: string): Element => {
  const [first, ...more] = elements(parent, name);
  if (!first || more.length > 0) throw new Error(`one ${name} is expected, there are ${more.length + (first ? 1 : 0)}`);
  return first;
};
const text = (element: Element): string => element.children.map((node) => ('value' in node ? node.value : '')).join('');
const ABSOLUTE = /^https:\/\/example\.org\/b%20log\/[\x21-\x7e]*$/;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/;

/** Returns every address in a feed's HTML. */
const addresses = (html: string) => [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address ?? '');

describe('RSS 2.0', () => {
  test('contains the required elements of channel and items', () => {
    const channel = one(one(fromXml(built.page('feeds.xml')), 'rss'), 'channel');
    expect(text(one(channel, 'title'))).toBe('甲 & <乙>');
    expect(text(one(channel, 'link'))).toBe('https://example.org/b%20log/');
    expect(text(one(channel, 'description'))).toBe('说明');
    expect(one(channel, 'atom:link').attributes).toMatchObject({ rel: 'self', href: 'https://example.org/b%20log/feeds.xml' });
    const items = elements(channel, 'item');
    expect(items).toHaveLength(3);
    for (const item of items) {
      expect(text(one(item, 'title'))).not.toBe('');
      expect(text(one(item, 'link'))).toMatch(ABSOLUTE);
      expect(text(one(item, 'guid'))).toBe(text(one(item, 'link')));
      expect(text(one(item, 'pubDate'))).toMatch(/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} 16:00:00 GMT$/);
      for (const address of addresses(text(one(item, 'content:encoded')))) expect(address).toMatch(ABSOLUTE);
    }
    expect(new Set(items.map((item) => text(one(item, 'guid')))).size).toBe(3);
    expect(text(one(channel, 'lastBuildDate'))).toBe('Thu, 05 May 2022 16:00:00 GMT');
  });

  test('contains whole posts as HTML in well-formed XML', () => {
    const channel = one(one(fromXml(built.page('feeds.xml')), 'rss'), 'channel');
    const item = elements(channel, 'item').find((each) => text(one(each, 'title')).startsWith('A')) as Element;
    expect(text(one(item, 'title'))).toBe('A & B <c>');
    expect(elements(item, 'dc:creator').map(text)).toEqual(['X', 'Y']);
    const html = text(one(item, 'content:encoded'));
    expect(html).toMatch(
      /<img src="https:\/\/example\.org\/b%20log\/images\/p-[0-9a-f]{8}-60\.png" alt="p" width="60" height="40">/,
    );
    expect(html).toContain('<a href="https://example.org/b%20log/posts/2020-01-03-b.html#h">o</a>');
    expect(html).toContain('<a href="https://example.org/b%20log/posts/2020-01-02-a.html#h">self</a>');
    expect(html).toContain(' ]]> <code>&#x3C;x></code>'.replace('&#x3C;', '&lt;'));
    expect(html).not.toContain('\u0007');
  });
});

test('writes Atom as RFC 4287 requires', () => {
  const feed = one(fromXml(built.page('atom.xml')), 'feed');
  expect(feed.attributes.xmlns).toBe('http://www.w3.org/2005/Atom');
  expect(text(one(feed, 'id'))).toBe('https://example.org/b%20log/');
  expect(text(one(feed, 'updated'))).toBe('2022-05-06T00:00:00+08:00');
  expect(text(one(one(feed, 'author'), 'name'))).toBe('王 & 李');
  expect(elements(feed, 'link').map(({ attributes }) => attributes.rel)).toEqual(['alternate', 'self']);
  const entries = elements(feed, 'entry');
  expect(entries).toHaveLength(3);
  for (const entry of entries) {
    expect(text(one(entry, 'id'))).toMatch(ABSOLUTE);
    expect(text(one(entry, 'title'))).not.toBe('');
    expect(text(one(entry, 'updated'))).toMatch(RFC3339);
    expect(text(one(entry, 'published'))).toMatch(RFC3339);
    expect(one(entry, 'link').attributes.href).toBe(text(one(entry, 'id')));
    expect(one(entry, 'content').attributes.type).toBe('html');
    expect(elements(entry, 'author').length).toBeGreaterThan(0);
  }
  const b = entries.find((entry) => text(one(entry, 'title')) === 'B') as Element;
  expect(b.attributes['xml:lang']).toBe('en');
  expect(elements(b, 'category').map(({ attributes }) => attributes.term)).toEqual(['t & u', '中']);
  expect(text(one(b, 'summary'))).toBe('Summary.');
});

test('writes JSON Feed 1.1', () => {
  const feed = JSON.parse(built.page('feed.json'));
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    title: '甲 & <乙>',
    feed_url: 'https://example.org/b%20log/feed.json',
    language: 'zh-Hans',
  });
  expect(feed.items).toHaveLength(3);
  for (const item of feed.items) {
    expect(item.id).toMatch(ABSOLUTE);
    expect(item.url).toBe(item.id);
    expect(typeof item.content_html).toBe('string');
    expect(item.date_published).toMatch(RFC3339);
  }
  expect(feed.items.find((item: { title: string }) => item.title === 'B')).toMatchObject({
    tags: ['t & u', '中'],
    date_modified: '2022-05-06T00:00:00+08:00',
    language: 'en',
  });
  // A post without `updated` has no date_modified.
  expect(feed.items.map((item: { date_modified?: string }) => 'date_modified' in item).filter(Boolean)).toHaveLength(1);
});

test('writes a sitemap as the schema 0.9 of sitemaps.org requires', () => {
  const urlset = one(fromXml(built.page('sitemap.xml')), 'urlset');
  expect(urlset.attributes).toEqual({ xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' });
  const urls = urlset.children.filter((node): node is Element => node.type === 'element');
  for (const url of urls) {
    // loc, then lastmod if there is one, and nothing else. A W3C date may leave out day and month.
    expect(url.name).toBe('url');
    expect(url.children.map((node) => (node as Element).name).join()).toMatch(/^loc(,lastmod)?$/);
    const loc = text(one(url, 'loc'));
    expect(loc).toMatch(ABSOLUTE);
    expect(loc.length).toBeLessThan(2048);
    for (const lastmod of elements(url, 'lastmod')) expect(text(lastmod)).toMatch(/^\d{4}(-\d\d(-\d\d)?)?$/);
  }
  const found = new Map(
    urls.map((url) => [text(one(url, 'loc')).replace('https://example.org/b%20log', ''), elements(url, 'lastmod').map(text)[0]]),
  );
  expect(found).toEqual(
    new Map([
      ['/', '2020-01-04'],
      ['/posts/2020-01-04-%E5%90%8D%E5%AD%97%20+.html', '2020-01-04'],
      ['/posts/2020-01-03-b.html', '2022-05-06'],
      ['/posts/2020-01-02-a.html', '2020-01-02'],
      ['/posts/2005-00-00-old.html', '2005'],
      ['/about.html', '2021-02-03'],
      ['/posts.html', undefined],
      ['/tags.html', undefined],
      ['/tags/t-&-u.html', undefined],
      ['/updated.html', '2022-05-06'],
      ['/tags/%E4%B8%AD.html', undefined],
      ['/archive.html', undefined],
      ['/archive/2020.html', undefined],
      ['/archive/2005.html', undefined],
    ]),
  );
  expect(built.page('robots.txt')).toContain('Sitemap: https://example.org/b%20log/sitemap.xml');
});

test('writes the metadata of a post', () => {
  const page = built.page('posts/2020-01-03-b.html');
  expect(page).toContain('<html lang="en">');
  expect(page).toContain('<link rel="canonical" href="https://example.org/b%20log/posts/2020-01-03-b.html">');
  expect(page).toContain('<meta property="og:type" content="article">');
  expect(page).toContain('<meta property="og:title" content="B">');
  const json = /<script type="application\/ld\+json">(.*)<\/script>/.exec(page)?.[1] ?? '';
  expect(json).not.toContain('<');
  const { '@graph': graph } = JSON.parse(json) as { '@graph': { itemListElement?: { item: string }[] }[] };
  expect(graph[1]?.itemListElement?.map(({ item }) => item)).toEqual([
    'https://example.org/b%20log/',
    'https://example.org/b%20log/posts.html',
    'https://example.org/b%20log/posts/2020-01-03-b.html',
  ]);
  expect(graph[0]).toMatchObject({
    '@type': 'BlogPosting',
    headline: 'B',
    datePublished: '2020-01-03',
    dateModified: '2022-05-06',
    author: [{ '@type': 'Person', name: '王 & 李' }],
    isPartOf: { name: '甲 & <乙>' },
  });
  expect(built.page('posts/2020-01-02-a.html')).toMatch(
    /<meta property="og:image" content="https:\/\/example\.org\/b%20log\/images\/p-/,
  );
});

test('names the hub in all feeds', async () => {
  const { page } = await buildSite({
    'content/site.yaml': `${SITE_YAML}hub: https://hub.example/\n`,
    'content/posts/2020-01-02-a.md': '% A\n\na[^1] <b class="x" data-y="1">b</b>\n\n[^1]: note\n',
  });
  expect(page('feeds.xml')).toContain('<atom:link rel="hub" href="https://hub.example/">');
  expect(page('atom.xml')).toContain('<link rel="hub" href="https://hub.example/">');
  const json = JSON.parse(page('feed.json')) as { hubs: unknown; items: { content_html: string }[] };
  expect(json.hubs).toEqual([{ type: 'WebSub', url: 'https://hub.example/' }]);
  const html = json.items[0]?.content_html ?? '';
  expect(html).toContain('<b>b</b>');
  expect(html).toContain('href="https://example.org/posts/2020-01-02-a.html#fn-1"');
  expect(html).not.toMatch(/ (?:class|id|role|data-[a-z-]+|aria-[a-z]+)=/);
  expect(page('feeds.xml')).toMatch(
    /^<\?xml version="1.0" encoding="utf-8"\?>\n<\?xml-stylesheet type="text\/css" href="\/assets\/feeds\/feed.css"\?>/,
  );
});

test('removes scripts, styles and form fields from feeds, and keeps the text', async () => {
  const built = await buildSite({
    'content/posts/2024-01-01-a.md': `% A

<form action="/x"><label>邮箱 <input name="a"></label> <select><option>甲</option></select> <button>订阅</button> 说明</form>

<STYLE>.a{color:red}</STYLE><script>if (1 < 2) alert('</p>')</script>

正文<!-- <script> -->还在。
`,
  });
  for (const file of ['atom.xml', 'feed.json', 'feeds.xml']) {
    const feed = built.page(file).replaceAll(/&lt;|&#x3C;/g, '<');
    expect(feed.replace(/<!--.*?-->/g, '')).not.toMatch(
      /<(?:script|style|form|input|select|button|label)\b|alert|color:red|甲|订阅/i,
    );
    for (const text of ['邮箱', '说明', '正文', '还在。']) expect(feed).toContain(text);
  }
});
