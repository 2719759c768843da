// Permalinks of posts and sites: where pages are served, linked, listed and redirected.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildAt, buildSite, SITE_YAML, writeSite } from '../support.js';

const post = (fields: string, text = 'Text.') => `---\ntitle: 一 Title\n${fields}\n---\n\n${text}\n`;
const settings = (more = '') => `${SITE_YAML}markdown: gfm\ncards: false\nsearch: false\n${more}`;

describe('the permalink of a post', () => {
  test.each([
    ['permalink: /pages/abc123/', 'pages/abc123/index.html'],
    ['permalink: pages/abc123', 'pages/abc123/index.html'],
    ['url: /old/name.html', 'old/name.html'],
    ['url: https://example.org/a/b/', 'a/b/index.html'],
    ['permalink: /a/index.html', 'a/index.html'],
    ['permalink: /%E4%B8%80/', '一/index.html'],
    ['permalink: /:year/:month/:day/:title/', '2020/01/02/jia/index.html'],
    ['permalink: /:year/:i_month/:slug.html\nslug: yi', '2020/1/yi.html'],
    ['permalink: /:post_title/', '一-title/index.html'],
    ['permalink: /%year%/%monthnum%/%postname%/', '2020/01/jia/index.html'],
    ['permalink: /p/:abbrlink.html\nabbrlink: 4f2a', 'p/4f2a.html'],
    ['permalink: pretty', '2020/01/02/jia/index.html'],
    ['permalink: /:year:month:day:hour:minute/:name/\ndate: 2020-01-02 21:10', '202001022110/jia/index.html'],
  ])('decides where it is served: %s', async (fields, file) => {
    const built = await buildSite({
      'content/site.yaml': settings(),
      'content/posts/2020-01-02-jia.md': post(fields),
    });
    expect([built.published, built.problems.filter(({ ruleId }) => ruleId !== 'front-matter/ignored')]).toEqual([true, []]);
    expect(built.files).toContain(file);
    expect(built.files).not.toContain('posts/2020-01-02-jia.html');
    expect(built.page('sitemap.xml')).toContain(encodeURI(`https://example.org/${file.replace(/index\.html$/, '')}`));
  });

  test.each([
    ['permalink: /../a/', 'front-matter/wrong', 'permalink: "/../a/" is not a plain path; write /2020/01/name/'],
    ['permalink: /a?b', 'front-matter/wrong', 'permalink: "/a?b" has a query or fragment, which no file can have'],
    ['permalink: /:abbrlink/', 'url/permalink', 'the permalink "/:abbrlink/" is not a valid address: the file has no abbrlink'],
    [
      'url: https://example.org/%2e%2e/%2e%2e/a/',
      'url/permalink',
      'the permalink "https://example.org/%2e%2e/%2e%2e/a/" is not a valid address: /%2e%2e/%2e%2e/a/ is not a plain path; write /2020/01/name/',
    ],
    [
      'permalink: //example.org/a?b',
      'url/permalink',
      'the permalink "//example.org/a?b" is not a valid address: /a?b has a query or fragment, which no file can have',
    ],
    [
      'permalink: https://example.org/%00/',
      'url/permalink',
      'the permalink "https://example.org/%00/" is not a valid address: /%00/ is not a plain path; write /2020/01/name/',
    ],
  ])('is reported at its line: %s', async (fields, rule, reason) => {
    const built = await buildSite({ 'content/site.yaml': settings(), 'content/posts/2020-01-02-jia.md': post(fields) });
    expect(built.problems.map((each) => [each.ruleId, each.place?.line, each.reason])).toEqual([[rule, 3, reason]]);
  });

  test.each(['https://elsewhere.example/a/', '/', 'https://example.org/'])('must not lead to another page: %s', async (url) => {
    const built = await buildSite({
      'content/site.yaml': settings(),
      'content/posts/2020-01-02-jia.md': post(`url: ${url}`),
      'content/index.md': post('permalink: /'),
    });
    expect([built.published, built.rules, built.files.includes('posts/2020-01-02-jia.html')]).toEqual([
      true,
      ['front-matter/foreign'],
      true,
    ]);
  });
});

test('applies patterns of the site and of a folder to posts, pages and drafts', async () => {
  const root = writeSite({
    'content/site.yaml': settings('permalink: /:year/:month/:day/:name/\n'),
    'content/posts/2020-01-02-jia.md': post('', '[乙](2020-01-03-yi.md) ![图](images/a.png)'),
    'content/posts/2020-01-03-yi.md': post('permalink: /yi/'),
    'content/notes/_meta.yaml': 'permalink: /n/:name.html\n',
    'content/notes/2020-01-04-bing.md': post(''),
    'content/about.md': '% About\n',
  });
  mkdirSync(join(root, 'content/posts/images'), { recursive: true });
  const { picture } = await import('../support.js');
  writeFileSync(join(root, 'content/posts/images/a.png'), await picture());
  const built = await buildAt(root);
  expect(built.rules).toEqual([]);
  expect(built.files).toEqual(
    expect.arrayContaining(['2020/01/02/jia/index.html', 'yi/index.html', 'n/bing.html', 'about.html']),
  );
  expect(built.page('2020/01/02/jia/index.html')).toContain('href="/yi/"');
  const config = join(root, 'content/site.yaml');
  writeFileSync(config, readFileSync(config, 'utf8').replace('/:year/:month/:day/:name/', '/:name.html'));
  const again = await buildAt(root);
  const clean = await buildSite(
    Object.fromEntries(
      [
        'site.yaml',
        'posts/2020-01-02-jia.md',
        'posts/2020-01-03-yi.md',
        'notes/_meta.yaml',
        'notes/2020-01-04-bing.md',
        'about.md',
        'posts/images/a.png',
      ].map((path) => [`content/${path}`, readFileSync(join(root, 'content', path))]),
    ),
  );
  expect(again.files).toEqual(clean.files);
  for (const file of again.files.filter((each) => /html|xml$/.test(each)))
    expect([file, again.page(file)]).toEqual([file, clean.page(file)]);
});

test('requires a site’s pattern to make addresses unique', async () => {
  for (const pattern of ['/:year/', '/posts/', 'fancy'])
    expect((await buildSite({ 'content/site.yaml': settings(`permalink: ${pattern}\n`) })).rules).toEqual(['config/wrong']);
});

test('resolves links to any spelling of a page’s address', async () => {
  const links = [
    '/yi/',
    '/yi',
    '/yi.html',
    '/yi/index.html',
    '/posts/2020-01-03-yi.html',
    '2020-01-03-yi.md',
    '/posts/2020-01-03-yi',
  ];
  const built = await buildSite({
    'content/site.yaml': settings(),
    'content/posts/2020-01-02-jia.md': post('permalink: /jia/', links.map((link) => `[x](${link})`).join('\n\n')),
    'content/posts/2020-01-03-yi.md': post('permalink: /yi/', '[y](/about/) [z](/about)'),
    'content/about.md': '% About\n',
  });
  expect(built.problems.filter(({ fatal }) => fatal)).toEqual([]);
  expect(built.page('jia/index.html').match(/href="\/yi\/">x</g)).toHaveLength(links.length);
  expect(built.page('yi/index.html').match(/href="\/about\.html"/g)?.length).toBeGreaterThanOrEqual(2);
  expect(built.rules).toEqual([]);
});

test('reports two posts with the same permalink', async () => {
  const built = await buildSite({
    'content/site.yaml': settings(),
    'content/posts/2020-01-02-a.md': post('permalink: /x/'),
    'content/posts/2020-01-03-b.md': post('permalink: /x/'),
  });
  expect(built.rules).toEqual(['url/duplicate']);
});

test('takes name and date of an index.md from its folder', async () => {
  const built = await buildSite({
    'content/site.yaml': settings('permalink: /:sections/:year/:name/\n'),
    'content/posts/knots/index.md': post('date: 2020-01-02'),
    'content/posts/2020-01-03-fog/index.md': post(''),
    'content/posts/2020-01-04-wind/index.markdown': post('slug: breeze'),
  });
  expect(built.problems).toEqual([]);
  expect(built.files.filter((file) => file.startsWith('posts/'))).toEqual([
    'posts/2020/breeze/index.html',
    'posts/2020/fog/index.html',
    'posts/2020/knots/index.html',
  ]);
});

test('shows the new card of a renamed post that keeps its address', async () => {
  const file = (name: string) => `content/posts/2020-01-02-${name}.md`;
  const root = writeSite({
    'content/site.yaml': `${SITE_YAML}cards: true\n`,
    [file('jia')]: post('permalink: /k/'),
    [file('other')]: post(''),
  });
  await buildAt(root);
  renameSync(join(root, file('jia')), join(root, file('jib')));
  await buildAt(root);
  const [, card = ''] =
    /property="og:image" content="https:\/\/example\.org\/([^"]*)"/.exec(readFileSync(join(root, 'dist/k/index.html'), 'utf8')) ??
    [];
  expect(card).toContain('2020-01-02-jib');
  expect(existsSync(join(root, 'dist', card))).toBe(true);
});
