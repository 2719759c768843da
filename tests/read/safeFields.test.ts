// `safe: true`: the fields of a post that are used, and the files of authors that are published.

import { expect, test } from 'vitest';
import { isActive } from '../../scripts/base/activeFiles.js';
import { HEADER as KNOWN } from '../readSettings.js';
import { buildAt, buildSite, SITE_YAML, writeFiles, writeSite } from '../support.js';

const SAFE = `${SITE_YAML}safe: true\n`;
const unsafe = (problems: readonly { ruleId: string; file: string; place?: { line: number }; reason: string }[]) =>
  problems
    .filter(({ ruleId }) => ruleId === 'html/unsafe')
    .map(({ file, place, reason }) => `${file}:${place?.line ?? '-'} ${reason.split(' is not allowed')[0]}`);

const HEADER = [
  '---',
  'title: A',
  'css: [/posts/theme.txt, "https://evil.example/x.css"]',
  'layout: own',
  'target: https://evil.example/',
  'header-includes: x',
  'dir: rtl',
  'mood: glad',
  'tags: [kept]',
  'subtitle: kept',
  'aliases: [/kept.html, /old.php, /x.shtml/]',
  '---',
  '',
  'Text.',
  '',
].join('\n');

test('refuses fields that may act on a page at their lines, and keeps the rest', async () => {
  const own = '<!DOCTYPE html><title>$pagetitle$</title><p>own $meta.mood$ $target$</p>$body$';
  const built = await buildSite({
    'content/site.yaml': SAFE,
    'templates/own.html': own.replace(' $target$', ''),
    'content/posts/2020-01-02-a.md': HEADER,
    // Files at the top of content/ belong to the site's owner.
    'content/about.md': '---\ntitle: B\nlayout: own\nmood: calm\n---\n\nText.\n',
  });
  expect(unsafe(built.problems)).toEqual([
    'content/posts/2020-01-02-a.md:3 the field "css"',
    'content/posts/2020-01-02-a.md:4 the field "layout"',
    'content/posts/2020-01-02-a.md:5 the field "target"',
    'content/posts/2020-01-02-a.md:6 the field "header-includes"',
    'content/posts/2020-01-02-a.md:7 the field "dir"',
    'content/posts/2020-01-02-a.md:8 the field "mood"',
    'content/posts/2020-01-02-a.md:11 the alias "/old.php", a file that a server may run,',
    'content/posts/2020-01-02-a.md:11 the alias "/x.shtml/", a file that a server may run,',
  ]);
  const page = built.page('posts/2020-01-02-a.html');
  expect(page).not.toMatch(/evil|theme\.txt|own glad|dir="rtl"/);
  expect(page).toMatch(/>kept</);
  expect(built.files.filter((file) => /kept|old|shtml/.test(file))).toEqual(['kept.html', 'tags/kept.html', 'tags/kept.xml']);
  expect(built.page('about.html')).toContain('own calm');
});

test('treats fields of other tools like ours, and hides their original names from templates', async () => {
  const built = await buildSite({
    'content/site.yaml': SAFE,
    'templates/post.html': '[$title$ $date$ $meta.Title$ $meta.robots$ $meta.lastmod$ $meta.Layout$]$body$',
    'content/posts/2020-01-02-a.md':
      '---\nTitle: A\nLayout: own\nHEADER_INCLUDES: x\nlastmod: 2020-02-03\nexcerpt: E\nredirect_from: /old.html\nrobots: noindex\n---\n',
    'content/posts/2020-01-03-b.md': '---\ntitle: B\nrobots: noindex\n---\n',
  });
  expect(unsafe(built.problems)).toEqual([
    'content/posts/2020-01-02-a.md:3 the field "Layout"',
    'content/posts/2020-01-02-a.md:3 the field "layout"',
    'content/posts/2020-01-02-a.md:4 the field "HEADER_INCLUDES"',
    'content/posts/2020-01-02-a.md:4 the field "header-includes"',
  ]);
  expect(built.page('posts/2020-01-02-a.html')).toBe('[A 2020-01-02    ]');
  expect(built.page('posts/2020-01-03-b.html')).toBe('[B 2020-01-03    ]');
  expect(built.files).toContain('old.html');
});

test('does the same for the fields of a folder', async () => {
  const built = await buildSite({
    'content/site.yaml': SAFE,
    'content/posts/_meta.yaml': 'css: /x.css\nlang: ja\nlayout: redirect\n',
    'content/posts/2020-01-02-a.md': '% A\n\nText.\n',
  });
  expect(unsafe(built.problems)).toEqual([
    'content/posts/_meta.yaml:1 the field "css"',
    'content/posts/_meta.yaml:3 the field "layout"',
  ]);
  expect(built.page('posts/2020-01-02-a.html')).toMatch(/lang="ja"/);
  expect(built.page('posts/2020-01-02-a.html')).not.toContain('/x.css');
});

test('reads posts again when `safe` is switched on or off', async () => {
  const root = writeSite({ 'content/posts/2020-01-02-a.md': '---\ntitle: A\ncss: /own.css\n---\n\nText.\n' });
  const page = 'posts/2020-01-02-a.html';
  const plain = await buildAt(root);
  expect(plain.page(page)).toContain('/own.css');
  const settings = `${SITE_YAML}search: false\ncards: false\nimages: {formats: [webp]}\n`;
  writeFiles(root, { 'content/site.yaml': `${settings}safe: true\n` });
  const safe = await buildAt(root);
  expect(safe.page(page)).not.toContain('/own.css');
  expect(safe.rules).toEqual(['html/unsafe']);
  writeFiles(root, { 'content/site.yaml': settings });
  expect((await buildAt(root)).page(page)).toBe(plain.page(page));
});

test('classifies each field as harmless or not', () => {
  expect(Object.keys(KNOWN.fields).filter((name) => !KNOWN.isSafe(name))).toEqual(['layout', 'header-includes']);
});

test.each([
  ...[
    '.htaccess',
    'x.shtml',
    'x.php',
    'X.PHP',
    'x.php.txt',
    'x.phtml',
    'x.cgi',
    'x.pl',
    'x.jsp',
    'x.asp',
    'web.config',
    '.user.ini',
  ],
  ...[
    'x.html',
    'x.xhtml',
    'x.js',
    'x.mjs',
    'x.css',
    'x.xml',
    'x.xsl',
    'x.rss',
    'x.rdf',
    'x.kml',
    'x.mml',
    'x.svgz',
    'x.swf',
    'x.wasm',
  ],
  ...['noending', '.hidden/x.txt', 'x.php/y.txt.phar', 'x.unheardof', 'x.html.'],
])('%s is not published', (name) => {
  expect(isActive(`content/posts/${name}`)).toBe(true);
  expect(isActive(`images/${name}`)).toBe(true);
});

test.each([
  'x.png',
  'x.JPG',
  'x.svg',
  'x.pdf',
  'x.mp4',
  'x.csv',
  'x.zip',
  'x.tar.gz',
  'v1.2.txt',
  'notes on x.py.zip'.replace('.py', ''),
])('%s is published', (name) => {
  expect(isActive(`content/posts/${name}`)).toBe(false);
});

test('a template that shows no text is not a layout, with and without the setting', async () => {
  const built = await buildSite({
    'content/posts/2020-01-02-a.md': '---\ntitle: A\nlayout: redirect\n---\n\nText.\n',
    'content/posts/2020-01-03-b.md': '---\ntitle: B\nlayout: search\n---\n\nText.\n',
  });
  expect(built.published).toBe(true);
  expect(built.page('posts/2020-01-02-a.html')).toContain('Text.');
  expect(built.report).toContain(
    'content/posts/2020-01-02-a.md:3:1  warning  the template "redirect" shows no text, and is not for posts and pages  template/missing',
  );
  expect(built.report).toContain('content/posts/2020-01-03-b.md:3:1  warning  the template "search" shows no text');
});

test.each([
  ['javascript:document.title=1', false],
  ['data:text/html,x', false],
  ['//evil.example/', false],
  ['mailto:a@example.org', false],
  ['"java\\nscript:x"', false],
  ['https://example.com/de.html', true],
  ['2020-01-03-b.md', true],
])('a translation is a page or a web address: %s', async (written, isFine) => {
  const built = await buildSite({
    'content/posts/2020-01-02-a.md': `---\ntitle: A\ntranslations: {de: ${written.startsWith('"') ? written : JSON.stringify(written)}}\n---\n\nText.\n`,
    'content/posts/2020-01-03-b.md': '% B\n\nText.\n',
  });
  expect(built.published).toBe(isFine);
  if (!isFine) expect(built.problems).toMatchObject([{ place: { line: 3 } }]);
});

test.each([
  ['/*.html', 'has "*", which stands for other addresses in _redirects; write each old address in full'],
  ['/posts/:x.html', 'has ":", which stands for other addresses in _redirects; leave it out, or add a rule'],
  ['/a:b', 'has ":", which stands for other addresses in _redirects; leave it out, or add a rule'],
  ['/%2A', 'has "*"'],
  ['/a/%3Asplat', 'has ":"'],
  ['/%s', 'has a "%" that encodes nothing'],
  ['/.htaccess', 'is a file that servers read their settings from'],
  ['/posts/.user.ini', 'is a file that servers read their settings from'],
  ['/_redirects', 'is a file that servers read their settings from'],
  ['/%5Fheaders', 'is a file that servers read their settings from'],
])('refuses an alias that is a pattern or a server’s file: %s', async (alias, reason) => {
  const built = await buildSite({ 'content/posts/2020-01-02-a.md': `---\ntitle: A\naliases: ["${alias}"]\n---\n\nText.\n` });
  expect(built.published).toBe(false);
  expect(built.report).toContain(`content/posts/2020-01-02-a.md:3:11  error  aliases: "${alias}" ${reason}`);
});

test('keeps an alias in Chinese, encoded or not', async () => {
  const built = await buildSite({
    'content/posts/2020-01-02-a.md': '---\ntitle: A\naliases: [/放手.html, /%E6%94%BE.html, "/50%25.html"]\n---\n\nText.\n',
  });
  expect(built.report).toBe('');
  expect(
    built
      .page('_redirects')
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual(['/%E6%94%BE%E6%89%8B.html', '/%E6%94%BE.html', '/50%25.html', '']);
});

test('escapes "*" and ":" in _headers and _redirects', async () => {
  const built = await buildSite({
    'content/posts/2020-01-02-a*b:c.md': '---\ntitle: A\naliases: [/old.html]\n---\n\nText.\n',
  });
  expect(built.page('_redirects')).toBe('/old.html /posts/2020-01-02-a%2Ab%3Ac.html 301\n');
});

test.each([
  ['a slug', '---\ntitle: A\nslug: x.php\n---\n', /\/posts\/\S*x\.php\.html/],
  ['a tag', '---\ntitle: A\ntags: [index.phtml]\n---\n', /\/tags\/index\.phtml\.html/],
])('refuses a page with a name that a server might run: %s', async (_what, text, name) => {
  const files = { 'content/site.yaml': `${SITE_YAML}safe: true\n`, 'content/posts/2020-01-02-a.md': text };
  const built = await buildSite(files);
  expect(built.published).toBe(false);
  expect(built.report).toMatch(name);
  expect((await buildSite({ ...files, 'content/site.yaml': SITE_YAML })).published).toBe(true);
});
