// How the Pandoc reader's time grows with length, on texts that make readers stumble: `npm run bench`. A ratio of about 4
// is linear (four times the text), 16 quadratic. Medians of five runs.

import { CONFIG_FIELDS } from '../scripts/config.js';
import { changesOf, extensionsOf } from '../scripts/markdown/extensions.js';
import { readPandoc } from '../scripts/markdown/index.js';
import { PATTERNS } from '../tests/markdown/patterns.js';

const EXTENSIONS = extensionsOf(changesOf(CONFIG_FIELDS.markdown.default));

function median(text: string): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    readPandoc(text, EXTENSIONS);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[2] ?? 0;
}

console.log('pattern              2,500×    10,000×   ratio');
for (const pattern of PATTERNS) {
  median(pattern.repeat(500));
  const [short, long] = [median(pattern.repeat(2500)), median(pattern.repeat(10_000))];
  console.log(
    `${JSON.stringify(pattern).padEnd(16)} ${short.toFixed(1).padStart(7)} ms ${long.toFixed(1).padStart(7)} ms ${(long / short).toFixed(1).padStart(7)}`,
  );
}
