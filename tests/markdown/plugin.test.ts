// remarkPandoc as a plugin of unified, used as its README shows.

import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { pandocRehypeOptions, remarkPandoc } from '../../scripts/markdown/index.js';

const processor = (extensions?: string) =>
  unified()
    .use(remarkPandoc, extensions === undefined ? {} : { extensions })
    .use(remarkRehype, pandocRehypeOptions)
    .use(rehypeStringify, { allowDangerousHtml: true });

test('replaces remark-parse in a pipeline', () => {
  const file = processor().processSync('% Title\n% A; B\n\n[*Small* caps]{.smallcaps} and H~2~O.\n');
  expect(String(file)).toBe('<p><span class="smallcaps"><em>Small</em> caps</span> and H<sub>2</sub>O.</p>');
  expect(file.data.titleBlock).toMatchObject({ title: { text: 'Title' }, authors: ['A', 'B'] });
  expect(file.messages).toEqual([]);
});

test('switches extensions in Pandoc’s notation', () => {
  expect(String(processor('+mark-smart').processSync('==a== "b"'))).toBe('<p><mark>a</mark> "b"</p>');
  expect(String(processor(' +mark, -smart ').processSync('==a== "b"'))).toBe('<p><mark>a</mark> "b"</p>');
});

test('throws for an unknown extension, with the most similar name', () => {
  expect(() => processor('+smrt').processSync('')).toThrow('unknown extension "smrt"; did you mean smart?');
  expect(() => processor('smart').processSync('')).toThrow('write +name or -name');
});

test('adds each warning once, with its place', () => {
  const file = processor().processSync('text\n- list\n\n"unclosed [^none] *and* "again\n');
  expect(file.messages.map(({ ruleId, source, line, column, reason }) => [ruleId, source, line, column, reason])).toEqual([
    ['list-blank-line', 'remark-pandoc', 2, 1, 'this is read as paragraph text, not as a list; add a blank line before it'],
    ['undefined-note', 'remark-pandoc', 4, 11, expect.stringContaining('undefined note [^none]')],
  ]);
});

test('counts positions from the start of the file, title block included', () => {
  const tree = unified().use(remarkPandoc).parse('% T\n\n*a*\n');
  expect(tree.children[0]?.position?.start).toEqual({ line: 3, column: 1, offset: 5 });
});
