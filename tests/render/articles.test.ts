// Renders cases/NAME.md and compares the result with cases/NAME.html, in a site with the pages and files named below. Slots are shown as
// {link …} and {picture …}. To add a case, add the two files.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ZH_HANS } from '../../scripts/assemble/words/zh-Hans.js';
import { namesOf, siteLookup } from '../../scripts/base/siteLookup.js';
import { CONFIG_FIELDS } from '../../scripts/config/settings.js';
import { readSource } from '../../scripts/read/source.js';
import { renderArticle } from '../../scripts/render/article.js';
import type { Piece, SiteIndex, Source } from '../../scripts/types.js';
import { HEADER } from '../readSettings.js';
import { buildSite, PROJECT } from '../support.js';

const CASES = join(PROJECT, 'tests/render/cases');
const names = readdirSync(CASES)
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.replace(/\.md$/, ''));

function shown(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  if (piece.type === 'link') return `{link ${piece.url}${piece.suffix}}`;
  const attributes = Object.entries(piece.attributes).map(([name, value]) => ` ${name}=${value}`);
  return `{picture ${piece.path} alt=${piece.alt}${attributes.join('')}${piece.eager ? ' eager' : ''}}`;
}

function renderCase(text: string) {
  const sourceOf = (path: string, content: string): Source =>
    readSource(path, content, { fields: HEADER, dialect: 'markdown' }).source;
  const other = sourceOf('posts/2020-01-02-other.md', '% Other');
  const source = sourceOf('posts/2020-01-03-case.md', text);
  const index: SiteIndex = {
    posts: [source, other],
    pages: [sourceOf('about.md', '% About')],
    unlisted: [],
    files: ['content/posts/images/beside.png', 'images/root.png', 'content/files/paper.pdf', 'content/posts/film.mp4'],
    drafts: [],
    generated: ['/', '/posts.html'],
  };
  const own = [{ origin: 'https://example.org', base: '' }];
  return renderArticle(source, text, siteLookup(namesOf(index)), {
    own,
    remote: 'keep',
    allow: [],
    dialect: CONFIG_FIELDS.markdown.default,
    links: 'error',
    pictures: 'error',
    words: ZH_HANS.words,
  });
}

test.each(names)('%s', async (name) => {
  const article = await renderCase(readFileSync(join(CASES, `${name}.md`), 'utf8'));
  const file = join(CASES, `${name}.html`);
  // A picture of another site is reported in any article.
  expect(article.problems.filter(({ ruleId }) => ruleId !== 'picture/remote')).toEqual([]);
  expect(`${article.body.map(shown).join('')}\n`).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
});

test('reads title and authors as inline markdown, even if they look like a block', async () => {
  const article = await renderCase('% 1. *A* `b` [c](x.md) & "d"\n% **E**; _F_\n\nText.\n');
  expect(article.title).toEqual({ html: '1. <em>A</em> <code>b</code> c &amp; “d”', text: '1. A b c & “d”' });
  expect(article.authors).toEqual([
    { html: '<strong>E</strong>', text: 'E' },
    { html: '<em>F</em>', text: 'F' },
  ]);
});

test('takes the excerpt from paragraphs, without markup, code blocks and footnotes', async () => {
  const article = await renderCase(
    '% T\n\n第一段有*强调*[^1]。\n\n## 标题\n\n- 列表\n\n```\ncode\n```\n\n第二段。\n\n[^1]: 脚注。\n',
  );
  expect(article.excerpt).toBe('第一段有强调。第二段。');
});

test.each([
  ['', 1],
  ['汉'.repeat(1200), 3],
  ['word '.repeat(440), 2],
  ["it's well-known ".repeat(220), 2],
  [`${'汉'.repeat(400)} ${'word '.repeat(220)}`, 2],
])('reading time counts Han characters and words', async (text, minutes) => {
  expect((await renderCase(`% T\n\n${text}\n`)).minutes).toBe(minutes);
});

test('gives headings Pandoc’s ids, and lists them in the table of contents', async () => {
  const article = await renderCase(
    '% T\n\n# 阿里云又挂了，怎么办？\n\n## 1. 什么是 SRE（可靠性）\n\n## 1. 什么是 SRE（可靠性）\n\n### !!!\n\n<h2 id="raw">Raw</h2>\n',
  );
  expect(article.toc.map(({ id, depth }) => [id, depth])).toEqual([
    ['阿里云又挂了怎么办', 1],
    ['什么是-sre可靠性', 2],
    ['什么是-sre可靠性-1', 2],
    ['section', 3],
  ]);
  expect(article.ids).toContain('raw');
});

test('gives each problem its place', async () => {
  const article = await renderCase(
    '---\ntitle: T\n---\n一二 [x](gone.md)\n\n- a\n\n  > <b>b</b> <a\n  > href="gone.html">y</a>\n\n![z][ref]\n\n[ref]: gone.png\n',
  );
  expect(article.problems.map(({ ruleId, place }) => [ruleId, place?.line, place?.column])).toEqual([
    ['link/dead', 4, 4],
    ['link/dead', 8, 14],
    ['picture/missing', 11, 1],
  ]);
});

test('records lookups with their answers', async () => {
  const article = await renderCase(
    '% T\n\n[a](2020-01-02-other.md) [b](gone.md) ![](images/root.png) <img src="none.png"> [c](https://elsewhere.org)\n',
  );
  expect(article.lookups.map(({ ask, key, answer }) => [ask, key, JSON.parse(answer)])).toMatchObject([
    ['link', '2020-01-02-other.md', { kind: 'page', url: '/posts/2020-01-02-other.html' }],
    ['link', 'gone.md', { kind: 'dead', url: '/posts/gone.md', expected: [] }],
    ['file', 'images/root.png', { kind: 'file', path: 'images/root.png' }],
    ['file', 'none.png', { kind: 'missing', url: '/posts/none.png' }],
  ]);
});

test('an article is plain data', async () => {
  const article = await renderCase('% T\n\n![](images/root.png) [a](/about.html#x)\n');
  expect(structuredClone(article)).toEqual(article);
  expect(JSON.parse(JSON.stringify(article))).toEqual(article);
});

test.each([
  'markdown',
  'gfm',
])('%s: reports a heading that repeats the title, and content that a title can’t show', async (markdown) => {
  const post = (title: string, text: string) => `---\ntitle: ${title}\n---\n${text}\n`;
  const { problems } = await buildSite({
    'content/site.yaml': `title: T\nurl: https://example.org\nmarkdown: ${markdown}\n`,
    'content/posts/2020-01-01-a.md': post('一份“白名单”', '<!-- 注 -->\n\n# 一份“白名单”\n\n字'),
    'content/posts/2020-01-02-b.md': post('乙', '字\n\n# 乙'),
    'content/posts/2020-01-03-c.md': post('丙', '# 丙的故事'),
    'content/posts/2020-01-04-d.md': markdown === 'gfm' ? post('丁', '字') : post('丁^[注]', '字'),
  });
  const reported = problems.map(({ file, place, ruleId, reason }) => `${file?.slice(-4)}:${place?.line} ${ruleId} ${reason}`);
  const note = 'd.md:2 title/link a note in a title or a name is not shown';
  const repeated = 'a.md:6 title/repeated this heading repeats the title, which the page shows above it';
  expect(reported).toEqual(markdown === 'gfm' ? [repeated] : [repeated, note]);
});

test('suggests formulas for code that other tools render as formulas', async () => {
  const { problems } = await buildSite({
    'content/posts/2020-01-01-a.md': '% A\n\n```math\nx^2\n```\n\n```pythn\n```\n',
  });
  expect(problems.map(({ note, expected }) => [note, ...expected])).toEqual([
    ['write the formula between two lines of `$$`'],
    expect.arrayContaining(['use `text` for plain text', 'python']),
  ]);
});

test('drops styles from the table of contents, since the page’s policy would block them', async () => {
  const { page } = await buildSite({
    'content/posts/2020-01-01-a.md': '% A\n\n# <span style="color:red">一</span>\n\n# [二]{style="color:red"}\n\n# 三\n',
  });
  expect(page('posts/2020-01-01-a.html')).not.toContain('style="color');
  expect(page('posts/2020-01-01-a.html')).toMatch(/<a href="#[^"]*"><span>二<\/span><\/a>/);
});

test('a heading that loses its id to another one gets an id from its text, also in the table of contents', async () => {
  const article = await renderCase('% A\n\n# First {#same}\n\n# Second {#same}\n');
  expect(article.toc.map(({ id }) => id)).toEqual(['same', 'second']);
  expect(article.body.join('')).toContain('<h1 id="second">Second</h1>');
});
