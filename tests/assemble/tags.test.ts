// Tags: an index, a page of posts for each tag, and links to them.

import { expect, test } from 'vitest';
import { buildSite, SITE_YAML } from '../support.js';

const post = (title: string, tags: string) => `---\ntitle: ${title}\ntags: [${tags}]\n---\n\nText.\n`;
const FILES = {
  'content/site.yaml': `${SITE_YAML}pageSize: 2\n`,
  'content/posts/2020-01-01-a.md': post('A', 'Java, 云 计算'),
  'content/posts/2020-01-02-b.md': post('B', 'java, C#'),
  'content/posts/2020-01-03-c.md': post('C', 'JAVA, "a/b: <c>"'),
  'content/about.md': post('About', 'java'),
};
const titles = (page: string) => [...page.matchAll(/<a class="title" href="[^"]*">([^<]*)<\/a>/g)].map(([, title]) => title);

test('lists the posts of each tag in pages, newest first, ignoring case and width of letters', async () => {
  const built = await buildSite(FILES);
  expect(built.report).toBe('');
  const pages = built.files.filter((file) => file.startsWith('tags'));
  expect(pages).toEqual([
    'tags.html',
    'tags/a-b-c.html',
    'tags/a-b-c.xml',
    'tags/c#.html',
    'tags/c#.xml',
    'tags/java.html',
    'tags/java.xml',
    'tags/java/p2.html',
    'tags/云-计算.html',
    'tags/云-计算.xml',
  ]);
  const first = built.page('tags/java.html');
  expect(first).toContain('<link rel="alternate" type="application/rss+xml" title="标签：JAVA" href="/tags/java.xml">');
  expect(
    built
      .page('tags/java.xml')
      .match(/<title>[^<]*<\/title>/g)
      ?.slice(0, 2),
  ).toEqual(['<title>JAVA · 试验</title>', '<title>C</title>']);
  expect(first).toContain('<h1>标签：JAVA</h1>');
  expect(titles(first)).toEqual(['C', 'B']);
  expect(first).toContain('<a rel="next" href="/tags/java/p2.html">');
  expect(titles(built.page('tags/java/p2.html'))).toEqual(['A']);
  expect(built.page('tags/java/p2.html')).toContain('<a rel="prev" href="/tags/java.html">');
});

test('sorts the index by number of posts, and links tags below the base path', async () => {
  const built = await buildSite({ ...FILES, 'content/site.yaml': `${SITE_YAML.replace('example.org', 'example.org/blog')}` });
  const index = built.page('tags.html');
  expect([...index.matchAll(/<li><a href="(\/blog\/tags[^"]*)">([^<]*)<\/a> <span>(\d+)/g)].map(([, ...found]) => found)).toEqual(
    [
      ['/blog/tags/java.html', 'JAVA', '3'],
      ['/blog/tags/a-b-c.html', 'a/b: &lt;c&gt;', '1'],
      ['/blog/tags/c%23.html', 'C#', '1'],
      ['/blog/tags/%E4%BA%91-%E8%AE%A1%E7%AE%97.html', '云 计算', '1'],
    ],
  );
  expect(built.page('posts/2020-01-02-b.html')).toContain('<a href="/blog/tags/c%23.html" rel="tag">C#</a>');
  expect(built.page('posts/2020-01-02-b.html')).toContain('<a href="/blog/tags.html">标签</a>');
  expect(built.page('sitemap.xml')).toContain('<loc>https://example.org/blog/tags/java.html</loc>');
});

test('makes no tag pages without tags, and reports links to them', async () => {
  const none = await buildSite({ 'content/posts/2020-01-01-a.md': '% A\n\n[t](/tags.html)\n' });
  expect(none.rules).toEqual(['link/dead']);
  const some = await buildSite({
    ...FILES,
    'content/posts/2020-01-04-d.md': '% D\n\n[j](/tags/java.html) [n](/tags/none.html)\n',
  });
  expect(some.problems.map(({ reason }) => reason)).toEqual(['no page or file at "/tags/none.html"']);
});

test.each([
  [['Vue', 'vue'], 1, []],
  [['.NET', 'net'], 1, ['tag/alike']],
  [['CI/CD', 'ci-cd'], 1, ['tag/alike']],
  [['a?b', 'a b'], 1, ['tag/alike']],
  [['..', '.'], 1, ['tag/alike']],
  [['Ｊａｖａ', 'java'], 1, ['tag/alike']],
  [['第1章', '第①章'], 2, []],
  [['C', 'C#', 'C++'], 3, []],
])('makes the right number of pages for the tags %j: %i', async (tags, pages, rules) => {
  const posts = tags.map((tag, at) => [`content/posts/2020-01-0${at + 1}-a.md`, `---\ntitle: T\ntags: ["${tag}"]\n---\n`]);
  const built = await buildSite(Object.fromEntries(posts));
  expect(built.files.filter((file) => /^tags\/.*html$/.test(file))).toHaveLength(pages);
  expect(built.rules).toEqual(rules);
  // The note names both places.
  if (rules.length > 0) expect(built.report).toMatch(/2020-01-01-a\.md:3:1 .*[\s\S]*is at content\/posts\/2020-01-02-a\.md:3:1/);
});
