// Categories and other taxonomies: pages, feeds, links, addresses.

import { expect, test } from 'vitest';
import { buildSite, SITE_YAML } from '../support.js';

const post = (title: string, fields: string) => `---\ntitle: ${title}\n${fields}\n---\n\nText.\n`;
const SETTINGS = `${SITE_YAML}cards: false\n`;

test('makes pages and feeds for nested categories, and shows them on posts and in lists', async () => {
  const built = await buildSite({
    'content/site.yaml': SETTINGS,
    'content/posts/2020-01-01-a.md': post('A', 'categories:\n- [后端, Java]\n- 生活'),
    'content/posts/2020-01-02-b.md': post('B', 'categories: [后端]'),
    'content/posts/2020-01-03-c.md': post('C', 'category: 生活，后端'),
    'content/posts/2020-01-04-d.md': post('D', 'categories: [[后端, java, Spring]]\ntags: [x]'),
  });
  expect(built.report).toBe('');
  expect(built.files.filter((file) => file.startsWith('categories'))).toEqual([
    'categories.html',
    'categories/后端.html',
    'categories/后端.xml',
    'categories/后端/java.html',
    'categories/后端/java.xml',
    'categories/后端/java/spring.html',
    'categories/后端/java/spring.xml',
    'categories/生活.html',
    'categories/生活.xml',
  ]);
  const titles = (page: string) =>
    [...built.page(page).matchAll(/<a class="title" href="[^"]*">([^<]*)<\/a>/g)].map(([, title]) => title);
  expect([titles('categories/后端.html'), titles('categories/后端/java.html'), titles('categories/生活.html')]).toEqual([
    ['D', 'C', 'B', 'A'],
    ['D', 'A'],
    ['C', 'A'],
  ]);
  const index = built.page('categories.html');
  expect(
    [...index.matchAll(/<li(?: data-depth="(\d)")?><a href="[^"]*">([^<]*)<\/a> <span>(\d)</g)].map((each) => each.slice(1)),
  ).toEqual([
    [undefined, '后端', '4'],
    ['1', 'java', '2'],
    ['2', 'Spring', '1'],
    [undefined, '生活', '2'],
  ]);
  expect(built.page('categories/后端/java.html')).toContain('<h1>分类：后端 › java</h1>');
  expect(built.page('categories/后端/java.html')).toMatch(
    /class="above"><a href="[^"]*\/categories\/%E5%90%8E%E7%AB%AF\.html">后端<\/a> ›/,
  );
  expect(built.page('posts/2020-01-01-a.html')).toMatch(/class="category"><a [^>]*>后端<\/a> › <a [^>]*java\.html">Java<\/a>/);
  expect(built.page('posts.html')).toMatch(
    /class="category"><a [^>]*>后端 › Java<\/a>，<a|class="category"><a [^>]*>后端 › Java<\/a>、<a/,
  );
  expect(built.page('index.html')).toContain('<a href="/categories.html">分类</a>');
  expect(built.page('feeds.xml')).toContain('<category>后端 › Java</category><category>生活</category>');
  expect(built.page('sitemap.xml')).toContain('/categories/%E5%90%8E%E7%AB%AF/java.html');
});

test('nests a plain list of categories if the site says so, as in Hexo', async () => {
  const built = await buildSite({
    'content/site.yaml': `${SETTINGS}taxonomies: {categories: {nested: true}}\n`,
    'content/posts/2020-01-01-a.md': post('A', 'categories: [后端, Java]'),
  });
  expect(built.files.filter((file) => /^categories.*html/.test(file))).toEqual([
    'categories.html',
    'categories/后端.html',
    'categories/后端/java.html',
  ]);
  for (const page of ['index.html', 'posts.html']) {
    const links = built.page(page).match(/(?<=href=")\/categories\/[^"]*/g) ?? [];
    expect([page, ...links]).toEqual([page, '/categories/%E5%90%8E%E7%AB%AF/java.html']);
  }
  expect(built.page('posts/2020-01-01-a.html')).toContain('"articleSection":["后端 › Java"]');
});

test('lets a site add taxonomies, for its own fields and for titleblock’s', async () => {
  const built = await buildSite({
    'content/site.yaml': `${SETTINGS}taxonomies:\n  columns: 专栏\n  authors: {title: 作者}\n`,
    'content/posts/2020-01-01-a.md': post('A', 'columns: 云，数据库\nauthors: [甲, 乙]'),
    'content/posts/2020-01-02-b.md': post('B', 'columns: [[云, 存储]]'),
    'templates/post.html': '$for(terms.columns)$$for(it.path)$$it.title$$sep$/$endfor$;$endfor$',
  });
  expect(built.report).toBe('');
  expect(built.files.filter((file) => /^(?:columns|authors).*html/.test(file))).toEqual([
    'authors.html',
    'authors/乙.html',
    'authors/甲.html',
    'columns.html',
    'columns/云.html',
    'columns/云/存储.html',
    'columns/数据库.html',
  ]);
  expect(built.page('columns.html')).toContain('<h1>专栏</h1>');
  expect([built.page('posts/2020-01-01-a.html').trim(), built.page('posts/2020-01-02-b.html').trim()]).toEqual([
    '云;数据库;',
    '云/存储;',
  ]);
  expect(built.page('columns/云.html')).toContain('<a href="/authors.html">作者</a>');
});

test('warns of spellings that share a page, and reports a wrong taxonomy, at their places', async () => {
  const built = await buildSite({
    'content/site.yaml': SETTINGS,
    'content/posts/2020-01-01-a.md': post('A', 'categories: [a b]'),
    'content/posts/2020-01-02-b.md': post('B', 'categories: [a-b]'),
  });
  expect(built.problems.map(({ ruleId, place, reason }) => [ruleId, place?.line, reason])).toEqual([
    ['tag/alike', 3, 'the categories "a b" and "a-b" share one page, /categories/a-b.html'],
  ]);
  const wrong = await buildSite({ 'content/site.yaml': `${SITE_YAML}taxonomies: {专栏: x}\n` });
  expect(wrong.rules).toEqual(['config/wrong']);
});

test('limits a post to 500 terms of a taxonomy', async () => {
  const many = (field: string, count: number) => `${field}: [${Array.from({ length: count }, (_, at) => `t${at}`)}]`;
  const settings = `${SETTINGS}search: false\ntaxonomies: {columns: 专栏}\n`;
  const problems = async (count: number) => {
    const text = post('A', `${many('categories', count)}\n${many('columns', count)}`);
    const built = await buildSite({ 'content/site.yaml': settings, 'content/posts/2020-01-01-a.md': text });
    return built.problems.map(({ ruleId, place, reason }) => [ruleId, place?.line, reason]);
  };
  expect(await problems(501)).toEqual([
    ['front-matter/large', 3, '501 categories; at most 500 are allowed'],
    ['front-matter/large', 4, '501 entries of columns; at most 500 are allowed'],
  ]);
  expect(await problems(3)).toEqual([]);
});

test('puts the category into the address of a post', async () => {
  const built = await buildSite({
    'content/site.yaml': `${SETTINGS}permalink: /:category/:name/\n`,
    'content/posts/2020-01-01-a.md': post('A', 'categories: [[Back End, Java]]'),
    'content/posts/2020-01-02-b.md': post('B', 'mood: none'),
  });
  expect(built.files).toEqual(expect.arrayContaining(['back-end/java/a/index.html', 'b/index.html']));
});
