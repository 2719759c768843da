// Themes and the settings that replace templates: whole builds of small sites, and the colours of themes.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, LEAST_CONTRAST, readable } from '../../scripts/features/theme/colours.js';
import { cssOf, paletteOf, tokensOf } from '../../scripts/features/theme/palette.js';
import { DEFAULT_THEME, THEME_NAMES, THEMES } from '../../scripts/features/theme/themes.js';
import { speechOf } from '../../scripts/language/language.js';
import type { Diagnostic } from '../../scripts/types.js';
import { readSettings } from '../readSettings.js';
import { type Built, buildSite, PROJECT, picture, SITE_YAML } from '../support.js';

const post = (title: string, header = '', text = 'Text.') => `---\ntitle: ${title}\n${header}---\n\n${text}\n`;

/** Builds two posts with some settings. The second has a picture. */
async function site(settings: string, more: { readonly [path: string]: string | Uint8Array } = {}): Promise<Built> {
  const found = await buildSite({
    'content/site.yaml': `${SITE_YAML}${settings}\n`,
    'content/about.md': '% About\n',
    'content/posts/2020-01-01-a.md': post(
      'A',
      'tags: [x]\ncategories: [life]\npinned: true\nlicense: CC0\n',
      '## 1\n\n## 2\n\n## 3',
    ),
    'content/posts/2020-01-02-b.md': post('B', 'tags: [x]\n', 'First words.\n\n![hills](images/p.png)'),
    'images/p.png': await picture(600, 400),
    ...more,
  });
  expect(found.report).not.toContain('error');
  return found;
}

/** Words of English in a message that are neither code nor names of settings. */
const ENGLISH = /\b(?:expected|unknown|has|with|such|mean|needs)\b/;

/** Expects that problems have translations. */
function expectChinese(problems: readonly Diagnostic[]): void {
  for (const problem of problems) expect(speechOf('zh')?.problem(problem).reason).not.toMatch(ENGLISH);
}

const stylesheet = ({ files, page }: Built) => page(files.find((path) => /^assets\/style.*\.css$/.test(path)) ?? '');

describe('colours', () => {
  const stylesheetColours = readFileSync(join(PROJECT, 'templates/style.css'), 'utf8');

  test('the stylesheet has the colours and measures of the default theme', () => {
    const { colours, width, radius } = tokensOf({ name: DEFAULT_THEME });
    for (const [name, { light, dark }] of Object.entries(colours))
      expect(stylesheetColours).toContain(`--${name}: light-dark(${light}, ${dark});`);
    expect(stylesheetColours).toContain(`--column: ${width}rem;`);
    expect(stylesheetColours).toContain(`--radius: ${radius}px;`);
  });

  test.each(THEME_NAMES)('%s is readable in both modes', (name) => {
    const { paper, wash, ink, quiet, accent } = THEMES[name].colours;
    for (const mode of ['light', 'dark'] as const)
      for (const background of [paper, wash])
        for (const text of [ink, quiet, accent])
          expect(contrast(text[mode], background[mode])).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  });

  const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

  test('any accent is readable in dark mode, with the same hue if it has one', () => {
    fc.assert(
      fc.property(hex, fc.constantFrom(...THEME_NAMES), (light, name) => {
        const { accent, paper, wash } = paletteOf({ name, accent: { light } });
        expect(accent.light).toBe(light);
        for (const background of [paper, wash])
          expect(contrast(accent.dark, background.dark)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      }),
    );
  });

  test('the nearest readable colour is readable, and a readable colour stays', () => {
    fc.assert(
      fc.property(hex, hex, (text, background) => {
        const found = readable(text, [background]);
        expect(contrast(found, background)).toBeGreaterThanOrEqual(Math.min(LEAST_CONTRAST, 21));
        if (contrast(text, background) >= LEAST_CONTRAST) expect(found).toBe(text);
      }),
    );
  });

  test('the default theme adds no rules', () => {
    const standard = tokensOf({ name: DEFAULT_THEME });
    expect(cssOf(standard, standard)).toBe('');
    expect(cssOf(tokensOf({ name: DEFAULT_THEME, width: 40 }), standard)).toContain('--column: 40rem;');
  });
});

describe('the setting theme', () => {
  const said = (yaml: string) =>
    readSettings(`${SITE_YAML}${yaml}\n`).problems.map(
      ({ reason, place, fatal }) => `${place?.line}:${place?.column} ${fatal ? 'error' : 'warning'} ${reason}`,
    );

  test('takes the colours and fonts of CSS', () => {
    expect(
      said(
        "theme: {name: plain, accent: darkgreen, fonts: {title: 'LXGW WenKai, serif'}, width: 40rem, radius: 0px, density: airy}",
      ),
    ).toEqual([]);
  });

  test.each([
    ['theme: {name: pres}', '3:15 error theme: name: expected one of press, plain, journal, academic; did you mean press?'],
    [
      'theme: {accent: redd}',
      '3:17 error theme: accent: expected a colour such as `#a8321f`, `teal`, `oklch(0.5 0.15 30)`, got "redd"',
    ],
    [
      "theme: {accent: '#ffcc00'}",
      '3:17 warning theme: in light mode, accent (#ffcc00) has a contrast of 1.3; text needs 4.5, as #866a00 has',
    ],
    [
      "theme: {colors: {dark: {paper: '#888888'}}}",
      expect.stringMatching(/^3:32 warning theme: in dark mode, ink \(#d8d5ce\) has a contrast of/),
    ],
    ['theme: {width: 400rem}', '3:16 error theme: width: expected a length from 24rem to 70rem'],
    ['theme: {fonts: {text: "a; }"}}', expect.stringContaining('expected names of fonts')],
    ['theme: {accent: rgb(1 2 3 / 50%)}', expect.stringContaining('without transparency')],
  ])('%s', (yaml, problem) => {
    expect(said(yaml)).toContainEqual(problem);
    expectChinese(readSettings(`${SITE_YAML}${yaml}\n`).problems);
  });

  test.each(THEME_NAMES)('the stylesheet of %s has no mistakes', async (name) => {
    const { transformSync } = await import('esbuild');
    const css = stylesheet(await site(`theme: {name: ${name}, width: 40rem, fonts: {text: serif}}`));
    const { warnings } = transformSync(css, { loader: 'css', logLevel: 'silent' });
    expect(warnings.map(({ text }) => text)).toEqual([]);
    // A variable that refers to itself is invalid without a warning.
    expect([...css.matchAll(/(--[\w-]+):[^;}]*var\(\1\)/g)].map(([found]) => found)).toEqual([]);
    expect(css).toContain('--column:40rem');
  });

  test('changes one stylesheet, the browser’s colour and the covers of lists', async () => {
    const press = await site('');
    const journal = await site("theme: {name: journal, colors: {light: {paper: '#ffffee'}}}");
    expect(stylesheet(press)).not.toContain('.posts:has(.thumb) > li');
    expect(stylesheet(journal)).toContain('--paper:light-dark(#ffffee,#121413)');
    expect(journal.files.filter((path) => path.endsWith('.css') && !path.startsWith('assets/'))).toEqual([]);
    expect(journal.page('index.html')).toContain('content="#ffffee"');
    expect(press.page('posts.html')).not.toContain('class="thumb"');
    expect(journal.page('posts.html').match(/class="thumb"/g)).toHaveLength(1);
    const small = await site('list: {cover: true, excerpt: false, tags: false}');
    expect(small.page('posts.html')).toMatch(
      /<a class="thumb" href="\/posts\/2020-01-02-b.html"[^>]*>.*<img [^>]*alt="" [^>]*loading="lazy"/,
    );
    expect(small.page('posts.html')).not.toMatch(/First words|tags\/x\.html|分钟/);
  });
});

test('the first large cover of a page is loaded at once, in the width of the page', async () => {
  const { page } = await site('theme: {name: journal}\nhome: [latest, pinned]\nlatest: 1', {
    'content/posts/2020-01-03-c.md': post('C', 'pinned: true\ncover: images/p.png\n'),
    'images/p.png': await picture(1600, 1000),
  });
  const covers = (path: string) =>
    [
      ...page(path).matchAll(/class="thumb" href="[^"]*?(\w)\.html".*?sizes="([^"]*)".*?(loading="lazy"|fetchpriority="high")/g),
    ].map(([, name, sizes, loading]) => [name, sizes?.includes('1026px'), loading]);
  const expected = (first: string, later: string) => [
    [first, true, 'fetchpriority="high"'],
    [later, false, 'loading="lazy"'],
  ];
  expect(covers('posts.html')).toEqual(expected('c', 'b'));
  expect(covers('index.html')).toEqual(expected('b', 'c'));
});

test('the mark of a pinned post and its categories are below its title', async () => {
  const { page } = await site('list: {tags: false}');
  expect(page('posts.html')).toMatch(
    /<a class="title" [^>]*>A<\/a>\n(?:<p>[^<]*<\/p>\n)?<p class="facts"><span class="pinned">置顶<\/span> <span class="category"><a [^>]*>life<\/a><\/span> <\/p>/,
  );
});

test('a drawing or a banner is no cover of a list, unless it is the cover of a post', async () => {
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><circle r="9"/></svg>';
  const { page } = await buildSite({
    'content/site.yaml': `${SITE_YAML}list: {cover: true}\n`,
    'content/posts/2020-01-01-a.md': '% A\n\n![d](images/d.svg) ![w](images/w.png) ![p](images/p.png)\n',
    'content/posts/2020-01-02-b.md': '---\ntitle: B\ncover: images/w.png\n---\n',
    'images/d.svg': drawing,
    'images/w.png': await picture(900, 300),
    'images/p.png': await picture(900, 600),
  });
  expect(page('posts.html').match(/images\/\w+(?=-[0-9a-f]{8}-\d+\.png" )/g)).toEqual(['images/w', 'images/p']);
});

describe('settings instead of templates', () => {
  test('the foot of pages', async () => {
    const settings = `footer: 'By **me**, see [about](about.md) and [more](https://example.com/a).'
icp: 京 ICP备 12345678号-1
police: 京公网安备11010502030123号
social: {github: '@me', email: me@example.org, home: 'https://example.com/'}`;
    const { page } = await site(settings);
    const html = page('posts/2020-01-01-a.html');
    const [, foot] = html.split('<footer class="site"');
    expect(foot).toContain(
      '<p>By <strong>me</strong>, see <a href="/about.html">about</a> and <a href="https://example.com/a">more</a>.</p>',
    );
    expect(foot).toContain(
      '<a href="https://beian.miit.gov.cn/">京ICP备12345678号-1</a> · <a href="https://beian.mps.gov.cn/#/query/webSearch?code=11010502030123">京公网安备 11010502030123号</a>',
    );
    expect(foot).toMatch(/<a rel="me" href="https:\/\/github.com\/me" title="GitHub" aria-label="GitHub"><svg /);
    expect(foot).toMatch(/href="mailto:me@example.org" title="E-mail" aria-label="E-mail"><svg /);
    expect(foot).toContain('href="https://example.com/" title="home" aria-label="home">home</a>');
  });

  test.each([
    ['footer: "[a](abuot.md)"', '3:9 error no page or file at "abuot.md"'],
    [
      'footer: "![x](a.png)"',
      '3:9 error footer: pictures have no place here; put them into a template `templates/partials/footer.html`',
    ],
    [
      'footer: <b>x</b>',
      '3:9 error footer: HTML has no effect here; write markdown, or a template `templates/partials/footer.html`',
    ],
    ['icp: 12345', '3:6 error icp: expected a number such as 京ICP备12345678号-1, got "12345"'],
    [
      'social: {gihub: me}',
      '3:17 error social: gihub: expected an address that begins with https://, got "me"; did you mean github?',
    ],
    ['social: {email: me}', '3:17 error social: email: expected an e-mail address, got "me"'],
    ['words: {lates: x}', '3:9 error words: unknown word "lates"; did you mean latest?'],
    ['words: {pageOf: "{pag}"}', '3:17 error words: pageOf: unknown {pag}; this word may contain {page}, {pages}'],
  ])('%s', async (line, problem) => {
    const { problems } = await buildSite({ 'content/site.yaml': `${SITE_YAML}${line}\n`, 'content/about.md': '% About\n' });
    expect(
      problems.map(({ reason, place, fatal }) => `${place?.line}:${place?.column} ${fatal ? 'error' : 'warning'} ${reason}`),
    ).toContain(problem);
    expectChinese(problems);
  });

  test('links of the foot are resolved as they are written', async () => {
    const links = '[a](a%20b.md) [c](文章.md) [d](https://example.com/%FF) [e][x]\n\n  [x]: about.md';
    const { page } = await site(`footer: |\n  ${links}`, { 'content/a b.md': '% A\n', 'content/文章.md': '% C\n' });
    const [, foot] = page('index.html').split('<footer class="site"');
    const found = Array.from(foot?.matchAll(/href="([^"]*)">[a-e]</g) ?? [], ([, href]) => href);
    expect(found).toEqual(['/a%20b.html', '/%E6%96%87%E7%AB%A0.html', 'https://example.com/%FF', '/about.html']);
  });

  test('words, by name and by language', async () => {
    const settings =
      'pageSize: 1\nwords: {latest: 近作, pageOf: "{page}/{pages}", en: {updated: changed on}, de: {updated: geändert}}';
    const { page } = await site(settings, {
      'content/posts/2020-01-03-c.md': post('C', 'lang: en-GB\nupdated: 2020-02-02\n'),
      'content/posts/2020-01-04-d.md': post('D', 'updated: 2020-02-02\n'),
    });
    expect(page('index.html')).toContain('>近作</h2>');
    expect(page('posts.html')).toContain('<span>1/4</span>');
    expect(page('posts/2020-01-03-c.html')).toContain('changed on <time');
    expect(page('posts/2020-01-04-d.html')).toContain('更新于 <time');
  });

  test('the blocks of the home page, in their order', async () => {
    const { page } = await site('home: [tags, pinned, latest]', { 'content/index.md': '% Hello\n\nIntroduction.\n' });
    const html = page('index.html');
    const at = (text: string) => html.indexOf(text);
    expect(html).not.toContain('Introduction.</p>');
    expect(html).toContain('<h1 class="sr-only">Hello</h1>');
    const [tags, pinned, latest] = [at('<ul class="tags all">'), at('id="_pinned"'), at('id="_latest"')];
    expect([tags > 0, pinned > tags, latest > pinned]).toEqual([true, true, true]);
    // A pinned post is not among the latest too.
    expect(html.slice(latest)).not.toContain('2020-01-01-a.html');
    expect((await site('home: [categories]')).page('index.html')).toContain(
      '<a href="/categories/life.html">life</a> <span>1</span>',
    );
  });

  test('what a post shows', async () => {
    const all = (await site('')).page('posts/2020-01-01-a.html');
    const none = (await site('post: {toc: false, meta: false, license: false, neighbours: false, related: false}')).page(
      'posts/2020-01-01-a.html',
    );
    const parts = ['class="toc"', 'class="byline"', 'class="license"', 'class="neighbours"', 'class="related"'];
    expect(parts.filter((part) => !all.includes(part))).toEqual([]);
    expect(parts.filter((part) => none.includes(part))).toEqual([]);
  });
});
