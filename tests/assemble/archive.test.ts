// The archive: a list of years, and a page with all posts of each year.

import { expect, test } from 'vitest';
import { buildSite, SITE_YAML } from '../support.js';

const FILES = {
  'content/posts/2020-01-01-a.md': '% A *b*\n\nText.\n',
  'content/posts/2020-03-02-b.md': '% B\n\nText.\n',
  'content/posts/2005-00-00-old.md': '% Old\n\nText.\n',
  'content/about.md': '% About\n',
};

test('lists all posts of each year, and links the other years with their counts', async () => {
  const built = await buildSite({ ...FILES, 'content/site.yaml': `${SITE_YAML}pageSize: 1\n` });
  expect(built.report).toBe('');
  expect(built.files.filter((file) => file.startsWith('archive'))).toEqual([
    'archive.html',
    'archive/2005.html',
    'archive/2020.html',
  ]);
  const years = (page: string) =>
    [...page.matchAll(/<li><a href="([^"]*)"( aria-current="page")?>(\d{4})<\/a> <span>(\d+)/g)].map(([, ...found]) => found);
  expect(years(built.page('archive.html'))).toEqual([
    ['/archive/2020.html', undefined, '2020', '2'],
    ['/archive/2005.html', undefined, '2005', '1'],
  ]);
  const page = built.page('archive/2020.html');
  expect(years(page).map(([, current]) => current !== undefined)).toEqual([true, false]);
  expect(
    [...page.matchAll(/<time datetime="([^"]*)">[^<]*<\/time><div><a class="title" href="([^"]*)">(.*?)<\/a>/g)].map(
      ([, ...found]) => found,
    ),
  ).toEqual([
    ['2020-03-02', '/posts/2020-03-02-b.html', 'B'],
    ['2020-01-01', '/posts/2020-01-01-a.html', 'A <em>b</em>'],
  ]);
  expect(built.page('archive/2005.html')).toContain('<time datetime="2005">2005</time>');
  expect(built.page('posts.html')).toContain('<a href="/archive.html">');
});

test('makes no archive without posts', async () => {
  const built = await buildSite({ 'content/about.md': '% About\n\n[a](/archive.html)\n' });
  expect(built.rules).toEqual(['link/dead']);
});

test('lets the writer’s own pages replace the lists of years and tags', async () => {
  const built = await buildSite({ ...FILES, 'content/archive.md': '% My archive\n', 'content/tags.md': '% My tags\n' });
  expect(built.report).toBe('');
  expect(built.page('archive.html')).toContain('<h1>My archive</h1>');
  expect(built.page('tags.html')).toContain('<h1>My tags</h1>');
  expect(built.files).toContain('archive/2020.html');
});
