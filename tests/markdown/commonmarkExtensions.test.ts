// Pandoc's extensions in `gfm` and `commonmark`: markdown beside its HTML.

import fc from 'fast-check';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { COMMONMARK_EXTENSIONS, unknownExtension } from '../../scripts/markdown/extensions.js';
import { commonmarkRehypeOptions } from '../../scripts/markdown/handlers.js';
import { markdownReader } from '../../scripts/markdown/reader.js';

const toHast = unified().use(remarkRehype, commonmarkRehypeOptions).freeze();
const writer = unified().use(rehypeStringify, { allowDangerousHtml: true }).freeze();

function htmlOf(dialect: string, markdown: string): string {
  return writer.stringify(toHast.runSync(markdownReader(dialect).document(markdown)) as never);
}

const link = (href: string, text: string) => `<a href="${href}" class="wikilink">${text}</a>`;
const inline = (tex: string) => `<span class="math inline">\\(${tex}\\)</span>`;
const display = (tex: string) => `<span class="math display">\\[${tex}\\]</span>`;

test('in a table of gfm, `\\|` in a formula is a `|`, as in code', () => {
  const html = htmlOf(
    'gfm+tex_math_dollars+tex_math_gfm',
    '| a |\n|---|\n| $\\ln\\|x\\| \\\\ y$ `a\\|b` $`c\\|d`$ |\n\n$\\|x\\|$',
  );
  expect(html).toContain(`<td>${inline('\\ln|x| \\\\ y')} <code>a|b</code> ${inline('c|d')}</td>`);
  expect(html).toContain(`<p>${inline('\\|x\\|')}</p>`);
});

describe.each(['gfm', 'commonmark'])('%s', (base) => {
  test.each([
    ['tex_math_dollars', '设$H(x)$为 $a_1*b*c_2$', `<p>设${inline('H(x)')}为 ${inline('a_1*b*c_2')}</p>`],
    ['tex_math_dollars', '$5 and $6', '<p>$5 and $6</p>'],
    ['tex_math_dollars', '`$x$`; \\$y$; $a$5', '<p><code>$x$</code>; $y$; $a$5</p>'],
    ['tex_math_dollars', '一个 $5，两个 $。', '<p>一个 $5，两个 $。</p>'],
    ['tex_math_dollars', '$x\\text{如果 $a$}y$', `<p>${inline('x\\text{如果 $a$}y')}</p>`],
    ['tex_math_dollars', '$$\na\n\n- b\n=\n$$', `<p>${display('\na\n\n- b\n=\n')}</p>`],
    ['tex_math_dollars', '$$\r\na\r\n$$\r\nb', `<p>${display('\na\n')}</p>\n<p>b</p>`],
    ['tex_math_dollars', '> $$\n> a\n> $$', `<blockquote>\n<p>${display('\na\n')}</p>\n</blockquote>`],
    ['tex_math_dollars', '$$\n- a', '<p>$$</p>\n<ul>\n<li>a</li>\n</ul>'],
    ['tex_math_dollars', '> $$\na\n> $$', `<blockquote>\n<p>${display('\na\n')}</p>\n</blockquote>`],
    ['tex_math_gfm', '$`a_1`$ and $b$', `<p>${inline('a_1')} and $b$</p>`],
    ['tex_math_gfm', '```math\nx^2\n```', `<p>${display('x^2')}</p>`],
    ['tex_math_single_backslash', '\\(a_1\\) \\[b\\] \\*', `<p>${inline('a_1')} ${display('b')} *</p>`],
    ['tex_math_double_backslash', '\\\\(a_1\\\\)', `<p>${inline('a_1')}</p>`],
    [
      'alerts',
      '> [!TIP]\n> 提示 *a*\n>\n> b',
      '<div class="tip">\n<div class="title">\n<p>Tip</p>\n</div>\n<p>提示 <em>a</em></p>\n<p>b</p>\n</div>',
    ],
    ['alerts', '> [!note]\n> a', '<div class="note">\n<div class="title">\n<p>Note</p>\n</div>\n<p>a</p>\n</div>'],
    ['alerts', '> [!info]\n> a', '<blockquote>\n<p>[!info]\na</p>\n</blockquote>'],
    [
      'emoji',
      ':smile: a:+1:b :nosuch: `:smile:`',
      '<p><span class="emoji" data-emoji="smile">😄</span> a<span class="emoji" data-emoji="+1">👍</span>b :nosuch: <code>:smile:</code></p>',
    ],
    ['mark', '==a **b**== == c == ===d=== \\==e==', '<p><mark>a <strong>b</strong></mark> == c == ===d=== ==e==</p>'],
    ['superscript', '2^10^ ^a b^', '<p>2<sup>10</sup> ^a b^</p>'],
    ['subscript', 'H~2~O a~b c~', '<p>H<sub>2</sub>O a~b c~</p>'],
    ['hard_line_breaks', '床前\n月光', '<p>床前<br>\n月光</p>'],
    [
      'wikilinks_title_after_pipe',
      '[[a|甲]] [[b]] [c](d) [[e|f|g]]',
      `<p>${link('a', '甲')} ${link('b', 'b')} <a href="d">c</a> [[e|f|g]]</p>`,
    ],
    ['wikilinks_title_after_pipe', '![[a.png]]', '<p><img src="a.png" alt="a.png" class="wikilink"></p>'],
    ['wikilinks_title_after_pipe', '[[a|]]', `<p>${link('a', '')}</p>`],
    ['wikilinks_title_before_pipe', '[[甲|a]]', `<p>${link('a', '甲')}</p>`],
  ])('%s: %j', (extension, markdown, html) => {
    expect(htmlOf(`${base}+${extension}`, markdown)).toBe(html);
  });

  test('the signs of extensions that are off are text', () => {
    const signs = '$a_1$ ==b== :smile: [[c]] d^2^ e~3~';
    expect(htmlOf(base, signs)).toBe(`<p>${signs}</p>`);
  });

  test('with all extensions on, any text is read to its end', () => {
    const reader = markdownReader(base + COMMONMARK_EXTENSIONS.map((name) => `+${name}`).join(''));
    const part = fc.constantFrom(
      '$',
      '$$',
      '==',
      '^',
      '~',
      ':smile:',
      '[[',
      ']]',
      '![[',
      '|',
      '\\',
      '(',
      ')',
      '`',
      '> ',
      '- ',
      '\n',
      '\n\n',
      '字',
      'a',
      ' ',
      '[!NOTE]',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const { position } = reader.document(text);
        expect(position?.end.offset).toBe(text.length);
      }),
    );
  });
});

test.each([
  [
    '见 https://a.example/x，或https://b.example/y。另见www.c.example（https://d.example/z）！',
    ['https://a.example/x', 'https://b.example/y', 'http://www.c.example', 'https://d.example/z'],
  ],
  ['**https://e.example/1**。后面 *https://f.example/2*，x', ['https://e.example/1', 'https://f.example/2']],
  ['https://a.example/（x）、https://b.example/c_d?e=(f).', ['https://a.example/', 'https://b.example/c_d?e=(f)']],
  ['[见https://a.example，x](https://b.example) `c https://d.example，`', ['https://b.example']],
])('bare addresses next to Chinese: %s', (markdown, addresses) => {
  const found = [...htmlOf('gfm', markdown).matchAll(/href="([^"]*)"/g)].map(([, address]) => address);
  expect(found).toEqual(addresses);
});

test.each([
  ['gfm+smart', /^gfm cannot read "smart"; it can read alerts, emoji, hard_line_breaks, mark, /],
  ['commonmark+pipe_tables', /^commonmark cannot read "pipe_tables"/],
  ['gfm-footnotes', /^gfm always reads "footnotes"/],
  ['gfm+emojis', /^unknown extension "emojis"; did you mean emoji\?/],
  ['markdown+tex_math_gfm', /tex_math_dollars reads formulas/],
])('%s is refused', (dialect, reason) => {
  expect(unknownExtension(dialect)).toMatch(reason);
});

test.each([
  'gfm+pipe_tables',
  'gfm-smart',
  'commonmark+emoji-mark',
  'gfm+tex_math_dollars+alerts+emoji+mark+wikilinks_title_after_pipe',
  'markdown+mark',
])('%s is a dialect', (dialect) => {
  expect(unknownExtension(dialect)).toBeUndefined();
});
