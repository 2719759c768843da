// The archive: a page with all posts by year and month, and a page for each year.

import { expect, test } from 'vitest';
import { buildSite, LONG, SITE_YAML } from '../support.js';

const FILES = {
  'content/posts/2020-01-01-a.md': '% A *b*\n\nText.\n',
  'content/posts/2020-03-02-b.md': '% B\n\nText.\n',
  'content/posts/2005-00-00-old.md': '% Old\n\nText.\n',
  'content/about.md': '% About\n',
};

/** Returns the outline of the page of all posts: years and months with counts, days with titles. */
function outlineOf(page: string): string[] {
  const text = (html: string) =>
    html
      .replace(/<wbr>|<[^>]*>/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  return [...page.matchAll(/<h[23][^>]*>[\s\S]*?<\/h[23]>|<li><time[\s\S]*?<\/li>/g)].map(([html]) => text(html));
}

test('lists all posts by year and month, with counts', async () => {
  const built = await buildSite(FILES);
  expect(outlineOf(built.page('archive.html'))).toEqual(['2020 2', '3 月 1', '2 B', '1 月 1', '1 A b', '2005 1', 'Old']);
  const english = await buildSite({ ...FILES, 'content/site.yaml': `${SITE_YAML}language: en\n` });
  expect(outlineOf(english.page('archive.html')).slice(1, 3)).toEqual(['March 1', '2 B']);
});

test.runIf(LONG)(
  'lists only years for more than 2,000 posts',
  async () => {
    const posts = Array.from({ length: 2001 }, (_, at) => [`content/posts/2020-01-02-${at}.md`, `% P${at}\n\nText.\n`]);
    const built = await buildSite(Object.fromEntries(posts));
    expect(built.page('archive.html')).not.toContain('<h2');
    expect(built.page('archive.html')).toContain('<li><a href="/archive/2020.html">2020</a> <span>2001</span></li>');
    expect(built.page('archive/2020.html')).toContain('P2000');
  },
  120_000,
);

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
    ['#y2020', undefined, '2020', '2'],
    ['#y2005', undefined, '2005', '1'],
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
