// Robustness of the Pandoc reader: any text is read, in linear time. Its results are checked in tests/conformance/.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONFIG_FIELDS } from '../../scripts/config/settings.js';
import { changesOf, EXTENSIONS, extensionsOf } from '../../scripts/markdown/extensions.js';
import { pandocToHtml } from '../../scripts/markdown/html5.js';
import { readPandoc } from '../../scripts/markdown/index.js';
import type { Node } from '../../scripts/markdown/nodes.js';
import { tries } from '../support.js';
import { PATTERNS, PIECES } from './patterns.js';

const DIALECT = extensionsOf(changesOf(CONFIG_FIELDS.markdown.default));

const EVERYTHING = EXTENSIONS.map((name) => `+${name}`).join('');

const pieces = fc.constantFrom(...PIECES);
const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

describe('any text', () => {
  test('reads the same with LF and CRLF', () => {
    const shape = (node: Node): unknown => [node.type, node.value, node.data, node.url, node.children?.map(shape)];
    fc.assert(
      fc.property(texts, (text) => {
        const lf = text.replaceAll('\r\n', '\n');
        expect(shape(readPandoc(lf.replaceAll('\n', '\r\n'), DIALECT) as unknown as Node)).toEqual(
          shape(readPandoc(lf, DIALECT) as unknown as Node),
        );
      }),
    );
  });
});

describe('long repetitions of a pattern are read in reasonable time (measured by npm run bench -- patterns)', () => {
  test.each(PATTERNS)('%j', (pattern) => {
    expect(readPandoc(pattern.repeat(2000), DIALECT).type).toBe('root');
  });
});

describe('ten thousand levels of nesting are flattened at some depth, also in HTML', () => {
  const N = 10_000;
  test.each([
    ['quotes', '> '.repeat(N)],
    ['lists in a line', '- '.repeat(N)],
    ['lists on lines', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(2 * depth)}- a`).join('\n')],
    ['fenced divs', '::: a\n'.repeat(N)],
    ['native divs', '<div>\n'.repeat(N)],
    ['closed native divs', '<div>\n'.repeat(N) + '</div>\n'.repeat(N)],
    ['brackets', `${'['.repeat(N)}a${']'.repeat(N)}`],
    ['spans', `${'['.repeat(N)}a${']{.b}'.repeat(N)}`],
    ['native spans', '<span>'.repeat(N) + '</span>'.repeat(N)],
    ['links', '[a]('.repeat(N) + ')'.repeat(N)],
    ['notes', '^[a '.repeat(N) + ']'.repeat(N)],
    ['emphasis', '*a **b '.repeat(N)],
    ['closed emphasis', '*a **b '.repeat(N) + '** *'.repeat(N)],
    ['quotation marks', `"a 'b `.repeat(N)],
    ['struck', '~~a **b '.repeat(N)],
    ['raised', '^a~b'.repeat(N)],
    ['definitions', `a\n${': a\n\n  '.repeat(50)}`],
  ])('%s', (_name, text) => {
    expect(pandocToHtml(text, '').length).toBeGreaterThan(0);
  });
});

test('a page is the same with any line endings', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const lf = text.replaceAll('\r\n', '\n');
      expect(pandocToHtml(lf.replaceAll('\n', '\r\n'), EVERYTHING)).toBe(pandocToHtml(lf, EVERYTHING));
    }),
    { numRuns: tries(500) },
  );
});
