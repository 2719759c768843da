// What a site has around its pages: headers, redirects, icons, search, cards, series, translations, licence.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cspHash } from '../../scripts/cache/hash.js';
import { verify } from '../../scripts/cli/verify.js';
import { build } from '../../scripts/make/build.js';
import { buildAt, buildSite, picture, QUIET, SITE_YAML, writeSite } from '../support.js';

/** The Content-Security-Policy of a page, by directives. */
function policy(page: string): { [name: string]: string[] } {
  const content = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)?.[1] ?? '';
  const text = content;
  return Object.fromEntries(
    text.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

describe('Content-Security-Policy', () => {
  test('nothing inline is allowed but the page’s own styles, by their hash', async () => {
    const { page } = await buildSite({
      'content/posts/2020-01-02-a.md': '% A\n\n![p](p.png){width=50%}\n\n| a |\n|--:|\n| b |\n',
      'content/posts/p.png': await picture(900, 600),
    });
    const html = page('posts/2020-01-02-a.html');
    const styles = /<style>([^<]*)<\/style>/.exec(html)?.[1] ?? '';
    expect(styles).toContain('width:50%');
    const found = policy(html);
    expect(found['default-src']).toEqual(["'none'"]);
    expect(found['style-src']).toEqual(["'self'", cspHash(styles)]);
    expect(found['script-src']).toEqual(["'self'"]);
    expect(html).not.toMatch(/ style=/);
    expect(html).not.toContain('unsafe');
  });

  test('style attributes become rules, wherever they come from', async () => {
    const { page } = await buildSite({
      'content/posts/2020-01-02-a.md': `% A

<p class='x' style="color:red">a</p>

<b STYLE = 'font: 12px "a"'>b</b> \`style="x"\`

<i style="}</style><script>alert(1)</script>">c</i>

$\\begin{matrix} 1 & 2 \\end{matrix}$
`,
    });
    const html = page('posts/2020-01-02-a.html');
    const [, body = ''] = html.split('<body>');
    expect(body).not.toMatch(/<[^>]* style\s*=/i);
    expect(body).toContain('<math');
    expect(body).toMatch(/<p class="x s-[0-9a-f]{8}">/);
    expect(html).toMatch(/<b class="s-[0-9a-f]{8}">b<\/b>/);
    expect(html).toContain('<i>c</i>');
    expect(html).toContain('{color:red}');
    expect(html).not.toContain('alert');
  });

  test('what a writer put into a post is named, there and in the header', async () => {
    const { page } = await buildSite({
      'content/site.yaml': `${SITE_YAML}allow: [https://stats.example/x]\n`,
      'content/posts/2020-01-02-a.md':
        '% A\n\n<script>run()</script>\n<script src="https://cdn.example/x.js"></script>\n<iframe src="//player.example/1"></iframe>\n<a onclick="go()">x</a>\n',
      'content/posts/2020-01-03-b.md': '% B\n\n`<script>` is a word\n',
    });
    const own = policy(page('posts/2020-01-02-a.html'));
    const scripts = [
      "'self'",
      'https://stats.example',
      cspHash('run()'),
      'https://cdn.example',
      "'unsafe-hashes'",
      cspHash('go()'),
    ];
    expect(own['script-src']?.toSorted()).toEqual(scripts.toSorted());
    expect(own['frame-src']).toEqual(['https://stats.example', 'player.example']);
    expect(policy(page('posts/2020-01-03-b.html'))['script-src']).toEqual(["'self'", 'https://stats.example']);
    for (const part of scripts) expect(page('_headers').split('\n')[1]).toContain(part);
    expect(page('_headers').split('\n')[1]).not.toContain('style-src');
  });
});

test('_headers: what has a hash in its name may be kept for ever, and nothing else', async () => {
  const small = await picture(900, 600);
  const files = { 'content/posts/2020-01-02-a.md': '% A\n\n![p](images/p.png)\n', 'images/p.png': small };
  const plain = (await buildSite(files)).page('_headers');
  expect(plain).toMatch(/^\/assets\/style-[0-9a-f]{8}\.css\n {2}Cache-Control: public, max-age=31536000, immutable$/m);
  expect(plain).toMatch(/^\/images\/\*$/m);
  expect(plain).not.toContain('feed.css');
  const linked = await buildSite({ ...files, 'content/posts/2020-01-03-b.md': '% B\n\n[p](images/p.png)\n' });
  expect(linked.files).toContain('images/p.png');
  expect(linked.page('_headers')).toMatch(/^\/images\/p-[0-9a-f]{8}-\*$/m);
  expect(linked.page('_headers')).not.toMatch(/^\/images\/\*$/m);
  const own = await buildSite({ ...files, 'content/_headers': 'mine\n', 'content/_redirects': 'mine too\n' });
  expect([own.page('_headers'), own.page('_redirects')]).toEqual(['mine\n', 'mine too\n']);
});

test('what other programs look for is copied: .well-known', async () => {
  const { page } = await buildSite({
    'content/.well-known/security.txt': 'Contact: me\n',
    'content/posts/2020-01-02-a.md': '% A\n',
  });
  expect(page('.well-known/security.txt')).toBe('Contact: me\n');
});

test('_redirects: old addresses, besides the pages that stand there', async () => {
  const { page } = await buildSite({
    'content/site.yaml': SITE_YAML.replace('.org', '.org/b log'),
    'content/posts/2020-01-02-a.md': '---\ntitle: A\naliases: [/old/放手.html, older]\n---\n',
  });
  expect(page('_redirects')).toBe(
    '/b%20log/old/%E6%94%BE%E6%89%8B.html /b%20log/posts/2020-01-02-a.html 301\n/b%20log/older/ /b%20log/posts/2020-01-02-a.html 301\n',
  );
  expect(page('older/index.html')).toContain('http-equiv="refresh"');
});

test('icons and manifest are made of images/icon', async () => {
  const { page, files, root } = await buildSite({
    'images/icon.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 16"><rect width="32" height="16" fill="#a8321f"/></svg>',
    'content/posts/2020-01-02-a.md': '% A\n',
  });
  const manifest = JSON.parse(page('manifest.webmanifest')) as { icons: { src: string; sizes: string }[] };
  expect(manifest).toMatchObject({ name: '试验', start_url: '/', lang: 'zh-Hans' });
  for (const { src, sizes } of manifest.icons) {
    const { width, height, format } = await sharp(join(root, 'dist', src)).metadata();
    expect([`${width}x${height}`, format]).toEqual([sizes, 'png']);
  }
  expect(files).toContain('icon-180.png');
  expect(page('index.html')).toContain('<link rel="apple-touch-icon" href="/icon-180.png">');
  const without = await buildSite({ 'content/posts/2020-01-02-a.md': '% A\n' });
  expect(without.files).not.toContain('manifest.webmanifest');
  expect(without.page('index.html')).not.toContain('rel="manifest"');
});

test('an icon that cannot be read is a problem with its name', async () => {
  const { report, published } = await buildSite({ 'images/icon.png': 'no picture', 'content/posts/2020-01-02-a.md': '% A\n' });
  expect(published).toBe(false);
  expect(report).toContain('images/icon.png  error  no icons can be made of images/icon.png');
});

describe('search', () => {
  test('the index is made of all articles, kept, and the same from nothing', async () => {
    const root = writeSite({
      'content/site.yaml': `${SITE_YAML}search: true\n`,
      'content/posts/2020-01-02-a.md': '% 宕机\n\n阿里云的控制台打不开了。\n',
      'content/about.md': '% About\n\nkubernetes\n',
    });
    const first = await buildAt(root);
    expect(first.files.filter((file) => file.startsWith('pagefind/fragment/'))).toHaveLength(2);
    expect(first.page('search.html')).toContain("'wasm-unsafe-eval'");
    expect(first.page('index.html')).not.toContain('wasm');
    const options = { ...QUIET, root, out: join(root, 'dist') };
    expect(await verify(options, first, build)).toEqual([]);
    const again = await buildAt(root);
    expect(again.summary.written).toBe(0);
  }, 60_000);

  test('none where it is not wished, and the writer’s own page where there is one', async () => {
    const none = await buildSite({
      'content/site.yaml': `${SITE_YAML}search: false\n`,
      'content/posts/2020-01-02-a.md': '% A\n',
    });
    expect(none.files.filter((file) => /search|pagefind/.test(file) && !file.startsWith('assets/'))).toEqual([]);
    expect(none.page('index.html')).not.toContain('search');
  });
});

describe('social cards', () => {
  const posts = {
    'content/posts/2020-01-02-a.md': '% 一份不完整的白名单\n% 王福强\n',
    'content/posts/2020-01-03-b.md': '---\ntitle: B\ncover: images/p.png\n---\n',
  };

  test('a post without a cover has one, 1200 by 630', async () => {
    const { page, files, root } = await buildSite({
      'content/site.yaml': `${SITE_YAML}cards: true\n`,
      ...posts,
      'images/p.png': await picture(900, 600),
    });
    const cards = files.filter((file) => file.startsWith('cards/'));
    expect(cards).toEqual([expect.stringMatching(/^cards\/2020-01-02-a-[0-9a-f]{8}\.png$/)]);
    const { width, height } = await sharp(join(root, 'dist', cards[0] as string)).metadata();
    expect([width, height]).toEqual([1200, 630]);
    expect(page('posts/2020-01-02-a.html')).toContain(`<meta property="og:image" content="https://example.org/${cards[0]}">`);
    expect(page('posts/2020-01-03-b.html')).toMatch(/<meta property="og:image" content="https:\/\/example\.org\/images\/p-/);
  });

  test('a title that changes has another card, and the old one goes', async () => {
    const root = writeSite({ 'content/site.yaml': `${SITE_YAML}cards: true\n`, 'content/posts/2020-01-02-a.md': '% A\n' });
    const cards = ({ files }: { files: readonly string[] }) => files.filter((file) => file.startsWith('cards/'));
    const first = cards(await buildAt(root));
    writeFileSync(join(root, 'content/posts/2020-01-02-a.md'), '% B\n');
    const second = cards(await buildAt(root));
    expect(second).toHaveLength(1);
    expect(second).not.toEqual(first);
  });
});

test('a series: its parts in order on each of them', async () => {
  const { page } = await buildSite({
    'content/posts/2020-01-02-a.md': '---\ntitle: 一\nseries: 长文\n---\n',
    'content/posts/2020-01-03-b.md': '% 不在其中\n',
    'content/posts/2020-01-04-c.md': '---\ntitle: 二\nseries: 长文\n---\n',
    'content/posts/2020-01-05-d.md': '---\ntitle: 独\nseries: 只有一篇\n---\n',
  });
  const html = page('posts/2020-01-04-c.html');
  expect(html).toContain('<summary>系列：长文 · 第 2 篇，共 2 篇</summary>');
  expect(html).toMatch(/<li><a href="\/posts\/2020-01-02-a\.html">一<\/a><\/li>\s*<li aria-current="true">二<\/li>/);
  expect(page('posts/2020-01-03-b.html')).not.toContain('class="series"');
  expect(page('posts/2020-01-05-d.html')).not.toContain('class="series"');
});

test('translations: named to readers and search engines; a dead one is an error', async () => {
  const files = {
    'content/posts/2020-01-02-a.md': '---\ntitle: 甲\ntranslations: {en: a-en.md, ja: https://example.net/ja}\n---\n',
    'content/posts/a-en.md': '---\ntitle: A\ndate: 2020-01-02\nlang: en\n---\na[^1]\n\n[^1]: Note.\n',
  };
  const { page, report } = await buildSite(files);
  expect(report).toBe('');
  const html = page('posts/2020-01-02-a.html');
  expect([...html.matchAll(/<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">/g)].map(([, ...each]) => each)).toEqual([
    ['zh-Hans', 'https://example.org/posts/2020-01-02-a.html'],
    ['en', 'https://example.org/posts/a-en.html'],
    ['ja', 'https://example.net/ja'],
  ]);
  expect(html).toContain('<a href="https://example.org/posts/a-en.html" hreflang="en" lang="en">English</a>');
  const english = page('posts/a-en.html');
  expect(english).toContain('<html lang="en">');
  expect(english).toContain('<header class="site" lang="zh-Hans">');
  expect(english).toContain('min read');
  expect(english).toContain('>Footnotes</h2>');
  expect(english).toMatch(/<a rel="(?:prev|next)" href="\/posts\/2020-01-02-a\.html" lang="zh-Hans"><span lang="en">/);
  expect(page('posts.html')).toMatch(/<li lang="en">/);
  const dead = await buildSite({
    ...files,
    'content/posts/2020-01-02-a.md': '---\ntitle: 甲\ntranslations: {en: gone.md}\n---\n',
  });
  expect(dead.report).toContain('2020-01-02-a.md:3:1  error  translations: nothing is published at "gone.md"  link/dead');
});

test.each([
  ['CC BY-NC-SA 4.0', '<a rel="license" href="https://creativecommons.org/licenses/by-nc-sa/4.0/">CC BY-NC-SA 4.0</a>'],
  ['CC0', '<a rel="license" href="https://creativecommons.org/publicdomain/zero/1.0/">CC0</a>'],
  ['转载请<署名>', '转载请&lt;署名&gt;'],
])('licence %s', async (license, html) => {
  const { page } = await buildSite({
    'content/site.yaml': `${SITE_YAML}license: ${JSON.stringify(license)}\n`,
    'content/posts/2020-01-02-a.md': '% A\n',
    'content/posts/2020-01-03-b.md': '---\ntitle: B\nlicense: 版权所有\n---\n',
  });
  expect(page('posts/2020-01-02-a.html')).toContain(`<p class="license">许可：${html}</p>`);
  expect(page('posts/2020-01-03-b.html')).toContain('<p class="license">许可：版权所有</p>');
});

test('comments: only where they are asked for, and named in the policy then', async () => {
  const giscus = 'comments: {repo: a/b, repoId: R_1, category: C, categoryId: DIC_1}\n';
  const { page } = await buildSite({
    'content/site.yaml': `${SITE_YAML}${giscus}`,
    'content/posts/2020-01-02-a.md': '% A\n',
    'content/posts/2020-01-03-b.md': '---\ntitle: B\ncomments: false\n---\n',
  });
  const html = page('posts/2020-01-02-a.html');
  expect(html).toContain('<script src="https://giscus.app/client.js" data-repo="a/b" data-repo-id="R_1"');
  expect(policy(html)['script-src']).toContain('https://giscus.app');
  expect(policy(html)['frame-src']).toContain('https://giscus.app');
  expect(page('posts/2020-01-03-b.html')).not.toContain('client.js');
  const without = await buildSite({ 'content/posts/2020-01-02-a.md': '% A\n' });
  expect(without.page('posts/2020-01-02-a.html')).not.toContain('giscus');
});

test('a hub is named in all feeds', async () => {
  const { page } = await buildSite({
    'content/site.yaml': `${SITE_YAML}hub: https://hub.example/\n`,
    'content/posts/2020-01-02-a.md': '% A\n\na[^1] <b class="x" data-y="1">b</b>\n\n[^1]: note\n',
  });
  expect(page('feeds.xml')).toContain('<atom:link rel="hub" href="https://hub.example/">');
  expect(page('atom.xml')).toContain('<link rel="hub" href="https://hub.example/">');
  const json = JSON.parse(page('feed.json')) as { hubs: unknown; items: { content_html: string }[] };
  expect(json.hubs).toEqual([{ type: 'WebSub', url: 'https://hub.example/' }]);
  const html = json.items[0]?.content_html ?? '';
  expect(html).toContain('<b>b</b>');
  expect(html).toContain('href="https://example.org/posts/2020-01-02-a.html#fn-1"');
  expect(html).not.toMatch(/ (?:class|id|role|data-[a-z-]+|aria-[a-z]+)=/);
  expect(page('feeds.xml')).toMatch(
    /^<\?xml version="1.0" encoding="utf-8"\?>\n<\?xml-stylesheet type="text\/css" href="\/assets\/feeds\/feed.css"\?>/,
  );
});

test('the fonts of the cards come with their licence', () => {
  const folder = join(import.meta.dirname, '../../scripts/card/fonts');
  expect(readFileSync(join(folder, 'OFL.txt'), 'utf8')).toContain('SIL Open Font License');
});
