// Tables aligned by eye in a font that draws “, … and ○ as wide as Han, or half as wide.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { charWidth, displayWidth, type WidthOf, wideSigns } from '../../scripts/markdown/eastAsianWidth.js';
import { extensionsOf } from '../../scripts/markdown/extensions.js';
import { pandocToHtml } from '../../scripts/markdown/html5.js';
import { readPandoc } from '../../scripts/markdown/index.js';

const DIALECT = '-smart';
const FONTS: [string, WidthOf][] = [
  ['narrow', charWidth],
  ['wide', wideSigns],
];

const pad = (text: string, width: number, widthOf: WidthOf) => text + ' '.repeat(width - displayWidth(text, widthOf));

const grid = (rows: readonly (readonly string[])[], widthOf: WidthOf) => {
  const ruler = '+------------+------------+';
  const lines = rows.map((cells) => `| ${cells.map((cell) => pad(cell, 10, widthOf)).join(' | ')} |`);
  return [ruler, ...lines.flatMap((line) => [line, ruler])].join('\n');
};

const simple = (rows: readonly (readonly string[])[], widthOf: WidthOf) => {
  const ruler = '----------  ----------';
  const lines = rows.map((cells) => cells.map((cell) => pad(cell, 10, widthOf)).join('  '));
  return [ruler, ...lines, ruler].join('\n');
};

const cellsIn = (markdown: string) =>
  [...pandocToHtml(markdown, DIALECT).matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) =>
    cell.replaceAll(/<[^>]*>/g, '').trim(),
  );

const warnings = (markdown: string) => {
  const found: string[] = [];
  readPandoc(markdown, extensionsOf(DIALECT), ({ rule, position }) =>
    found.push(`${rule} ${position.start.line}:${position.start.column}`),
  );
  return found;
};

describe.each(FONTS)('in a font with %s signs', (_, widthOf) => {
  const word = fc.array(fc.constantFrom('a', 'é', '汉', '“', '”', '…', '①', '○', '·', '✓'), { maxLength: 4 });
  const cell = word.map((characters) => `x${characters.join('')}`);
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 });

  test('puts each text of a grid table into its own cell', () => {
    fc.assert(
      fc.property(rows, (given) => {
        expect(cellsIn(grid(given, widthOf))).toEqual(given.flat());
        expect(warnings(grid(given, widthOf))).toEqual([]);
      }),
    );
  });

  test('puts each text of a simple table into its own cell', () => {
    fc.assert(
      fc.property(rows, (given) => {
        expect(cellsIn(simple(given, widthOf))).toEqual(given.flat());
      }),
    );
  });
});

test('warns about a bar below no border', () => {
  const ruler = '+-----+-----+';
  expect(warnings([ruler, '| a | b     |', ruler, '| 汉  | b   |', ruler].join('\n'))).toEqual(['table-border 2:5']);
  // No warning: a cell of two columns with a nested table, or with code.
  expect(warnings([ruler, '| a         |', ruler, '| a | b     |', '|---|---    |', '| c | d     |', ruler].join('\n'))).toEqual(
    [],
  );
  expect(warnings([ruler, '| `a | b`   |', ruler, '| a   | b   |', ruler].join('\n'))).toEqual([]);
});
