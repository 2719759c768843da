// The list of recently updated posts.

import { expect, test } from 'vitest';
import { buildSite, SITE_YAML } from '../support.js';

const FILES = {
  'content/posts/2020-01-01-a.md': '---\ntitle: A\nupdated: 2021-05-00\n---\n',
  'content/posts/2020-01-02-b.md': '% B\n',
  'content/posts/2020-01-03-c.md': '---\ntitle: C\nupdated: 2023-01-01\nlang: en\n---\n',
  'content/posts/2020-01-04-d.md': '---\ntitle: D\nupdated: 2023-01-01\n---\n',
};
const listed = (page: string) =>
  [...page.matchAll(/<time datetime="([^"]*)">[^<]*<\/time><div><a class="title" href="[^"]*">([^<]*)</g)].map(
    ([, ...found]) => found,
  );

test('lists the latest change first, without posts that were never changed', async () => {
  const built = await buildSite(FILES);
  expect(listed(built.page('updated.html'))).toEqual([
    ['2023-01-01', 'D'],
    ['2023-01-01', 'C'],
    ['2021-05', 'A'],
  ]);
  expect(built.page('updated.html')).toContain('<h1>最近修订</h1>');
  expect(built.page('sitemap.xml')).toContain('<loc>https://example.org/updated.html</loc><lastmod>2023-01-01</lastmod>');
});

test('can be linked to, and is not made without updated posts or if the writer has such a page', async () => {
  const link = { 'content/about.md': '% About\n\n[u](/updated.html)\n' };
  expect((await buildSite({ ...FILES, ...link })).report).toBe('');
  const none = await buildSite({ 'content/posts/2020-01-02-b.md': '% B\n', ...link });
  expect(none.rules).toEqual(['link/dead']);
  const own = await buildSite({ ...FILES, 'content/updated.md': '% Mine\n' });
  expect(own.page('updated.html')).toContain('<h1>Mine</h1>');
  const english = await buildSite({ ...FILES, 'content/site.yaml': `${SITE_YAML}language: en-GB\n` });
  expect(english.page('updated.html')).toContain('<h1>Recently updated</h1>');
});
