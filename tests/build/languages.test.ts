// A site with several languages: each is a site of its own, and translations are linked.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { feedUrls } from '../../scripts/assemble/addresses.js';
import { Outline } from '../../scripts/assemble/outline.js';
import { FEATURES } from '../../scripts/features/table.js';
import { siteAt } from '../../scripts/new/siteAt.js';
import { type Built, buildAt, buildSite, picture, SITE_YAML, writeSite } from '../support.js';

const LANGUAGES = `${SITE_YAML}author: 王
navigation: [{title: 文章, url: /posts.html}, {title: 关于, url: about.md}]
taxonomies: {columns: 专栏}
languages:
  en:
    title: Trial
    description: In English.
    taxonomies: {columns: Columns}
  ja: {path: jp, name: にほんご, navigation: [{title: ブログ, url: /jp/posts.html}]}
`;

const SITE = {
  'content/site.yaml': `${LANGUAGES}search: true\ncards: true\n`,
  'content/about.md': '% 关于\n',
  'content/about.en.md': '% About\n',
  'content/index.en.md': '% Welcome\n\nHello.\n',
  'content/404.en.md': '% Nothing here\n',
  'content/posts/2024-01-01-one.md': '---\ntitle: 其一\ntags: [Java, 生活]\ncolumns: 甲\nseries: S\n---\n\n中文的第一篇。\n',
  'content/posts/2024-01-02-two.md': '---\ntitle: 其二\ntags: [Java]\nseries: S\n---\n\n中文的第二篇。\n',
  'content/posts/2024-01-03-three.md': '% 其三\n\n没有译文。\n',
  'content/posts/2024-01-01-one.en.md':
    '---\ntitle: One\ntags: [Java, life]\ncolumns: A\nseries: S\n---\n\nThe first in English.\n',
  'content/en/posts/2024-01-02-two.md': '---\ntitle: Two\ntags: [java]\nseries: S\n---\n\nThe second in English.\n',
  'content/ja/posts/2024-01-01-one.md': '% いち\n\n日本語の一つ目。\n',
  'content/posts/2019-05-06-old.md': '---\ntitle: Old\nlang: en-GB\n---\n\nWritten before.\n',
};

let built: Built;
beforeAll(async () => {
  built = await buildSite(SITE);
});

const page = (path: string) => built.page(path);
/** Returns the addresses of links with a text. */
const linksIn = (html: string, text: RegExp) =>
  [...html.matchAll(/<a\b[^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/g)]
    .filter(([, , shown]) => text.test(shown ?? ''))
    .map(([, href]) => href);
const alternatesOf = (path: string) =>
  [...page(path).matchAll(/<link rel="alternate" hreflang="([^"]*)" href="https:\/\/example\.org([^"]*)">/g)].map(
    ([, lang, url]) => `${lang} ${url}`,
  );

test('has no problems', () => {
  expect(built.report).toBe('');
});

describe('each language', () => {
  test.each([
    ['', ['其三', '其二', '其一'], ['One', 'Two', 'Old', 'いち']],
    ['en/', ['Two', 'One', 'Old'], ['其一', 'いち']],
    ['jp/', ['いち'], ['其一', 'One']],
  ])('has its own lists and feeds: %j', (folder, titles, others) => {
    for (const file of ['posts.html', 'index.html', 'archive.html', 'feeds.xml', 'atom.xml', 'feed.json']) {
      const text = page(folder + file);
      const places = titles.map((title) => text.search(new RegExp(`[>"]${title}[<"]`)));
      expect([file, places.every((at) => at > 0), [...places].sort((a, b) => a - b)]).toEqual([file, true, places]);
      for (const other of others)
        expect([file, text.includes(`>${other}<`) || text.includes(`"${other}"`)]).toEqual([file, false]);
    }
  });

  test('has its own title, description and navigation', () => {
    expect(page('en/index.html')).toContain('<title>Welcome · Trial</title>');
    expect(page('en/posts.html')).toMatch(/<html lang="en">[\s\S]*content="In English\."/);
    expect(page('en/atom.xml')).toMatch(/xml:lang="en"[\s\S]*<title>Trial<\/title>/);
    expect(page('en/feed.json')).toContain('"home_page_url": "https://example.org/en/"');
    const nav = (path: string) => linksIn(/<nav aria-label[\s\S]*?<\/nav>/.exec(page(path))?.[0] ?? '', /./);
    expect(nav('posts.html')).toEqual([
      '/posts.html',
      '/about.html',
      '/search.html',
      '/feeds.xml',
      '/en/posts.html',
      '/jp/posts.html',
    ]);
    expect(nav('en/posts.html').slice(0, 5)).toEqual([
      '/en/posts.html',
      '/en/tags.html',
      '/en/columns.html',
      '/en/about.html',
      '/en/search.html',
    ]);
    expect(nav('jp/posts.html')[0]).toBe('/jp/posts.html');
    expect(page('en/columns.html')).toContain('<h1>Columns</h1>');
    expect(page('columns.html')).toContain('<h1>专栏</h1>');
    expect(linksIn(page('posts.html'), /にほんご/)).toEqual(['/jp/posts.html']);
  });

  test('has its own tags', () => {
    expect(built.files.filter((path) => path.includes('tags/'))).toEqual([
      ...['en/tags/java.html', 'en/tags/java.xml', 'en/tags/life.html', 'en/tags/life.xml'],
      ...['tags/java.html', 'tags/java.xml', 'tags/生活.html', 'tags/生活.xml'],
    ]);
    expect(linksIn(page('en/posts/2024-01-01-one.html'), /^Java$/)).toContain('/en/tags/java.html');
    expect(page('en/tags/java.html')).not.toContain('其一');
    expect(page('en/tags/java.html')).toContain('href="/en/tags/java.xml"');
  });

  test('has its own neighbours, series and related posts', () => {
    const html = page('en/posts/2024-01-01-one.html');
    for (const url of ['/en/posts/2024-01-02-two.html', '/posts/2019-05-06-old.html']) expect(html).toContain(`href="${url}"`);
    expect(html).not.toMatch(/href="\/posts\/2024-01-0[23]/);
    expect(html).toContain('Part 1 of 2');
  });

  test('has its own 404 page', () => {
    expect(page('404.html')).toContain('<html lang="zh-Hans">');
    expect(page('en/404.html')).toContain('<h1>Nothing here</h1>');
    expect(page('jp/404.html')).toContain('<html lang="ja">');
  });

  test('has its own search index, whose results lead to its texts', () => {
    expect(page('en/search.html')).toContain('/en/search/search.js');
    const rows = JSON.parse(page('en/search/posts/0.json')) as readonly (readonly string[])[];
    expect(rows.map(([title, path]) => `${title} ${path}`)).toEqual([
      'About about.html',
      'Welcome ',
      'Old ../posts/2019-05-06-old.html',
      'One posts/2024-01-01-one.html',
      'Two posts/2024-01-02-two.html',
    ]);
    expect(page('search/posts/0.json')).not.toContain('One');
  });

  test('has its own cards', () => {
    const card = (path: string) => /property="og:image" content="([^"]*)"/.exec(page(path))?.[1] ?? '';
    const cards = ['posts/2024-01-01-one.html', 'en/posts/2024-01-01-one.html', 'jp/posts/2024-01-01-one.html'].map(card);
    expect(new Set(cards).size).toBe(3);
    for (const each of cards) expect(built.files).toContain(each.replace('https://example.org/', ''));
  });
});

describe('translations', () => {
  test('are texts with the same name', () => {
    const one = ['zh-Hans /posts/2024-01-01-one.html', 'en /en/posts/2024-01-01-one.html', 'ja /jp/posts/2024-01-01-one.html'];
    for (const path of ['posts/2024-01-01-one.html', 'en/posts/2024-01-01-one.html', 'jp/posts/2024-01-01-one.html'])
      expect(alternatesOf(path).sort()).toEqual([...one, 'x-default /posts/2024-01-01-one.html'].sort());
    expect(alternatesOf('en/posts/2024-01-02-two.html')).toContain('zh-Hans /posts/2024-01-02-two.html');
    expect(alternatesOf('posts/2024-01-03-three.html')).toEqual([]);
  });

  test('are generated pages at the same address', () => {
    for (const name of ['', 'posts.html', 'archive.html', 'search.html'])
      expect(alternatesOf(`en/${name || 'index.html'}`)).toEqual([
        `en /en/${name}`,
        `zh-Hans /${name}`,
        `ja /jp/${name}`,
        `x-default /${name}`,
      ]);
    expect(alternatesOf('en/tags/java.html')).toContain('zh-Hans /tags/java.html');
    expect(alternatesOf('en/tags/life.html')).toEqual([]);
    expect(alternatesOf('en/404.html')).toEqual([]);
  });

  test('are what the header leads to; without one, it leads to the home page', () => {
    const switchOf = (path: string) => linksIn(page(path), /^(?:English|简体中文|にほんご)$/);
    expect(switchOf('en/posts/2024-01-02-two.html').slice(0, 2)).toEqual(['/posts/2024-01-02-two.html', '/jp/']);
    expect(switchOf('posts/2024-01-03-three.html')).toEqual(['/en/', '/jp/']);
    expect(switchOf('posts/2019-05-06-old.html')).toEqual(['/', '/jp/']);
  });

  test('are in the sitemap', () => {
    const sitemap = page('sitemap.xml');
    expect(sitemap).toContain('xmlns:xhtml="http://www.w3.org/1999/xhtml"');
    const entry = /<url><loc>https:\/\/example\.org\/en\/posts\/2024-01-02-two\.html<\/loc>.*?<\/url>/.exec(sitemap)?.[0] ?? '';
    expect(
      [...entry.matchAll(/hreflang="([^"]*)" href="https:\/\/example\.org([^"]*)"/g)].map(([, lang, url]) => `${lang} ${url}`),
    ).toEqual(['en /en/posts/2024-01-02-two.html', 'zh-Hans /posts/2024-01-02-two.html', 'x-default /posts/2024-01-02-two.html']);
    expect(sitemap).toContain('<loc>https://example.org/jp/</loc>');
    expect(sitemap).not.toContain('404');
  });

  test('may have other names, which one of them says', async () => {
    const { page: other } = await buildSite({
      'content/site.yaml': LANGUAGES.replace(/^navigation.*\n/m, ''),
      'content/posts/2024-01-01-a.md': '% 甲\n',
      'content/en/posts/2024-01-01-first.md': '---\ntitle: First\ntranslations: {zh-Hans: /posts/2024-01-01-a.md}\n---\n',
    });
    const hidden = /hreflang="en" href="https:\/\/example\.org\/en\/posts\/2024-01-01-first\.html"/;
    expect(other('posts/2024-01-01-a.html')).toMatch(hidden);
    expect(other('en/posts/2024-01-01-first.html')).toContain(
      'hreflang="x-default" href="https://example.org/posts/2024-01-01-a.html"',
    );
  });

  test('are not announced if they are unlisted', async () => {
    const { page: other } = await buildSite({
      'content/site.yaml': LANGUAGES.replace(/^navigation.*\n/m, ''),
      'content/posts/2024-01-01-a.md': '% 甲\n',
      'content/posts/2024-01-01-a.en.md': '---\ntitle: A\nunlisted: true\n---\n',
    });
    expect(other('posts/2024-01-01-a.html')).not.toContain('/en/posts/');
    expect(other('en/posts/2024-01-01-a.html')).toContain('hreflang="zh-Hans"');
    expect(other('en/posts.html')).not.toContain('/en/posts/2024-01-01-a.html');
  });
});

describe('a link', () => {
  const WIKI = `${LANGUAGES.replace(/^navigation.*\n/m, '')}markdown: markdown+wikilinks_title_after_pipe\n`;

  test('leads to the file that is written; a wikilink to the text of the same language', async () => {
    const text = '[written](2024-01-02-b.md) [[b]] [[c]] [[About]] ![p](p.png)\n';
    const made = await buildSite({
      'content/site.yaml': `${WIKI}pictures: warn\n`,
      'content/about.md': '% About\n',
      'content/about.en.md': '% About\n',
      'content/posts/2024-01-01-a.md': `% 甲\n\n${text}`,
      'content/posts/2024-01-01-a.en.md': `% A\n\n${text}`,
      'content/posts/2024-01-02-b.md': '% 乙\n',
      'content/posts/2024-01-02-b.en.md': '% B\n',
      'content/posts/2024-01-03-c.md': '% 丙\n',
    });
    const links = (path: string) => linksIn(/<div class="text">[\s\S]*?<\/div>/.exec(made.page(path))?.[0] ?? '', /./);
    const [b, c] = ['/posts/2024-01-02-b.html', '/posts/2024-01-03-c.html'];
    expect(links('posts/2024-01-01-a.html')).toEqual([b, b, c, '/about.html']);
    expect(links('en/posts/2024-01-01-a.html')).toEqual([b, `/en${b}`, c, '/en/about.html']);
  });

  test('leads elsewhere when a translation appears', async () => {
    const root = writeSite({
      'content/site.yaml': WIKI,
      'content/posts/2024-01-01-a.en.md': '% A\n\n[[b]]\n',
      'content/posts/2024-01-02-b.md': '% 乙\n',
    });
    const target = async () => linksIn((await buildAt(root)).page('en/posts/2024-01-01-a.html'), /^b$/);
    expect(await target()).toEqual(['/posts/2024-01-02-b.html']);
    writeFileSync(join(root, 'content/posts/2024-01-02-b.en.md'), '% B\n');
    expect(await target()).toEqual(['/en/posts/2024-01-02-b.html']);
    rmSync(join(root, 'content/posts/2024-01-02-b.en.md'));
    expect(await target()).toEqual(['/posts/2024-01-02-b.html']);
  });
});

test('a translation finds the pictures of its original', async () => {
  const made = await buildSite({
    'content/site.yaml': LANGUAGES.replace(/^navigation.*\n/m, ''),
    'content/posts/a/index.md': '---\ntitle: 甲\ndate: 2024-01-01\n---\n\n![图](p.png)\n',
    'content/posts/a/p.png': await picture(),
    'content/en/posts/a/index.md': '---\ntitle: A\ndate: 2024-01-01\n---\n\n![p](p.png)\n',
  });
  expect(made.report).toBe('');
  expect(made.page('en/posts/a/index.html')).toMatch(/<img src="\/images\/p-/);
});

describe('an address', () => {
  const addressesOf = async (settings: string, files: { readonly [path: string]: string }) => {
    const made = await buildSite({ 'content/site.yaml': LANGUAGES.replace(/^navigation.*\n/m, '') + settings, ...files });
    return { ...made, pages: made.files.filter((path) => /^(?:en\/|jp\/)?(?:posts|20|x)[/\d]/.test(path)) };
  };

  test.each([
    ['permalink: /:year/:name/', 'a.en.md', '2024-01-01', 'en/2024/a/index.html'],
    ['permalink: /posts/:lang/:name.html', 'a.en.md', '2024-01-01', 'posts/en/a.html'],
    ['permalink: pretty', 'a.en.md', '2024-01-01', 'en/2024/01/01/a/index.html'],
    ['', '2024-01-01-a.EN.md', '2024-01-01', 'en/posts/2024-01-01-a.html'],
    ['', '2024-01-01-a.zh-hans.md', '2024-01-01', 'posts/2024-01-01-a.html'],
    ['', '2024-01-01-a.jp.md', '2024-01-01', 'jp/posts/2024-01-01-a.html'],
    ['', '2024-01-01-a.fr.md', '2024-01-01', 'posts/2024-01-01-a.fr.html'],
  ])('follows from settings and file: %j %s', async (settings, name, date, address) => {
    const { pages } = await addressesOf(`${settings}\n`, { [`content/posts/${name}`]: `---\ntitle: A\ndate: ${date}\n---\n` });
    expect(pages.filter((path) => path.endsWith('.html') && !path.includes('posts.html'))).toEqual([address]);
  });

  test('is as written if it is whole', async () => {
    const { pages, rules } = await addressesOf('permalink: /:year/:name/\n', {
      'content/posts/a.en.md': '---\ntitle: A\ndate: 2024-01-01\npermalink: /x/a.html\n---\n',
    });
    expect([pages, rules]).toEqual([['x/a.html'], []]);
  });

  test('that was published before is reported when a suffix becomes a language', async () => {
    const root = writeSite({
      'content/site.yaml': SITE_YAML,
      'content/urls.yaml': '"/posts/2024-01-01-a.en.html": {"file": "posts/2024-01-01-a.en.md"}\n',
      'content/posts/2024-01-01-a.en.md': '---\ntitle: A\nlang: en\n---\n',
    });
    expect((await buildAt(root)).rules).toEqual([]);
    writeFileSync(join(root, 'content/site.yaml'), `${SITE_YAML}languages: {en: }\n`);
    const after = await buildAt(root);
    expect(after.problems.map(({ ruleId, expected }) => [ruleId, ...expected])).toContainEqual([
      'url/lost',
      '/en/posts/2024-01-01-a.html',
    ]);
  });
});

test('lists of all languages may disappear, and texts may not', () => {
  const { config, index } = siteAt(built.root);
  const outline = new Outline(config, index, FEATURES);
  const isList = (url: string) => FEATURES.isListUrl(url, outline);
  const lists = ['/', '/posts.html', '/en/', '/en/posts.html', '/jp/archive.html', '/en/tags/gone.html', '/jp/pages/p9.html'];
  expect(lists.filter((url) => !isList(url))).toEqual([]);
  expect(['/fr/posts.html', '/en/about.html', '/en/posts/2024-01-01-one.html', '/ja/'].filter(isList)).toEqual([]);
  expect([...feedUrls(config)].sort()).toEqual(
    built.files.filter((path) => /(?:^|\/)(?:atom\.xml|feeds?\.(?:xml|json))$/.test(path)).map((path) => `/${path}`),
  );
});

test('a language that is only declared has empty lists', async () => {
  const made = await buildSite({
    'content/site.yaml': `${SITE_YAML}languages: {de: }\n`,
    'content/posts/2024-01-01-a.md': '% 甲\n',
  });
  expect(made.report).toBe('');
  expect(made.files.filter((path) => path.startsWith('de/'))).toEqual([
    ...['de/404.html', 'de/atom.xml', 'de/feed.json', 'de/feeds.xml', 'de/index.html', 'de/posts.html'],
  ]);
});

test('a plugin gets the texts of all languages, and can make a page for each', async () => {
  const made = await buildSite({
    ...SITE,
    'content/site.yaml': `${LANGUAGES}plugins: [./plugins/p.ts]\n`,
    'templates/shelf.html': '$count$ $lang$ $pagetitle$ $for(translations)$$it.lang$ $endfor$$home$',
    'plugins/p.ts': `
      const shelf = {
        name: 'shelf', template: 'shelf', isPerLanguage: true, variables: { count: { meaning: 'c' } },
        *addresses({ config: { prefix } }) { yield { url: prefix + '/shelf.html', data: null, hasCounterpart: true }; },
        parts: { count: { meaning: 'c', hash: ({ outline }) => String(outline.posts.length) } },
        input: ({ outline }) => outline.posts.length,
        values: (_frame, count) => ({ count: String(count) }),
      };
      const file = ({ posts }) => posts.map(({ url, language }) => url + ' ' + language).join('\\n');
      export default () => ({ feature: { name: 'shelf', kinds: [shelf] }, files: (view) => [{ url: '/list.txt', content: file(view) }] });
    `,
  });
  expect(made.report).toBe('');
  expect(['shelf.html', 'en/shelf.html', 'jp/shelf.html'].map((path) => made.page(path).trim())).toEqual([
    '3 zh-Hans 试验 zh-Hans en ja /',
    '3 en Trial en zh-Hans ja /en/',
    '1 ja 试验 ja zh-Hans en /jp/',
  ]);
  expect(made.page('list.txt').split('\n').sort()).toContain('/en/posts/2024-01-02-two.html en');
});

test('some settings of features may differ', async () => {
  const settings = `${SITE_YAML}footer: "[关于](about.md)"
home: [latest]
comments: {waline: {server: https://zh.example.net}}
languages:
  en:
    footer: "[About](about.en.md)"
    home: [tags]
    comments: {waline: {server: https://en.example.net}}
  ja:
`;
  const post = (title: string) => `---\ntitle: ${title}\ntags: [x]\n---\n`;
  const made = await buildSite({
    'content/site.yaml': settings,
    'content/about.md': '% 关于\n',
    'content/about.en.md': '% About\n',
    'content/posts/2024-01-01-a.md': post('甲'),
    'content/posts/2024-01-01-a.en.md': post('A'),
  });
  expect(made.report).toBe('');
  const footer = (path: string) =>
    linksIn(/<footer class="site">[\s\S]*<\/footer>/.exec(made.page(path))?.[0] ?? '', /关于|About/);
  expect([footer('index.html'), footer('en/index.html'), footer('ja/index.html')]).toEqual([
    ['/about.html'],
    ['/en/about.html'],
    ['/about.html'],
  ]);
  expect(made.page('index.html')).toContain('href="/posts/2024-01-01-a.html"');
  expect(made.page('en/index.html')).not.toContain('/posts/2024-01-01-a.html"');
  expect(made.page('en/index.html')).toContain('href="/en/tags/x.html"');
  expect(made.page('posts/2024-01-01-a.html')).toContain('https://zh.example.net');
  expect(made.page('en/posts/2024-01-01-a.html')).toContain('https://en.example.net');
  expect(made.page('_headers')).toMatch(/connect-src[^;]*https:\/\/zh\.example\.net[^;]*https:\/\/en\.example\.net/);
});

test('words without a language are those of the main one', async () => {
  const settings = `${SITE_YAML}languages: {en: , zh-Hant: }\nwords: {posts: 随笔, en: {archive: All of it}}\n`;
  const made = await buildSite({ 'content/site.yaml': settings, 'content/a.en.md': '---\ntitle: A\ndate: 2024-01-01\n---\n' });
  const heading = (path: string) => /<h1>(.*)<\/h1>/.exec(made.page(path))?.[1];
  const pages = ['posts.html', 'en/posts.html', 'zh-Hant/posts.html', 'en/archive.html'];
  expect(pages.map(heading)).toEqual(['随笔', 'Posts', '随笔', 'All of it']);
});

test('old addresses of a text lead to it, in its language', async () => {
  const made = await buildSite({
    'content/site.yaml': `${SITE_YAML}languages: {en: }\nredirects: {/r.html: /en/}\n`,
    'content/a.en.md': '---\ntitle: A\naliases: [/old.html, /en/old.html]\n---\n',
  });
  const redirects = ['old.html', 'en/old.html', 'r.html'].map(made.page);
  expect(redirects.map((html) => /<html lang="([^"]*)"/.exec(html)?.[1])).toEqual(['en', 'en', 'zh-Hans']);
  expect(redirects.map((html) => /url=([^"]*)"/.exec(html)?.[1])).toEqual(['/en/a.html', '/en/a.html', '/en/']);
  expect(made.page('_redirects')).toBe('/old.html /en/a.html 301\n/en/old.html /en/a.html 301\n/r.html /en/ 301\n');
});

test('settings of the main language replace those of the site', async () => {
  const alone = await buildSite({ 'content/site.yaml': `${SITE_YAML}languages: {zh-Hans: {title: 中文}}\n` });
  expect(alone.page('index.html')).toContain('<title>中文</title>');
  expect(alone.page('index.html')).not.toContain('hreflang');
  const made = await buildSite({ 'content/site.yaml': `${SITE_YAML}languages: {zh-Hans: {title: 中文}, en: }\n` });
  expect([made.page('index.html'), made.page('en/index.html')].map((html) => /<title>(.*)<\/title>/.exec(html)?.[1])).toEqual([
    '中文',
    '试验',
  ]);
});
