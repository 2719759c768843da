// Downloading pictures of other sites, from a server that the test starts.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { remotePath } from '../../scripts/base/remoteName.js';
import { fetchPictures } from '../../scripts/picture/remote.js';
import { buildAt, filesBelow, picture, SITE_YAML, temporaryFolder, writeSite } from '../support.js';

let server: Server | undefined;
let base = '';
let asked: string[] = [];
let isLate = false;
const photo = await sharp({
  create: { width: 900, height: 500, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
})
  .jpeg()
  .toBuffer();

beforeAll(async () => {
  const small = await picture();
  server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    if (url.startsWith('/photo.jpg')) response.end(photo);
    else if (url === '/moved.png') response.writeHead(302, { location: '/small.png' }).end();
    else if (url === '/small.png' || url === '/no-name') response.end(small);
    else if (url === '/late.png' && isLate) response.end(small);
    else if (url === '/page.png') response.end('<!DOCTYPE html><html>');
    else if (url === '/endless.jpg') {
      const timer = setInterval(() => response.write(photo), 1);
      response.on('close', () => clearInterval(timer));
    } else if (url === '/announced.jpg') response.writeHead(200, { 'content-length': '999999999' }).flushHeaders();
    else if (url === '/silent.jpg') response.on('close', () => {});
    else response.writeHead(404).end();
  }).listen(0);
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server?.closeAllConnections();
  server?.close();
});
beforeEach(() => {
  asked = [];
});

const site = (text: string, remote = 'localise') =>
  writeSite({
    'content/site.yaml': `${SITE_YAML}allowPrivate: true\nimages: {remote: ${remote}}\n`,
    'content/posts/2020-01-02-a.md': `% A\n\n${text}\n`,
  });

test('leaves them alone by default, with a warning at each place', async () => {
  const built = await buildAt(site(`x ![p](${base}/photo.jpg)`, 'keep'));
  expect(built.problems.map(({ ruleId, place }) => [ruleId, place?.line, place?.column])).toEqual([['picture/remote', 3, 3]]);
  expect(built.page('posts/2020-01-02-a.html')).toContain(`<img src="${base}/photo.jpg"`);
  expect(asked).toEqual([]);
});

test('downloads a picture once and records it; from then on it is like any other, offline and on another machine', async () => {
  const root = site(`![p](${base}/photo.jpg?size=1) ![q](${base}/moved.png)\n\n<img src="${base}/no-name" alt="n">`);
  const built = await buildAt(root);
  expect(built.report).toBe('');
  expect(asked.sort()).toEqual(['/moved.png', '/no-name', '/photo.jpg?size=1', '/small.png']);
  const page = built.page('posts/2020-01-02-a.html');
  expect(page).not.toContain(base);
  expect(page).toMatch(/<picture><source type="image\/avif" srcset="\/images\/photo(?:-[0-9a-f]{8}){2}-/);
  const path = remotePath(`${base}/photo.jpg?size=1`) ?? '';
  expect(path).toMatch(/^images\/remote\/localhost-\d+\/photo-[0-9a-f]{8}\.jpg$/);
  expect(readFileSync(join(root, path)).equals(photo)).toBe(true);
  const lock = JSON.parse(readFileSync(join(root, 'images/remote/lock.json'), 'utf8'));
  expect(Object.keys(lock)).toEqual([`${base}/moved.png`, `${base}/no-name`, `${base}/photo.jpg?size=1`]);
  expect(lock[`${base}/photo.jpg?size=1`]).toMatchObject({ path, bytes: photo.length });
  expect(built.files.some((file) => file.includes('remote'))).toBe(false);

  asked = [];
  rmSync(join(root, '.cache'), { recursive: true });
  const again = await buildAt(root);
  expect(again.page('posts/2020-01-02-a.html')).toBe(page);
  expect(asked).toEqual([]);

  // A removed file is downloaded again; other entries of the lock file stay.
  rmSync(join(root, path));
  expect((await buildAt(root)).page('posts/2020-01-02-a.html')).toBe(page);
  expect(asked).toEqual(['/photo.jpg?size=1']);
  expect(Object.keys(JSON.parse(readFileSync(join(root, 'images/remote/lock.json'), 'utf8')))).toHaveLength(3);
});

test('reports a failed download at its place, tries it once, and shows the remote picture', async () => {
  const root = site(`![p](${base}/gone.jpg) ![q](${base}/page.png)\n\n![r](${base}/small.png) ![s](http://localhost:1/x.png)`);
  const built = await buildAt(root);
  expect(built.published).toBe(true);
  expect(
    built.problems.map(({ ruleId, place, reason }) => [
      ruleId,
      place?.line,
      place?.column,
      reason.replace(/^.*downloaded: /, ''),
    ]),
  ).toEqual([
    ['picture/fetch', 3, 1, 'the server responded 404 Not Found'],
    ['picture/fetch', 3, expect.any(Number), 'the response is not a picture: it is a web page'],
    ['picture/fetch', 5, expect.any(Number), expect.stringMatching(/refused the connection|bad port/)],
  ]);
  expect(asked.filter((url) => url === '/gone.jpg')).toHaveLength(1);
  const page = built.page('posts/2020-01-02-a.html');
  expect(page).toContain(`<img src="${base}/gone.jpg"`);
  expect(page).toMatch(/<img src="\/images\/small(?:-[0-9a-f]{8}){2}-60\.png"/);
});

test('limits bytes and time', async () => {
  const root = temporaryFolder();
  const names = ['endless.jpg', 'announced.jpg', 'silent.jpg'];
  const wanted = names.map((name) => ({ url: `${base}/${name}`, path: `images/remote/${name}` }));
  const { fetched, failures } = await fetchPictures(wanted, { root, maxBytes: 2_000_000, timeout: 400, allowPrivate: true });
  expect(fetched).toBe(0);
  expect(names.map((name) => failures.get(`${base}/${name}`))).toEqual([
    'it is larger than 2 MB',
    'it is larger than 2 MB',
    'the request timed out',
  ]);
  expect(existsSync(join(root, 'images'))).toBe(false);
});

test('the next build retries failed downloads, although nothing has changed', async () => {
  const root = site(`![p](${base}/late.png)`);
  const rules = async () => (await buildAt(root)).rules;
  expect([await rules(), await rules()]).toEqual([['picture/fetch'], ['picture/fetch']]);
  expect(asked).toEqual(['/late.png', '/late.png']);
  isLate = true;
  expect([await rules(), await rules()]).toEqual([[], []]);
  expect(asked).toHaveLength(3);
});

test('does not download a picture of this machine unless the settings allow it', async () => {
  const root = writeSite({
    'content/site.yaml': `${SITE_YAML}images: {remote: localise}\n`,
    'content/posts/2020-01-02-a.md': `% A\n\n![p](${base}/photo.jpg)\n`,
  });
  const { published, problems } = await buildAt(root);
  expect([published, problems.map(({ reason }) => reason.replace(/^.*downloaded: /, ''))]).toEqual([
    true,
    [expect.stringMatching(/^localhost \(\S+\) is an address of this machine .*set `allowPrivate: true`/)],
  ]);
  expect(asked).toEqual([]);
});

test('sends a password in an address to its server, and to nobody else', async () => {
  const [kept, gone] = ['/photo.jpg', '/gone.jpg'].map((path) => `${base.replace('//', '//ann:s3cret@')}${path}`);
  const root = site(`![p](${kept}) ![q](${gone})`);
  const localised = await buildAt(root);
  expect(localised.report).toContain('//**********@localhost');
  const elsewhere = await buildAt(
    site(
      `![p](${kept})\n\n<img srcset="${kept} 2x" alt="a">\n\n<img srcset="${kept} 3x" src="${kept}" alt="b">\n\n<video src="${kept}"></video>`,
      'keep',
    ),
  );
  expect(elsewhere.rules.filter((rule) => rule !== 'link/address')).toEqual(['picture/remote', 'picture/remote']);
  const written = [...filesBelow(join(root, 'dist')), 'images/remote/lock.json'];
  const texts = written.map((file) => readFileSync(join(root, file.startsWith('images/remote') ? '' : 'dist', file), 'latin1'));
  for (const text of [localised.report, elsewhere.report, elsewhere.page('posts/2020-01-02-a.html'), ...texts])
    expect(text).not.toMatch(/s3cret|ann:/);
  expect(localised.rules).toEqual(['picture/fetch']);
});
