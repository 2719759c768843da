// How the Pandoc reader's time grows on texts that make readers stumble: `npm run bench -- patterns`. A megabyte of each is
// compared with a megabyte of prose, and with a quarter of it: a growth of about 4 is linear, of 16 quadratic. The best of
// three runs.

import { CONFIG_FIELDS } from '../scripts/config.js';
import { changesOf, extensionsOf } from '../scripts/markdown/extensions.js';
import { readPandoc } from '../scripts/markdown/index.js';
import { PATTERNS } from '../tests/markdown/patterns.js';
import { posts, timed } from './texts.js';

const EXTENSIONS = extensionsOf(changesOf(CONFIG_FIELDS.markdown.default));
const MEGABYTE = 1_000_000;

const best = (text: string) => Math.min(...Array.from({ length: 3 }, () => timed(() => readPandoc(text, EXTENSIONS))));
const repeated = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

const prose = best(repeated(posts().texts.join('\n\n'), MEGABYTE));
console.log(`\n1 MB of prose: ${prose.toFixed(0)} ms`);
console.log('1 MB of                        time   × prose   × 250 kB');
for (const pattern of PATTERNS) {
  const quarter = best(repeated(pattern, MEGABYTE / 4));
  const whole = best(repeated(pattern, MEGABYTE));
  const [against, growth] = [whole / prose, whole / quarter];
  console.log(
    `${JSON.stringify(pattern).padEnd(24)} ${whole.toFixed(0).padStart(8)} ms ${against.toFixed(1).padStart(8)} ${growth.toFixed(1).padStart(8)}`,
  );
}
