// asMarkdown: the markdown it returns reads as the text it was given.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asMarkdown } from '../../scripts/markdown/asMarkdown.js';
import { inlineText } from '../../scripts/render/inlineText.js';
import { pipelineFor } from '../../scripts/render/pipeline.js';

test.each([
  ['std::vector<int> 详解', 'std::vector\\<int> 详解'],
  ['C:\\Windows\\System32', 'C:\\\\Windows\\\\System32'],
  ['如何用 <script> 标签', '如何用 \\<script> 标签'],
  ['@Override 注解', '\\@Override 注解'],
  ['[x](u) 与 *x*', '\\[x](u) 与 \\*x*'],
  ['R&D &amp; a < b', 'R&D \\&amp; a < b'],
  ['$HOME 与 $PATH，a_b_c、[译]', '$HOME 与 $PATH，a_b_c、[译]'],
  ['“引号” -- "x"', '“引号” -- "x"'],
])('%s: %s', (text, markdown) => {
  expect(asMarkdown(text, 'markdown')).toBe(markdown);
});

test.each(['markdown', 'markdown+cjk', 'gfm', 'commonmark', 'markdown_strict'])('%s: any text reads as itself', (dialect) => {
  const { readInline, toHast, stringify } = pipelineFor(dialect, { footnotes: 'Notes', backToText: 'Back' });
  const part = fc.oneof(
    fc.constantFrom(
      '<b>',
      '</b>',
      '`',
      '$',
      '\\',
      '*',
      '_',
      '[',
      ']',
      '(',
      ')',
      '^',
      '~',
      '@a',
      '&lt;',
      '中',
      'a',
      ' ',
      '1',
      '!',
      '#',
      '\\a',
      '<!--',
      '-->',
      ':',
      '{.x}',
      '|',
    ),
    fc.string({ unit: 'grapheme-ascii', maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
      const text = parts.join('').replace(/\s+/g, ' ').trim();
      const read = inlineText(toHast(readInline(asMarkdown(text, dialect), () => {})), stringify).text;
      const plain = (words: string) =>
        words
          .replace(/[“”]/g, '"')
          .replace(/[‘’]/g, "'")
          .replace(/[—–…-]|\.\.\./g, '')
          .replace(/\u00A0/g, ' ');
      expect(plain(read)).toBe(plain(text));
    }),
  );
});
