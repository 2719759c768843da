// Importing the addresses of an older site from any of its formats: `urls --from`.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPublishedUrls } from '../../scripts/config/publishedUrls.js';
import { feedText, oldUrlsIn } from '../../scripts/new/oldUrls.js';
import { readSettings } from '../readSettings.js';
import { run, SITE_YAML, writeFiles, writeSite } from '../support.js';

const sitemap = (...paths: readonly string[]) =>
  `<urlset>${paths.map((path) => `<url><loc>https://example.org${path}</loc></url>`).join('')}</urlset>`;
const indexOf = (...names: readonly string[]) =>
  `<sitemapindex>${names.map((name) => `<sitemap><loc>https://example.org/${name}</loc></sitemap>`).join('')}</sitemapindex>`;

/** Imports files into a site without posts. Returns the output and the list. */
function imported(files: { [name: string]: string | Uint8Array }, ...named: readonly string[]) {
  const root = writeSite({ 'content/urls.yaml': '', 'content/about.md': '% About\n' });
  writeFiles(join(root, 'old'), files);
  const { status, stdout } = run(['urls', '--from', ...named.map((name) => join(root, 'old', name)), '--root', root]);
  const { urls } = readPublishedUrls(readFileSync(join(root, 'content/urls.yaml'), 'utf8'));
  return {
    status,
    said: stdout.replaceAll(join(root, 'old/'), ''),
    urls: urls.map(({ url, id }) => (id ? `${url} ${id}` : url)),
  };
}

test('reads a sitemap index with its parts beside it, compressed or not', () => {
  const { status, said, urls } = imported(
    {
      'index.xml': indexOf('posts.xml', 'deep/pages.xml.gz', 'tags.xml.gz'),
      'posts.xml': sitemap('/a/'),
      'pages.xml.gz': gzipSync(sitemap('/b/index.html')),
      'tags.xml': sitemap('/tags/c/'),
    },
    'index.xml',
  );
  expect([status, urls]).toEqual([0, ['/a/', '/b/', '/tags/c/']]);
  expect(said).not.toContain('read nothing');
});

test('names a missing part of a sitemap index', () => {
  const { said, urls } = imported({ 'index.xml': indexOf('a.xml', 'b.xml'), 'a.xml': sitemap('/a/') }, 'index.xml');
  expect(urls).toEqual(['/a/']);
  expect(said).toContain('index.xml is an index of sitemaps: save b.xml beside it\n');
});

test('reads a JSON Feed, and a compressed feed without the extension', () => {
  const json = {
    version: 'https://jsonfeed.org/version/1.1',
    items: [
      { id: 'x1', url: 'https://example.org/a/' },
      { id: 'https://example.org/b/' },
      { id: 7, url: 'https://example.org/c/' },
      null,
      {},
    ],
  };
  const atom = '<feed><entry><link href="https://example.org/d/"/><id>old-d</id></entry></feed>';
  const { urls } = imported(
    { 'feed.json': `\uFEFF${JSON.stringify(json)}`, 'atom.xml': gzipSync(atom) },
    'feed.json',
    'atom.xml',
  );
  expect(urls).toEqual(['/a/ x1', '/b/ https://example.org/b/', '/c/ 7', '/d/ old-d']);
});

test('names each file without addresses', () => {
  const { status, said, urls } = imported(
    {
      'page.html': '<!DOCTYPE html><p>Not found',
      'empty.xml': '<urlset></urlset>',
      'broken.json': '{"items": [',
      'a.xml': sitemap('/a/'),
    },
    'page.html',
    'empty.xml',
    'broken.json',
    'a.xml',
  );
  expect([status, urls]).toEqual([0, ['/a/']]);
  for (const name of ['page.html', 'empty.xml', 'broken.json']) expect(said).toContain(`read nothing from ${name}: `);
  expect(said).not.toContain('read nothing from a.xml');
});

test('reports a damaged .gz, and keeps the list', () => {
  const root = writeSite({ 'content/urls.yaml': '# mine\n', 'old.xml.gz': gzipSync(sitemap('/a/')).subarray(0, 30) });
  expect(run(['urls', '--from', join(root, 'old.xml.gz'), '--root', root])).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^titleblock: \S+old\.xml\.gz cannot be read: .+\n$/),
  });
  expect(readFileSync(join(root, 'content/urls.yaml'), 'utf8')).toBe('# mine\n');
  expect(existsSync(join(root, '.cache'))).toBe(false);
});

test('reads any text without failing, and takes only addresses of the site', () => {
  const { config } = readSettings(SITE_YAML);
  const piece = fc.oneof(
    fc.constantFrom(
      '<urlset>',
      '<url>',
      '<loc>',
      '</loc>',
      '</url>',
      '<sitemap>',
      '</sitemap>',
      '<item>',
      '<link/>',
      '{"items":[',
      ']}',
      '{',
      '}',
    ),
    fc.constantFrom('https://example.org/a/', 'https://elsewhere.org/', '"url":', '"x"', ','),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const { urls } = oldUrlsIn(feedText(Buffer.from(pieces.join(''))), config);
      for (const { url } of urls) expect(url).toMatch(/^\//);
    }),
  );
});
