// The extension `obsidian` of `gfm` and `commonmark`: notes of Obsidian beside their HTML.

import fc from 'fast-check';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { unknownExtension } from '../../scripts/markdown/extensions.js';
import { commonmarkRehypeOptions } from '../../scripts/markdown/handlers.js';
import { markdownReader } from '../../scripts/markdown/reader.js';

const toHast = unified().use(remarkRehype, commonmarkRehypeOptions).freeze();
const writer = unified().use(rehypeStringify, { allowDangerousHtml: true }).freeze();

function htmlOf(markdown: string, dialect = 'gfm+obsidian'): string {
  return writer.stringify(toHast.runSync(markdownReader(dialect).document(markdown)) as never);
}

const link = (href: string, text: string) => `<a href="${href}" class="wikilink">${text}</a>`;
const box = (kind: string, title: string, body: string) =>
  `<div class="${kind}">\n<div class="title">\n<p>${title}</p>\n</div>${body}\n</div>`;

describe('callouts', () => {
  test.each([
    ['> [!tip] Read *this*\n> Text.\n> More.', box('tip', 'Read <em>this</em>', '\n<p>Text.<br>\nMore.</p>')],
    ['> [!info]', box('note', 'Info', '')],
    ['> [!custom|wide] \n> a', box('note', 'Custom', '\n<p>a</p>')],
    ['> [!bug]- Folded\n> a', '<details class="caution"><summary>Folded</summary><p>a</p></details>'],
    ['> [!FAQ]+ Open\n> a', '<details class="warning" open><summary>Open</summary><p>a</p></details>'],
    ['> [!note] A\n> > [!tip] B\n> > b', box('note', 'A', `\n${box('tip', 'B', '\n<p>b</p>')}`)],
    ['> a [!note]', '<blockquote>\n<p>a [!note]</p>\n</blockquote>'],
  ])('%j', (markdown, html) => {
    expect(htmlOf(markdown)).toBe(html);
  });
});

describe('ids of blocks', () => {
  test.each([
    ['text ^a1', '<p id="block-a1">text</p>'],
    ['one\ntwo\n^a-1', '<p id="block-a-1">one<br>\ntwo</p>'],
    ['- one ^a\n- two', '<ul>\n<li id="block-a">one</li>\n<li>two</li>\n</ul>'],
    ['> a\n\n^quote', '<blockquote id="block-quote">\n<p>a</p>\n</blockquote>'],
    [
      '> [!note] T\n> a\n\n^box',
      box('note', 'T', '\n<p>a</p>').replace('<div class', '<div class').replace('class="note"', 'class="note" id="block-box"'),
    ],
    ['2^10 and a ^ b', '<p>2^10 and a ^ b</p>'],
    ['`a ^b1`', '<p><code>a ^b1</code></p>'],
  ])('%j', (markdown, html) => {
    expect(htmlOf(markdown)).toBe(html);
  });
});

describe('links and pictures', () => {
  test.each([
    ['[[Note]]', link('Note', 'Note')],
    ['[[Note#A head#Below it]]', link('Note#below-it', 'Note > A head > Below it')],
    ['[[#A head]]', link('#a-head', 'A head')],
    ['[[Note#^37066d|there]]', link('Note#block-37066d', 'there')],
    ['![[a.png|a dog|300x200]]', '<img src="a.png" alt="a dog" class="wikilink" width="300" height="200">'],
    ['![a dog|300](a.png)', '<img src="a.png" alt="a dog" width="300">'],
    ['![300](a.png)', '<img src="a.png" alt="" width="300">'],
    ['![route 66](a.png)', '<img src="a.png" alt="route 66">'],
  ])('%j', (markdown, html) => {
    expect(htmlOf(markdown)).toBe(`<p>${html}</p>`);
  });

  test('in a table, the bar of a wikilink is escaped', () => {
    expect(htmlOf('| a |\n|---|\n| [[Note\\|shown]] |')).toContain(`<td>${link('Note', 'shown')}</td>`);
  });
});

describe('comments', () => {
  test.each([
    ['a %%no%% b', '<p>a  b</p>'],
    ['%%no%%', ''],
    ['a\n\n%%\nno\n\n- no\n%%\n\nb', '<p>a</p>\n<p>b</p>'],
    ['> a\n> %%\n> no\n> %%\n>\n> b', '<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>'],
    ['# Title %%no%%', '<h1>Title</h1>'],
    [
      '| a %%no%% |\n|---|\n| b |',
      '<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>',
    ],
    ['`%% code %%`', '<p><code>%% code %%</code></p>'],
    ['```\n%% code\n```\n%%no%%', '<pre><code>%% code\n</code></pre>'],
    ['a\n\n%% no\n\nno', '<p>a</p>'],
    ['100%% sure', '<p>100%% sure</p>'],
  ])('%j', (markdown, html) => {
    expect(htmlOf(markdown).trimEnd()).toBe(html);
  });

  test('what stands in a comment is on no page', () => {
    const words = fc.constantFrom('a', '\n', '\n\n', '- ', '> ', '# ', '*', '|', '[x](y)', ' ', '==', '[[', ']]', '<b>', '\\');
    const text = fc.array(words, { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, text, (before, one, two, after) => {
        const html = htmlOf(`${before.replace(/\\$/, '')} %%${one}SECRET${two}%%${after}`);
        expect(html).not.toContain('SECRET');
        expect(html).not.toContain('\uFDD5');
      }),
    );
  });
});

test('it switches on what notes need, and a later change may switch it off', () => {
  expect(htmlOf('==a==\nb $x_1$')).toBe('<p><mark>a</mark><br>\nb <span class="math inline">\\(x_1\\)</span></p>');
  expect(htmlOf('a\nb', 'gfm+obsidian-hard_line_breaks')).toBe('<p>a\nb</p>');
  expect(htmlOf('> [!tip]\n> a', 'commonmark+obsidian')).toBe(box('tip', 'Tip', '\n<p>a</p>'));
  expect(unknownExtension('markdown+obsidian')).toContain('gfm and commonmark read it');
});
