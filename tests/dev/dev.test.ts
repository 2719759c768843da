// The site while it is written: built and shown at once, pictures made when they are asked for.

import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { SITE_YAML } from '../support.js';
import { serveSite } from './site.js';

/** A picture of many colours, which is worth several widths. */
function photograph(width = 2400, height = 1200): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 };
  return sharp({ create: { width, height, channels: 3, background: '#888', noise } })
    .jpeg()
    .toBuffer();
}

const POST = 'content/posts/2026-01-02-a.md';

/** The events that a server sends, one by one. */
async function* news(url: string): AsyncGenerator<{ version: number; report: string }> {
  const response = await fetch(new URL('/.titleblock/news', url));
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString();
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield JSON.parse(text.slice('data: '.length, end)) as { version: number; report: string };
      text = text.slice(end + 2);
    }
  }
}

/** Sends a request as it is written, with nothing put right. */
function get(url: string, path: string, host = 'localhost'): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path, headers: { host } }, (response) => resolve(response.resume().statusCode ?? 0))
      .on('error', reject)
      .end();
  });
}

test('only files of pictures that a browser asks for are made', async () => {
  const { url, folder, root } = await serveSite({
    [POST]: '% A\n\n![one](images/one.jpg)\n',
    'content/posts/2026-01-03-b.md': '% B\n\n![two](images/two.jpg)\n',
    'images/one.jpg': await photograph(),
    'images/two.jpg': await photograph(2000),
  });
  const page = await (await fetch(`${url}posts/2026-01-02-a.html`)).text();
  const made = () => readdirSync(join(folder, 'pictures')).length;
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

test('drawings, animations and pictures named wrongly are shown too', async () => {
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

test('a change is built and told; a problem is told, and the page stays', async () => {
  const { url, root } = await serveSite({ [POST]: '% A\n\nfirst\n' });
  const told = news(url);
  const next = async () => (await told.next()).value as { version: number; report: string };
  const page = async () => (await fetch(`${url}posts/2026-01-02-a.html`)).text();
  const first = await next();
  expect(first.report).toBe('');
  expect(await page()).toContain('first');

  writeFileSync(join(root, POST), '% A\n\nsecond\n');
  const second = await next();
  expect(second.version).toBe(first.version + 1);
  expect(await page()).toContain(`second`);
  expect(await page()).toContain(`data-version="${second.version}"`);

  writeFileSync(join(root, POST), '% A\n\n[third](gone.md)\n');
  const third = await next();
  expect(third).toEqual({ version: second.version, report: expect.stringContaining('gone.md') });
  expect(await page()).toContain('second');

  rmSync(join(root, POST));
  writeFileSync(join(root, 'content/posts/2026-01-03-b.md'), '% B\n\nfourth\n');
  let fourth = await next();
  while (fourth.report) fourth = await next();
  expect((await fetch(`${url}posts/2026-01-03-b.html`)).status).toBe(200);
  expect((await fetch(`${url}posts/2026-01-02-a.html`)).status).toBe(404);
  await told.return(undefined);
});

test('a site that cannot be built yet is an empty page that will tell why', async () => {
  const { url, root } = await serveSite({ [POST]: '% A\n\n[x](gone.md)\n' });
  const response = await fetch(url);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('/.titleblock/live.js');
  expect(((await news(url).next()).value as { report: string }).report).toContain('gone.md');
  writeFileSync(join(root, POST), '% A\n\nx\n');
  await expect.poll(async () => (await fetch(url)).status, { timeout: 5000 }).toBe(200);
});

test('a site below a path is served there', async () => {
  const { url } = await serveSite({ 'content/site.yaml': `${SITE_YAML.trim()}/博客\n`, [POST]: '% A\n\nx\n' });
  expect(url).toMatch(/\/%E5%8D%9A%E5%AE%A2\/$/);
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(new URL('/', url))).url).toBe(url);
  expect((await fetch(new URL('/posts/2026-01-02-a.html', url))).status).toBe(404);
});

test('nothing but the site is served, to nobody but this machine', async () => {
  const { url, failures } = await serveSite({ [POST]: '% A\n\nx\n' });
  expect(await get(url, '/posts/2026-01-02-a.html')).toBe(200);
  for (const path of ['/../last-build', '/%2e%2e/last-build', '/..%2flast-build', '/posts', '/%00', '/%', '//..//last-build'])
    expect([path, await get(url, path)]).toEqual([path, 404]);
  expect(await get(url, '/', 'evil.example')).toBe(403);
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  expect(failures).toEqual([]);
});
