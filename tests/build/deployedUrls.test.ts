// Addresses of the deployed site: `urls --deployed` against a server with the output of a build.

import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { readPublishedUrls } from '../../scripts/config/publishedUrls.js';
import { environment, PROGRAM, QUIET, run, writeSite } from '../support.js';

const POST = 'content/posts/2020-01-02-a.md';
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Starts a server that answers with the files of a folder, or with one status. */
async function serving(folder: () => string | number): Promise<string> {
  const server = createServer((request, response) => {
    const from = folder();
    try {
      if (typeof from === 'number') response.writeHead(from).end();
      else response.end(readFileSync(join(from, decodeURI(request.url ?? ''))));
    } catch {
      response.writeHead(404).end();
    }
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Writes a site with the address of a server. The server is in this process, so the command must not block it. */
async function site(from?: () => string | number) {
  let root = '';
  const address = await serving(from ?? (() => join(root, 'dist')));
  root = writeSite({
    'content/site.yaml': `title: T\nurl: ${address}\nallowPrivate: true\n`,
    'content/urls.yaml': '',
    'content/about.md': '% About\n',
    [POST]: '---\ntitle: 甲\ntags: [gone]\n---\n',
    'content/posts/2020-01-03-b.md': '% 乙\n',
    'content/hidden.md': '---\ntitle: Hidden\nunlisted: true\n---\n',
  });
  const deployed = () => commanded(['urls', '--deployed', '--root', root]);
  const list = () => readPublishedUrls(readFileSync(join(root, 'content/urls.yaml'), 'utf8'));
  return { root, address, deployed, list, built: () => build({ ...QUIET, root, out: join(root, 'dist') }) };
}

function commanded(args: readonly string[]): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { env: environment() });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)));
    child.on('close', (status) => resolve({ status, said }));
  });
}

test('requires deployed addresses to exist, be renamed or be given up, except lists', async () => {
  const { root, address, deployed, list, built } = await site();
  await built();
  expect(await deployed()).toEqual({ status: 0, said: 'content/urls.yaml: 3, 3 new\n' });
  expect(list().urls.map(({ url, file, id }) => [url, file, id])).toEqual([
    ['/about.html', 'about.md', undefined],
    ['/posts/2020-01-02-a.html', 'posts/2020-01-02-a.md', `${address}/posts/2020-01-02-a.html`],
    ['/posts/2020-01-03-b.html', 'posts/2020-01-03-b.md', `${address}/posts/2020-01-03-b.html`],
  ]);
  // The repository has an empty list. The post with the only tag is deleted.
  writeFileSync(join(root, 'content/urls.yaml'), '');
  rmSync(join(root, POST));
  expect((await deployed()).said).toBe('content/urls.yaml: 3, 3 new\n');
  expect((await built()).problems.map(({ reason }) => reason)).toEqual([
    '/posts/2020-01-02-a.html no longer exists; an older site had it',
  ]);
  // Given up once and committed: the deployed site still has the address, which is no problem.
  expect(run(['urls', '--drop', '/posts/2020-01-02-a.html', '--root', root]).status).toBe(0);
  expect((await deployed()).said).toBe('content/urls.yaml: 2, 0 new\n');
  expect((await built()).problems).toEqual([]);
  // Published again, it is an address like any other.
  writeFileSync(join(root, POST), '% 甲\n');
  await built();
  expect((await deployed()).said).toBe('content/urls.yaml: 3, 1 new\n');
  expect(list().dropped).toEqual([]);
}, 60_000);

test('accepts a site that is not deployed yet, and fails if the server does not answer properly', async () => {
  let answer: string | number = 404;
  const { address, deployed, list, root } = await site(() => answer);
  expect(await deployed()).toEqual({
    status: 0,
    said: `content/urls.yaml: 0, 0 new\n${address}/sitemap.xml is not there: the site is not deployed yet\n`,
  });
  answer = 503;
  expect(await deployed()).toEqual({
    status: 1,
    said: `titleblock: ${address}/sitemap.xml cannot be read: HTTP 503 Service Unavailable\n`,
  });
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  expect(await deployed()).toEqual({
    status: 1,
    said: `titleblock: ${address}/sitemap.xml cannot be read: the server refused the connection\n`,
  });
  expect(list().urls).toEqual([]);
  rmSync(join(root, 'content/urls.yaml'));
  expect(await deployed()).toMatchObject({ status: 0, said: expect.stringContaining('this site has no content/urls.yaml') });
}, 60_000);

test('reads the parts of a sitemap, but no pages of other hosts and no catch-all page', async () => {
  const address = { is: '' };
  const root = writeSite({ 'content/urls.yaml': '' });
  const folder = writeSite({
    'sitemap-1.xml': '<urlset><url><loc>ADDRESS/x/</loc></url><url><loc>ADDRESS/tags/old.html</loc></url></urlset>',
    'sitemap.xml':
      '<sitemapindex><sitemap><loc>ADDRESS/sitemap-1.xml</loc></sitemap><sitemap><loc>https://elsewhere.example/s.xml</loc></sitemap></sitemapindex>',
  });
  address.is = await serving(() => folder);
  for (const name of ['sitemap.xml', 'sitemap-1.xml'])
    writeFileSync(join(folder, name), readFileSync(join(folder, name), 'utf8').replaceAll('ADDRESS', address.is));
  const settings = (allowPrivate: boolean) =>
    writeFileSync(join(root, 'content/site.yaml'), `title: T\nurl: ${address.is}\nallowPrivate: ${allowPrivate}\n`);
  settings(false);
  expect(await commanded(['urls', '--deployed', '--root', root])).toMatchObject({
    status: 1,
    said: expect.stringContaining('allowPrivate'),
  });
  settings(true);
  expect(await commanded(['urls', '--deployed', '--root', root])).toEqual({ status: 0, said: 'content/urls.yaml: 1, 1 new\n' });
  writeFileSync(join(folder, 'sitemap.xml'), '<!DOCTYPE html><p>Welcome');
  expect(await commanded(['urls', '--deployed', '--root', root])).toMatchObject({
    status: 0,
    said: expect.stringContaining('read nothing from'),
  });
}, 60_000);

test('keeps a list that is saved while the deployed site is asked, and says so', async () => {
  let root = '';
  let merged: string | undefined;
  const made = await site(() => {
    if (merged !== undefined) writeFileSync(join(root, 'content/urls.yaml'), merged);
    return join(root, 'dist');
  });
  root = made.root;
  await made.built();
  merged = '"/from-a-merge.html": {"file": ""}\n';
  expect(await made.deployed()).toEqual({
    status: 1,
    said: 'titleblock: content/urls.yaml changed in the meantime and was left alone; run this command again\n',
  });
  expect(readFileSync(join(root, 'content/urls.yaml'), 'utf8')).toBe(merged);
  merged = undefined;
  expect((await made.deployed()).status).toBe(0);
  expect(made.list().urls.map(({ url }) => url)).toContain('/from-a-merge.html');
});
