// Markdown beside its HTML, and the warnings about it.

import { execFileSync } from 'node:child_process';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { bareUris } from '../../scripts/markdown/bareUris.js';
import { extensionsOf } from '../../scripts/markdown/extensions.js';
import { pandocToHtml } from '../../scripts/markdown/html5.js';
import { metadataBlocks, readPandoc, remarkPandoc } from '../../scripts/markdown/index.js';
import type { Node } from '../../scripts/markdown/nodes.js';
import { markdownReader } from '../../scripts/markdown/reader.js';
import { parseTitleBlock } from '../../scripts/markdown/titleBlock.js';
import { wideLineBreaks } from '../../scripts/markdown/wideLineBreaks.js';
import { parseYaml } from '../../scripts/markdown/yaml.js';
import { pandoc } from '../support.js';

type Case = readonly [markdown: string, html: string, extensions: string];

/** Results that all versions of Pandoc agree on. */
const PANDOCS: readonly Case[] = [
  ['> quote\n- item\n', '<blockquote><p>quote</p></blockquote><ul><li>item</li></ul>', '+lists_without_preceding_blankline'],
  ['1. a\n\n   b\n', '<ol type="1"><li>a</li></ol><p>b</p>', '+four_space_rule'],
  ['1. a\n\n    b\n', '<ol type="1"><li><p>a</p><p>b</p></li></ol>', '+four_space_rule'],
  [
    '\\(a\\alpha\\) and \\[b\\beta\\]\n',
    '<p><span class="math inline">\\(a\\alpha\\)</span> and <span class="math display">\\[b\\beta\\]</span></p>',
    '+tex_math_single_backslash',
  ],
  ['![a\\\nb](u) c\n', '<p><img src="u" alt="a b"> c</p>', ''],
  ['a \\textbf{bc} d\n', '<p>a d</p>', ''],
  [
    '(see https://a.b/c) and https://a.b/(c)\n',
    '<p>(see <a href="https://a.b/c" class="uri">https://a.b/c</a>) and <a href="https://a.b/(c)" class="uri">https://a.b/(c)</a></p>',
    '+autolink_bare_uris',
  ],
  ['# `a`{.x}\n', '<h1 id="a"><code class="x">a</code></h1>', ''],
  ['a   b\n--- ---\n\ntext\n', '<p>a b— —</p><p>text</p>', ''],
  ['::: {.x}\n# A\n\ntext\n:::\n', '<section id="a" class="x"><h1>A</h1><p>text</p></section>', ''],
  ['@a [p. 3; see @b, p. 4]\n', '<p><span class="citation" data-cites="a b">@a [p. 3; see @b, p. 4]</span></p>', ''],
  ['<a@b.c>\n', '<p><a href="mailto:a@b.c" class="email">a@b.c</a></p>', ''],
  ['`b`{:c="1"} `b`{_c=1}\n', '<p><code>b</code>{:c=“1”} <code>b</code>{_c=1}</p>', ''],
  ['say "this" and "that"\n', '<p>say “this” and “that”</p>', ''],
];

/** Our results where versions differ: those of Pandoc 3, except where Pandoc shows the reference itself. */
const OURS: readonly Case[] = [
  ['&#x10ffff; &#x110000; &#xd800; &#xe000;\n', '<p>\u{10ffff} � � \ue000</p>', ''],
  ['[a][b]{.x #i}\n\n[b]: u {.y #j k=v}\n', '<p><a href="u" id="i" class="y x" data-k="v">a</a></p>', ''],
  ['::: {.x .column}\n# A\n\ntext\n:::\n', '<div class="x column"><h1 id="a">A</h1><p>text</p></div>', ''],
  [
    '（见https://a.b/c(d)）(https://a.b/e)、https://a.b/(f)。\n',
    '<p>（见<a href="https://a.b/c(d)" class="uri">https://a.b/c(d)</a>）(<a href="https://a.b/e" class="uri">https://a.b/e</a>)、<a href="https://a.b/(f)" class="uri">https://a.b/(f)</a>。</p>',
    '+cjk+autolink_bare_uris',
  ],
  ['1 >_b_ >_<\n', '<p>1 ><em>b</em> >_&#x3C;</p>', '+cjk'],
];

/** Normalises HTML: spaces and line breaks between tags, and the end of an empty tag. */
const plain = (html: string) =>
  html
    .replaceAll(' />', '>')
    .replace(/\s*\n\s*/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();

test.each([...PANDOCS, ...OURS])('%j', (markdown, html, extensions) => {
  expect(plain(pandocToHtml(markdown, extensions))).toBe(html);
});

const PANDOC = pandoc();

test.skipIf(!PANDOC).each(PANDOCS)('%j: what Pandoc says', (markdown, html, extensions) => {
  const args = ['-f', `markdown${extensions}`, '-t', 'html', '--mathjax', '--wrap=preserve'];
  expect(plain(execFileSync(PANDOC ?? '', args, { input: markdown }).toString())).toBe(html);
});

describe('warnings', () => {
  const lintsOf = (text: string, extensions = '') => {
    const processor = unified()
      .use(remarkPandoc, { extensions })
      .use(function compiler() {
        this.compiler = () => '';
      });
    return processor.processSync(text).messages.map(({ ruleId, line, column }) => `${ruleId} ${line}:${column}`);
  };

  test.each([
    ['# C#\n', ['heading-sign 1:3']],
    ['#tag\n', ['heading-space 1:1']],
    ['#\u3000标题\n', ['heading-space 1:1']],
    ['*see #tag*\n', []],
    ['-see #tag\n', []],
    // The sign before a formula is not part of it.
    ['价格，$a+b$。\n', []],
    ['要 $5，或 6$\n', ['dollar-signs 1:3']],
  ])('%j: %j', (text, messages) => {
    expect(lintsOf(text)).toEqual(messages);
  });
});

describe('places', () => {
  function* all(node: Node): Generator<Node> {
    yield node;
    for (const child of node.children ?? []) yield* all(child);
  }
  /** Returns the source of the nodes of a type. */
  const slices = (text: string, type: string) =>
    [...all(readPandoc(text, extensionsOf('')) as unknown as Node)]
      .filter((node) => node.type === type)
      .map(({ position }) => text.slice(position?.start.offset, position?.end.offset));

  test.each([
    ['***a** b*', 'strong', ['**a**']],
    ['***a* b**', 'emphasis', ['*a*']],
    ['***a***', 'emphasis', ['*a*']],
    ['word   \n', 'text', ['word']],
    ['| a   | b |\n|-----|---|\n| cc  | d |\n', 'text', ['a', 'b', 'cc', 'd']],
    ['# a   #\n', 'text', ['a']],
  ])('%j has its %s at %j', (text, type, expected) => {
    expect(slices(text, type)).toEqual(expected);
  });
});

test('finds a metadata block in the middle of a text, and leaves anything else between fences as text', () => {
  const text = 'text\n\n---\na: 1\n---\n\nmore\n\n---\nno mapping\n---\n';
  expect(plain(pandocToHtml(text, ''))).toMatch(/^<p>text<\/p><p>more<\/p>.*no mapping/);
  expect(metadataBlocks(text, extensionsOf('')).length).toBeGreaterThan(0);
});

test('in `gfm`, a bare address ends before Chinese text, but an explicit one may contain it', () => {
  const links = (text: string) => {
    const processor = unified().use(remarkParse).use(remarkGfm).use(bareUris);
    const tree = processor.runSync(processor.parse(text)) as unknown as Node;
    return (tree.children?.[0]?.children ?? []).map(({ type, url, value, children }) =>
      type === 'link' ? `${url} (${children?.[0]?.value})` : value,
    );
  };
  expect(links('https://a.b/c，中文')).toEqual(['https://a.b/c (https://a.b/c)', '，中文']);
  expect(links('www.a.b/c，中文')).toEqual(['http://www.a.b/c (www.a.b/c)', '，中文']);
  expect(links('[https://a.b/中文](https://a.b/中文)')).toEqual(['https://a.b/中文 (https://a.b/中文)']);
  expect(links('[中文中文](u)')).toEqual(['u (中文中文)']);
});

test('other readers join lines of Chinese without a space too, also in headings', () => {
  const processor = unified().use(remarkParse).use(wideLineBreaks);
  const tree = processor.runSync(processor.parse('标题\n两行\n===\n\n正文\n两行\n')) as unknown as Node;
  expect(tree.children?.map(({ children }) => children?.map(({ value }) => value).join(''))).toEqual(['标题两行', '正文两行']);
});

test('a title may begin on its second line, and there may be many authors', () => {
  expect(parseTitleBlock('%\n  Title\n  goes on\n% A\n')?.title?.text).toBe('Title goes on');
  expect(parseTitleBlock(`% T\n% ${'A; ;'.repeat(600)}B\n`)?.authors).toEqual([...Array.from({ length: 600 }, () => 'A'), 'B']);
});

test('limits the nesting of brackets in YAML, but not their number', () => {
  expect(parseYaml(`a: [${'[], '.repeat(300)}1]`).errors).toEqual([]);
  expect(parseYaml('['.repeat(300)).errors.map(({ message }) => message)).toEqual(['nested too deeply']);
});

test('in `gfm`, an address right after Chinese is a link anywhere in a line', () => {
  const links = (text: string) =>
    [...JSON.stringify(markdownReader('gfm').document(text)).matchAll(/"url":"([^"]*)"/g)].map(([, url]) => url);
  expect(links('a b见https://a.b/c d')).toEqual(['https://a.b/c']);
  expect(links('一二 axhttps://a.b/c d')).toEqual([]);
});

test('a fence may mark lines in our syntax or in that of another program', () => {
  const fence = (info: string) => {
    const [code] = markdownReader('gfm').document(`\`\`\` js ${info}\nx\n\`\`\`\n`).children;
    return (code?.data as { fence?: { isDocumented: boolean } } | undefined)?.fence?.isDocumented;
  };
  expect(['hl="1,2"', 'highlight="1,2"'].map(fence)).toEqual([true, true]);
  expect(['mark="1"', 'hl_lines="1"', 'emphasize-lines="1"'].map(fence)).toEqual([false, false, false]);
});
