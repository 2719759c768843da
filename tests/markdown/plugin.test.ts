// remarkPandoc on its own, as its README shows it.

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

test('is in a pipeline where remark-parse would stand', () => {
  const file = processor().processSync('% Title\n% A; B\n\n[*Small* caps]{.smallcaps} and H~2~O.\n');
  expect(String(file)).toBe('<p><span class="smallcaps"><em>Small</em> caps</span> and H<sub>2</sub>O.</p>');
  expect(file.data.titleBlock).toMatchObject({ title: { text: 'Title' }, authors: ['A', 'B'] });
  expect(file.messages).toEqual([]);
});

test('extensions are switched in Pandoc’s notation', () => {
  expect(String(processor('+mark-smart').processSync('==a== "b"'))).toBe('<p><mark>a</mark> "b"</p>');
  expect(String(processor(' +mark, -smart ').processSync('==a== "b"'))).toBe('<p><mark>a</mark> "b"</p>');
});

test('an extension that does not exist is an error with the one that was meant', () => {
  expect(() => processor('+smrt').processSync('')).toThrow('unknown extension "smrt"; did you mean smart?');
  expect(() => processor('smart').processSync('')).toThrow('write +name or -name');
});

test('what a writer may not expect is a message with its place, once', () => {
  const file = processor().processSync('text\n- list\n\n"unclosed [^none] *and* "again\n');
  expect(file.messages.map(({ ruleId, source, line, column, reason }) => [ruleId, source, line, column, reason])).toEqual([
    ['list-blank-line', 'remark-pandoc', 2, 1, 'this is read as paragraph text, not as a list; add a blank line before it'],
    ['undefined-note', 'remark-pandoc', 4, 11, expect.stringContaining('undefined note [^none]')],
  ]);
});

test('positions are those of the whole file, title block included', () => {
  const tree = unified().use(remarkPandoc).parse('% T\n\n*a*\n');
  expect(tree.children[0]?.position?.start).toEqual({ line: 3, column: 1, offset: 5 });
});
