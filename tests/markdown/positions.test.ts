// Every node has its position in the file, also in containers, and with tabs, CRLF and a byte order mark.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXTENSIONS, extensionsOf } from '../../scripts/markdown/extensions.js';
import { readPandoc } from '../../scripts/markdown/index.js';
import type { Node } from '../../scripts/markdown/nodes.js';
import { readCases } from '../conformance/cases.js';
import { tries } from '../support.js';
import { PIECES } from './patterns.js';

/** All extensions that add kinds of nodes. Those that change characters of the text are off. */
const EXTENSION_SET = extensionsOf('+autolink_bare_uris+alerts+mark+emoji-smart');
const EVERYTHING = extensionsOf(EXTENSIONS.map((name) => `+${name}`).join(''));

function* all(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children ?? []) yield* all(child);
}

function read(text: string, extensions = EXTENSION_SET): Node[] {
  return [...all(readPandoc(text, extensions) as unknown as Node)];
}

function sliceOf(text: string, { position }: Node): string {
  return text.slice(position?.start.offset, position?.end.offset);
}

/** Checks that the line and column of a position match its offset. */
function expectPlace(text: string, node: Node): void {
  expect(node.position, `${node.type} has a place`).toBeDefined();
  for (const point of [node.position?.start, node.position?.end]) {
    const before = text.slice(0, point?.offset).split('\n');
    expect([node.type, point?.line, point?.column]).toEqual([node.type, before.length, (before.at(-1) ?? '').length + 1]);
  }
  expect(node.position?.start.offset).toBeLessThanOrEqual(node.position?.end.offset ?? 0);
  expect(node.position?.end.offset).toBeLessThanOrEqual(text.length);
}

const TEXTS: readonly string[] = [
  'one *two* `three` [four](u) ![five](p) <b>six</b>',
  '> quote with [a link](u)\n> and **more**\n\n- item `code`\n\n  - inner _text_\n',
  '1.\ttab *a*\n\n\tinner [b](c)\n',
  '| a [l](u) | *b* |\n|---|---|\n| `c` | d |\n',
  '+-----+-----+\n| *a* | b   |\n+-----+-----+\n',
  'Term *t*\n:   def [l](u)\n\n::: {.note}\ntext **s**\n:::\n',
  'note[^1] and^[inline *x*]\n\n[^1]: text *y*\n\n    more `z`\n',
  '# Heading *a* {#i}\n\nSetext `b`\n---\n\n| line *c*\n|   two\n',
  '<div class="x">\n\ntext *a* <https://a.b> https://c.d\n\n</div>\n',
  // A horizontal rule with tabs in it.
  '*\t**\n\n\t-\t-\t-\n',
  '中文 **加粗** [链接](u)，$a+b$ @key\n换行\n',
];

describe.each(TEXTS)('%j', (lf) => {
  test.each([
    ['LF', lf],
    ['CRLF', lf.replaceAll('\n', '\r\n')],
    ['BOM', `\uFEFF${lf}`],
    ['quoted', lf.replace(/^/gm, '> ')],
    ['in a list', `- ${lf.replace(/\n(?=.)/g, '\n  ')}`],
  ])('%s', (_kind, text) => {
    for (const node of read(text)) {
      expectPlace(text, node);
      const slice = sliceOf(text, node);
      if (node.type === 'text' && !/\n/.test(node.value ?? '') && !/^\u00A0+$/.test(node.value ?? ''))
        expect(slice).toBe(node.value);
      if (node.type === 'link') expect(slice).toMatch(/^(?:\[.*\]\(.*\)|<?https:.*)$/s);
      if (node.type === 'image') expect(slice).toMatch(/^!\[.*\]\(.*\)$/s);
      if (node.type === 'emphasis') expect(slice).toMatch(/^([*_]).*\1$/s);
      if (node.type === 'strong') expect(slice).toMatch(/^\*\*.*\*\*$/s);
      if (node.type === 'inlineCode') expect(slice).toBe(`\`${node.value}\``);
      if (node.type === 'heading') expect(slice).toMatch(/^#|^Setext/);
      if (node.type === 'blockquote') expect(slice).toMatch(/^>/);
      if (node.type === 'listItem') expect(slice).toMatch(/^(?:[-*+]|\d+[.)])/);
    }
  });
});

test.each(readCases())('$name', ({ markdown, extensions }) => {
  for (const node of read(markdown, extensionsOf(extensions))) expectPlace(markdown, node);
});

test('any text', () => {
  const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      for (const extensions of [EXTENSION_SET, EVERYTHING]) for (const node of read(text, extensions)) expectPlace(text, node);
    }),
    { numRuns: tries(500) },
  );
});
