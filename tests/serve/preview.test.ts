// `preview`: the output folder as a static host serves it.

import { mkdirSync, readdirSync, readlinkSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { get, type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { headersFor, readHeaders, readRedirects, redirectFor } from '../../scripts/serve/hostRules.js';
import { preview } from '../../scripts/serve/preview.js';
import { buildSite, SITE_YAML, temporaryFolder } from '../support.js';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Serves a folder. Returns a function that requests an exact path, which fetch would normalize. */
async function serve(folder: string, base = '') {
  const server = await preview({ folder, base, host: '127.0.0.1', port: 0 });
  open.push(server.close);
  const { port } = new URL(server.url);
  return (path: string, headers: { [name: string]: string } = {}, method = 'GET'): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (data) => {
          body += data;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      });
      asked.on('error', reject).end();
    });
}

function folderOf(files: { readonly [path: string]: string | Uint8Array }): string {
  const folder = temporaryFolder();
  for (const [path, data] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), data);
  }
  return folder;
}

test('serves a site below a base path: pages, 404 page, headers, redirects', async () => {
  const built = await buildSite({
    'content/site.yaml': SITE_YAML.replace('https://example.org', 'https://example.org/blog'),
    'content/posts/2020-01-02-放手.md': '---\ntitle: 放手\naliases: [/old.html]\n---\n\n你好\n',
  });
  const ask = await serve(join(built.root, 'dist'), '/blog');
  const home = await ask('/blog/');
  expect(home).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
  expect(home.headers['content-security-policy']).toContain("script-src 'self'");
  expect((await ask(encodeURI('/blog/posts/2020-01-02-放手.html'))).body).toContain('你好');
  expect(await ask('/')).toMatchObject({ status: 301, headers: { location: '/blog/' } });
  expect(await ask('/blog')).toMatchObject({ status: 301, headers: { location: '/blog/' } });
  // There is a redirect page too, and hosts prefer files to rules.
  expect((await ask('/blog/old.html')).body).toContain('http-equiv="refresh"');
  const missing = await ask('/blog/gone.html');
  expect(missing.status).toBe(404);
  expect(missing.body).toContain('<html');
  expect((await ask('/posts/2020-01-02-放手.html'.replace(/[^/.\w-]+/g, encodeURIComponent))).status).toBe(404);
  for (const hidden of ['/blog/_headers', '/blog/_redirects']) expect((await ask(hidden)).status).toBe(404);
});

test('serves the nearest 404 page', async () => {
  const ask = await serve(folderOf({ '404.html': 'root', 'en/404.html': 'en', 'en/posts/a.html': 'A' }));
  const bodies = async (paths: readonly string[]) => Promise.all(paths.map(async (path) => (await ask(path)).body));
  expect(await bodies(['/gone', '/en/gone', '/en/posts/gone.html', '/en', '/fr/gone/'])).toEqual([
    'root',
    'en',
    'en',
    'root',
    'root',
  ]);
});

test('redirects folders without a slash, and lists none', async () => {
  const ask = await serve(folderOf({ 'a/index.html': 'A', 'b/c.txt': 'C' }));
  expect(await ask('/a?x=1')).toMatchObject({ status: 301, headers: { location: '/a/?x=1' } });
  expect((await ask('/a/')).body).toBe('A');
  expect(await ask('/b/')).toMatchObject({ status: 404, body: 'not found' });
  expect((await ask('/b')).status).toBe(404);
});

test('supports range and conditional requests', async () => {
  const ask = await serve(folderOf({ 'f.txt': '0123456789', 'empty.txt': '' }));
  const whole = await ask('/f.txt');
  expect(whole.headers).toMatchObject({ 'content-length': '10', 'accept-ranges': 'bytes' });
  for (const [range, status, body, shown] of [
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=5-100', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['lines=1-2', 200, '0123456789', undefined],
  ] as const) {
    const reply = await ask('/f.txt', { range });
    expect([range, reply.status, reply.body, reply.headers['content-range']]).toEqual([range, status, body, shown]);
  }
  expect((await ask('/f.txt', { 'if-none-match': String(whole.headers.etag) })).status).toBe(304);
  expect(await ask('/f.txt', {}, 'HEAD')).toMatchObject({ status: 200, body: '', headers: { 'content-length': '10' } });
  expect((await ask('/empty.txt')).status).toBe(200);
  expect((await ask('/f.txt', {}, 'POST')).status).toBe(405);
});

test('sends compressed files to clients that accept them', async () => {
  const ask = await serve(folderOf({ 'f.txt': 'plain', 'f.txt.gz': gzipSync('plain') }));
  expect((await ask('/f.txt')).body).toBe('plain');
  const packed = await ask('/f.txt', { 'accept-encoding': 'br, gzip' });
  expect(packed.headers).toMatchObject({
    'content-encoding': 'gzip',
    vary: 'Accept-Encoding',
    'content-type': expect.stringContaining('text/plain'),
  });
});

test('serves nothing outside the folder, and nothing to other hosts', async () => {
  const outside = folderOf({ 'secret.txt': 'secret' });
  const folder = folderOf({ 'a.txt': 'a', '.hidden': 'h', '.well-known/x': 'w' });
  symlinkSync(join(outside, 'secret.txt'), join(folder, 'link.txt'));
  symlinkSync(outside, join(folder, 'linked'));
  const ask = await serve(folder);
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/link.txt',
    '/linked/secret.txt',
    '/.hidden',
    '//a.txt',
    '/%00',
    '/%E0%A4%A',
  ])
    expect([path, (await ask(path)).status]).toEqual([path, 404]);
  expect((await ask('/.well-known/x')).body).toBe('w');
  expect((await ask('/a.txt', { host: 'evil.example' })).status).toBe(403);
  expect((await ask('/a.txt', { origin: 'https://evil.example' })).status).toBe(403);
  expect((await ask('/a.txt', { origin: 'null' })).status).toBe(403);
});

test('serves a new build at once', async () => {
  const folder = folderOf({ 'a.txt': 'old' });
  const ask = await serve(folder);
  const { etag } = (await ask('/a.txt')).headers;
  writeFileSync(join(folder, 'a.txt'), 'new');
  utimesSync(join(folder, 'a.txt'), new Date(), new Date(Date.now() + 5000));
  const again = await ask('/a.txt', { 'if-none-match': String(etag) });
  expect([again.status, again.body]).toEqual([200, 'new']);
});

test('reads _headers and _redirects like hosts', () => {
  const rules = readHeaders('# all\n/*\n  X-A: 1\n  X-B: 2\n\n/cards/*\n  X-B: 3\r\n/a.(b)\n  X-C: 4\n');
  expect(headersFor(rules, '/x')).toEqual({ 'x-a': '1', 'x-b': '2' });
  expect(headersFor(rules, '/cards/x.png')).toEqual({ 'x-a': '1', 'x-b': '3' });
  expect(headersFor(rules, '/a.(b)')).toMatchObject({ 'x-c': '4' });
  const redirects = readRedirects('/a /b\n# no\n/old/* /new/:splat 302\n/broken\n');
  expect(redirectFor(redirects, '/a')).toEqual({ to: '/b', status: 301 });
  expect(redirectFor(redirects, '/old/x/y')).toEqual({ to: '/new/x/y', status: 302 });
  expect(redirectFor(redirects, '/broken')).toBeUndefined();
});

test('reports an address it cannot listen on, with the option to change', async () => {
  const folder = temporaryFolder();
  const first = await preview({ folder, base: '', host: '127.0.0.1', port: 0 });
  open.push(first.close);
  const port = Number(new URL(first.url).port);
  const tries: readonly (readonly [host: string, port: number, message: string])[] = [
    ['127.0.0.1', port, `port ${port} is in use: choose another with --port`],
    ['192.0.2.1', 0, 'this machine does not have the address 192.0.2.1: choose another with --host'],
    ['nowhere.invalid', 0, 'there is no host nowhere.invalid: choose another with --host'],
  ];
  for (const [host, wanted, message] of tries)
    await expect(preview({ folder, base: '', host, port: wanted })).rejects.toThrow(message);
});

test('matches a pattern with many asterisks in linear time', () => {
  const rules = readRedirects(`/${'*a'.repeat(5000)}b /x 301\n/a*c*/z /y/:splat 301\n`);
  const start = performance.now();
  expect(redirectFor(rules, `/${'a'.repeat(100_000)}`)).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(1000);
  expect(redirectFor(rules, '/a1/2c3/z')).toEqual({ to: '/y/1/2', status: 301 });
  expect(redirectFor(rules, '/ac/z')).toEqual({ to: '/y/', status: 301 });
  expect(redirectFor(rules, '/a/z')).toBeUndefined();
});

test('forbids use by pages of other sites, whatever `_headers` contains', async () => {
  const folder = folderOf({
    'index.html': 'x',
    'posts/index.html': 'x',
    '404.html': 'x',
    _headers: '/*\n  Cross-Origin-Resource-Policy: cross-origin\n',
    _redirects: '/old /new 301\n',
  });
  const ask = await serve(folder);
  const policy = 'cross-origin-resource-policy';
  for (const [path, headers, status] of [
    ['/', {}, 200],
    ['/old', {}, 301],
    ['/posts', {}, 301],
    ['/gone', {}, 404],
    ['/', { range: 'bytes=9-' }, 416],
    ['/', { origin: 'https://evil.example' }, 403],
    ['/', { host: 'evil.example' }, 403],
  ] as const) {
    const reply = await ask(path, headers);
    expect([path, reply.status, reply.headers[policy]]).toEqual([path, status, 'same-origin']);
  }
});

test.skipIf(process.platform !== 'linux')('closes a file if the client disconnects early', async () => {
  const folder = folderOf({ 'film.mp4': Buffer.alloc(20_000_000) });
  const { url, close } = await preview({ folder, base: '', host: '127.0.0.1', port: 0 });
  open.push(close);
  const openFiles = () =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).endsWith('film.mp4');
      } catch {
        return false;
      }
    }).length;
  for (let at = 0; at < 5; at++) {
    await new Promise<void>((resolve) => {
      get(`${url}film.mp4`, (response) => {
        response.once('data', () => response.destroy());
        response.once('close', resolve);
      });
    });
  }
  await expect.poll(openFiles, { timeout: 5000 }).toBe(0);
});

test('sends a range only if the file has not changed', async () => {
  const ask = await serve(folderOf({ 'film.mp4': '0123456789' }));
  const etag = String((await ask('/film.mp4')).headers.etag);
  const range = 'bytes=2-4';
  expect(await ask('/film.mp4', { range, 'if-range': etag })).toMatchObject({ status: 206, body: '234' });
  expect(await ask('/film.mp4', { range, 'if-range': '"old"' })).toMatchObject({ status: 200, body: '0123456789' });
});

test('redirects to addresses in any script', async () => {
  const ask = await serve(folderOf({ _redirects: '/old /posts/放手.html#甲 301\n' }));
  const location = '/posts/%E6%94%BE%E6%89%8B.html#%E7%94%B2';
  expect(await ask('/old')).toMatchObject({ status: 301, headers: { location } });
});
