// `dev`: makes pages and pictures on request, and sends changes to open pages.

import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import type { Speech } from '../../scripts/base/speech.js';
import type { News } from '../../scripts/dev/pageScript.js';
import { speechOf } from '../../scripts/language/language.js';
import { buildAt, SITE_YAML, writeFiles } from '../support.js';
import { serveBuilt, serveSite } from './site.js';

/** A picture with many colours, which gets several widths. */
function photograph(width = 2400, height = 1200): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 };
  return sharp({ create: { width, height, channels: 3, background: '#888', noise } })
    .jpeg()
    .toBuffer();
}

const POST = 'content/posts/2026-01-02-a.md';

/** Yields the events sent to an open page. */
async function* news(url: string, page: string): AsyncGenerator<News> {
  const response = await fetch(new URL(`/.titleblock/news?page=${encodeURIComponent(page)}`, url));
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString();
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield JSON.parse(text.slice('data: '.length, end)) as News;
      text = text.slice(end + 2);
    }
  }
}

/** Reads events until one matches. */
async function until(told: AsyncGenerator<News>, isWanted: (news: News) => boolean): Promise<News> {
  for (;;) {
    const { value } = await told.next();
    if (isWanted(value)) return value;
  }
}

/** Sends a request with the exact path. */
function get(url: string, path: string, host = 'localhost'): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path, headers: { host } }, (response) => resolve(response.resume().statusCode ?? 0))
      .on('error', reject)
      .end();
  });
}

test('makes only the picture files that a browser requests', async () => {
  const { url, folder, root } = await serveSite({
    [POST]: '% A\n\n![one](images/one.jpg)\n',
    'content/posts/2026-01-03-b.md': '% B\n\n![two](images/two.jpg)\n',
    'images/one.jpg': await photograph(),
    'images/two.jpg': await photograph(2000),
  });
  const page = await (await fetch(`${url}posts/2026-01-02-a.html`)).text();
  const made = () => (existsSync(join(folder, 'pictures')) ? readdirSync(join(folder, 'pictures')).length : 0);
  expect(made()).toBe(0);
  const wanted = /srcset="[^"]*?([^ ]*-684\.webp) 684w/.exec(page)?.[1] ?? '';
  const response = await fetch(new URL(wanted, url));
  expect(response.headers.get('content-type')).toBe('image/webp');
  const { width, height, format } = await sharp(await response.bytes()).metadata();
  expect({ width, height, format }).toEqual({ width: 684, height: 342, format: 'webp' });
  expect(made()).toBe(1);
  expect((await fetch(new URL(wanted.replace('684', '685'), url))).status).toBe(404);
  expect(existsSync(join(root, 'dist'))).toBe(false);
});

test('supports range requests, and redirects folders without a slash', async () => {
  const { url } = await serveSite({
    'content/notes/index.md': '% Notes\n\n[film](film.mp4)\n',
    'content/notes/film.mp4': '0123456789',
  });
  const part = (range: string) => fetch(`${url}notes/film.mp4`, { headers: { range } });
  const [middle, end, none] = [await part('bytes=2-4'), await part('bytes=-3'), await part('bytes=20-')];
  expect([middle.status, middle.headers.get('content-range'), await middle.text()]).toEqual([206, 'bytes 2-4/10', '234']);
  expect([end.status, await end.text()]).toEqual([206, '789']);
  expect([none.status, none.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  const folder = await fetch(`${url}notes?a=1`, { redirect: 'manual' });
  expect([folder.status, folder.headers.get('location')]).toEqual([301, '/notes/?a=1']);
});

test('shows drawings, animations and pictures with wrong extensions', async () => {
  const frames = await sharp({ create: { width: 40, height: 80, pageHeight: 40, channels: 3, background: '#a8321f' } as never })
    .gif({ loop: 0, delay: [100, 100] })
    .toBuffer();
  const { url } = await serveSite({
    [POST]: '% A\n\n![a](images/a.svg) ![b](images/b.gif) ![c](images/c.png)\n',
    'images/a.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><script>alert(1)</script><rect width="9"/></svg>',
    'images/b.gif': frames,
    'images/c.png': await photograph(300, 200),
  });
  const page = await (await fetch(`${url}posts/2026-01-02-a.html`)).text();
  const sources = [...page.matchAll(/<img src="([^"]*)"/g)].map(([, source]) => source as string);
  const types = await Promise.all(
    sources.map(async (source) => {
      const response = await fetch(new URL(source, url));
      return [response.status, response.headers.get('content-type'), (await response.text()).includes('alert')];
    }),
  );
  expect(types).toEqual([
    [200, 'image/svg+xml', false],
    [200, 'image/webp', false],
    [200, 'image/webp', false],
  ]);
});

test('sends a change to the pages that it affects, with their new version', async () => {
  const { url, root } = await serveSite({ [POST]: '% A\n\nfirst\n', 'content/about.md': '% About\n' });
  const page = async () => (await fetch(`${url}posts/2026-01-02-a.html`)).text();
  const [told, about] = [news(url, '/posts/2026-01-02-a.html'), news(url, '/about.html')];
  const first = (await told.next()).value;
  const ofAbout = (await about.next()).value;
  expect(await page()).toContain('first');
  expect(await page()).toContain(`data-version="${first.version}"`);

  writeFileSync(join(root, POST), '% A\n\nsecond\n');
  const second = await until(told, ({ version }) => version !== first.version);
  expect(await page()).toContain('second');
  expect(await page()).toContain(`data-version="${second.version}"`);

  // Other pages get no event; a title in the navigation affects all pages.
  writeFileSync(join(root, 'content/about.md'), '% About us\n');
  expect((await about.next()).value.version).not.toBe(ofAbout.version);
  await until(told, ({ version }) => version !== second.version);
  await Promise.all([told.return(undefined), about.return(undefined)]);
});

test('reports problems of the whole site, and that they are fixed', async () => {
  const { url, root, checks } = await serveSite({ [POST]: '% A\n\nx\n', 'content/about.md': '% About\n' });
  const told = news(url, '/posts/2026-01-02-a.html');
  await until(told, () => true);
  writeFileSync(join(root, 'content/about.md'), '% About\n\n[gone](gone.md)\n');
  expect((await until(told, ({ report }) => report !== '')).report).toContain('gone.md');
  writeFileSync(join(root, 'content/about.md'), '% About\n');
  await until(told, ({ report }) => report === '');
  expect(checks.at(-1)?.problems).toEqual([]);
  await told.return(undefined);
});

test.each([
  ['a header that cannot be read', POST, '---\ntitle: [\n---\n\nsecond\n'],
  ['a template with mistakes', 'templates/post.html', '$if(title)$ second'],
  ['settings with mistakes', 'content/site.yaml', `${SITE_YAML}pageSize: second\n`],
])('keeps the last good page with %s', async (_what, file, text) => {
  const { url, root } = await serveSite({
    [POST]: '% A\n\nfirst\n',
    'templates/post.html': '<p>$body$</p></body>',
    'content/site.yaml': SITE_YAML,
  });
  const address = `${url}posts/2026-01-02-a.html`;
  const good = await (await fetch(address)).text();
  expect(good).toContain('first');
  const told = news(url, '/posts/2026-01-02-a.html');
  const before = readFileSync(join(root, file), 'utf8');
  writeFileSync(join(root, file), text);
  expect((await until(told, ({ report }) => report !== '')).report).not.toBe('');
  expect(await (await fetch(address)).text()).toBe(good);
  writeFileSync(join(root, file), before);
  await until(told, ({ report }) => report === '');
  expect(await (await fetch(address)).text()).toBe(good);
  await told.return(undefined);
});

test('serves the 404 page of the language of an address', async () => {
  const { url } = await serveSite({ 'content/site.yaml': `${SITE_YAML}languages: {en: }\n`, [POST]: '% A\n\nx\n' });
  const languageAt = async (path: string) => {
    const response = await fetch(new URL(path, url));
    return `${response.status} ${/<html lang="([^"]*)"/.exec(await response.text())?.[1]}`;
  };
  expect([await languageAt('/en/posts/gone.html'), await languageAt('/posts/gone.html')]).toEqual(['404 en', '404 zh-Hans']);
});

test('shows an empty page with the problems until the settings can be read', async () => {
  const { url, root } = await serveSite({ 'content/site.yaml': 'title: [\n', [POST]: '% A\n\nx\n' });
  const response = await fetch(url);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('/.titleblock/live.js');
  const told = news(url, '/');
  expect((await until(told, ({ report }) => report !== '')).report).not.toBe('');
  writeFileSync(join(root, 'content/site.yaml'), SITE_YAML);
  await until(told, ({ version }) => version !== '');
  expect((await fetch(url)).status).toBe(200);
  await told.return(undefined);
});

test('marks texts and counts warnings in the language of the writer', async () => {
  const { url } = await serveSite(
    { [POST]: '---\ntitle: A\ndraft: true\n---\n\nx\n', 'content/posts/2026-07-01-b.md': '% B\n\nx\n' },
    { translate: (speechOf('zh') as Speech).text },
  );
  const { marks, newWarnings } = (await news(url, '/').next()).value;
  expect(marks).toEqual({
    '/posts/2026-01-02-a.html': '草稿：构建不发布它',
    '/posts/2026-07-01-b.html': '未来，日期是 2026-07-01：构建现在就发布它',
  });
  expect(newWarnings).toEqual(['1 个新警告', '# 个新警告']);
});

test('shows and marks drafts and future posts, unless drafts are off', async () => {
  const files = {
    [POST]: '---\ntitle: A\ndraft: true\n---\n\nx\n',
    'content/posts/2026-07-01-b.md': '% B\n\nx\n',
    'content/posts/2026-01-01-c.md': '% C\n\n[a](2026-01-02-a.md)\n',
  };
  const shown = await serveSite(files);
  expect(await (await fetch(`${shown.url}posts.html`)).text()).toMatch(/B[\s\S]*A[\s\S]*C/);
  expect((await news(shown.url, '/').next()).value.marks).toEqual({
    '/posts/2026-01-02-a.html': 'draft: a build leaves it out',
    '/posts/2026-07-01-b.html': 'future, dated 2026-07-01: a build publishes it now',
  });
  const plain = await serveSite(files, { drafts: false });
  expect((await fetch(`${plain.url}posts/2026-01-02-a.html`)).status).toBe(404);
  const { marks, report } = await until(news(plain.url, '/'), (each) => each.report !== '');
  expect(marks).toEqual({});
  expect(report).toContain('2026-01-02-a.md');
});

test('follows saves by renaming, renamed and removed folders, and many changes at once', async () => {
  const { url, root } = await serveSite({ [POST]: '% A\n\nfirst\n' });
  const told = news(url, '/posts/2026-01-02-a.html');
  const status = async (path: string) => (await fetch(url + path)).status;
  let { version } = (await told.next()).value;
  const change = async (edit: () => void) => {
    edit();
    ({ version } = await until(told, (each) => each.version !== version));
  };
  await change(() => {
    writeFileSync(join(root, 'content/posts/x.tmp'), '% A\n\nrenamed\n');
    renameSync(join(root, 'content/posts/x.tmp'), join(root, POST));
  });
  expect(await (await fetch(`${url}posts/2026-01-02-a.html`)).text()).toContain('renamed');
  await change(() => renameSync(join(root, 'content/posts'), join(root, 'content/notes')));
  expect([await status('posts/2026-01-02-a.html'), await status('notes/2026-01-02-a.html')]).toEqual([404, 200]);
  await change(() => renameSync(join(root, 'content/notes'), join(root, 'content/posts')));
  for (let n = 0; n < 500; n++) writeFileSync(join(root, `content/posts/2025-01-02-n${n}.md`), `% N${n}\n\nx\n`);
  await expect.poll(() => status('posts/2025-01-02-n499.html'), { timeout: 20_000 }).toBe(200);
  await expect.poll(() => status('pages/p46.html'), { timeout: 20_000 }).toBe(200);
  rmSync(join(root, 'content/posts'), { recursive: true });
  await expect.poll(() => status('posts/2025-01-02-n499.html'), { timeout: 20_000 }).toBe(404);
  expect(await status('')).toBe(200);
  await told.return(undefined);
});

test('makes search index, cards, icons and feeds on request', async () => {
  const { url } = await serveSite({
    'content/site.yaml': `${SITE_YAML}search: true\ncards: true\n`,
    [POST]: '% 从无间道开始\n\n正文里的句子。\n',
    'images/icon.png': await photograph(600, 600),
  });
  const page = await (await fetch(`${url}posts/2026-01-02-a.html`)).text();
  const card = /<meta property="og:image" content="https:\/\/example\.org([^"]*)"/.exec(page)?.[1] ?? '';
  expect((await sharp(await (await fetch(new URL(card, url))).bytes()).metadata()).width).toBe(1200);
  expect((await sharp(await (await fetch(`${url}icon-180.png`)).bytes()).metadata()).width).toBe(180);
  expect(await (await fetch(`${url}feeds.xml`)).text()).toContain('正文里的句子');
  expect((await fetch(`${url}search/search.js`)).headers.get('content-type')).toContain('javascript');
  expect(await (await fetch(`${url}_headers`)).text()).toContain('Content-Security-Policy');
  expect(await (await fetch(`${url}sitemap.xml`)).text()).toContain('/posts/2026-01-02-a.html');
});

test('reports a port in use, and chooses the next free one without --port', async () => {
  const first = await serveSite({ [POST]: '% A\n' });
  const port = Number(new URL(first.url).port);
  await expect(serveSite({ [POST]: '% A\n' }, { port })).rejects.toThrow(/^port \d+ is in use/);
  const [one, two] = [
    await serveSite({ [POST]: '% A\n' }, { port: undefined }),
    await serveSite({ [POST]: '% A\n' }, { port: undefined }),
  ];
  expect(one.url).not.toBe(two.url);
});

test('serves a site below its base path', async () => {
  const { url } = await serveSite({ 'content/site.yaml': `${SITE_YAML.trim()}/博客\n`, [POST]: '% A\n\nx\n' });
  expect(url).toMatch(/\/%E5%8D%9A%E5%AE%A2\/$/);
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(new URL('/', url))).url).toBe(url);
  expect((await fetch(new URL('/posts/2026-01-02-a.html', url))).status).toBe(404);
});

test('serves only the site, and only to this machine', async () => {
  const { url, failures } = await serveSite({ [POST]: '% A\n\nx\n' });
  expect(await get(url, '/posts/2026-01-02-a.html')).toBe(200);
  for (const path of ['/../last-build', '/%2e%2e/last-build', '/..%2flast-build', '/posts', '/%00', '/%', '//..//last-build'])
    expect([path, await get(url, path)]).toEqual([path, 404]);
  expect(await get(url, '/', 'evil.example')).toBe(403);
  const { origin } = new URL(url);
  for (const [asking, status] of [
    [origin, 200],
    ['https://evil.example', 403],
    ['http://localhost:1', 403],
    ['null', 403],
  ] as const)
    expect([asking, (await fetch(`${url}.titleblock/live.js`, { headers: { origin: asking } })).status]).toEqual([
      asking,
      status,
    ]);
  expect((await fetch(url)).headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  expect(failures).toEqual([]);
});

test('is not disturbed by a build', async () => {
  const files = { [POST]: '% A\n\nfirst\n', 'content/about.md': '% About\n' };
  const { url, root, failures } = await serveSite(files);
  await buildAt(root);
  const again = await serveBuilt(root);
  writeFileSync(join(root, 'content/about.md'), '% Other\n');
  await buildAt(root);
  for (const address of [url, again.url]) {
    expect(await (await fetch(`${address}posts/2026-01-02-a.html`)).text()).toContain('first');
    await vi.waitFor(async () => expect(await (await fetch(`${address}about.html`)).text()).toContain('Other'), 10_000);
  }
  expect([...failures, ...again.failures]).toEqual([]);
});

test('loads a plugin as soon as its package is installed', async () => {
  const { url, root, checks } = await serveSite({
    'content/site.yaml': `${SITE_YAML}plugins: [remark-own]\n`,
    [POST]: '% A\n\ntext\n',
  });
  const reasons = () => checks.at(-1)?.problems.map(({ reason }) => reason);
  await vi.waitFor(() => expect(reasons()).toEqual(['plugin "remark-own": no package of this name is installed']), 10_000);
  writeFiles(root, {
    'node_modules/remark-own/package.json': '{"main": "main.js"}',
    'node_modules/remark-own/main.js': "module.exports = () => (tree) => { tree.children[0].children[0].value = 'changed'; };\n",
    'node_modules/.package-lock.json': '{}',
  });
  await vi.waitFor(() => expect(reasons()).toEqual([]), 10_000);
  expect(await (await fetch(`${url}posts/2026-01-02-a.html`)).text()).toContain('<p>changed</p>');
}, 30_000);
