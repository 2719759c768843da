// The Pandoc reader: no text makes trouble. What it makes of texts is in cases/, and compared with Pandoc's own answers by
// `npm run conformance:render` in CI.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONFIG_FIELDS } from '../../scripts/config.js';
import { changesOf, extensionsOf } from '../../scripts/markdown/extensions.js';
import { readPandoc } from '../../scripts/markdown/index.js';
import type { Node } from '../../scripts/markdown/nodes.js';
import { PATTERNS, PIECES } from './patterns.js';

const DIALECT = extensionsOf(changesOf(CONFIG_FIELDS.markdown.default));

const pieces = fc.constantFrom(...PIECES);
const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

function* all(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children ?? []) yield* all(child);
}

describe('any text', () => {
  test('is read, and every place lies in it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { position, run } of all(readPandoc(text, DIALECT) as unknown as Node)) {
          expect(run).toBeUndefined();
          if (!position) continue;
          expect(position.start.offset).toBeGreaterThanOrEqual(0);
          expect(position.end.offset).toBeGreaterThanOrEqual(position.start.offset);
          expect(position.end.offset).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('means the same with LF and CRLF', () => {
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

describe('long runs of one thing come to an end (how fast: npm run bench)', () => {
  test.each(PATTERNS)('%j', (pattern) => {
    expect(readPandoc(pattern.repeat(5000), DIALECT).type).toBe('root');
  });
});
