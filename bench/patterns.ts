// Measures how the Pandoc reader's time grows on pathological texts: `npm run bench -- patterns`. A megabyte of each is compared
// with a megabyte of prose, and with a quarter of itself: a growth of about 4 is linear, of 16 quadratic. Reports the best of
// three runs, each text in its own process, so that the garbage of one text does not slow down another.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CONFIG_FIELDS } from '../scripts/config/settings.js';
import { changesOf, extensionsOf } from '../scripts/markdown/extensions.js';
import { readPandoc } from '../scripts/markdown/index.js';
import { PATTERNS } from '../tests/markdown/patterns.js';
import { posts, timed } from './texts.js';

const MEGABYTE = 1_000_000;
/** Environment variable that makes a child process measure one pattern. */
const PATTERN_VARIABLE = 'TITLEBLOCK_BENCH_PATTERN';

function measure(text: string): [quarter: number, whole: number] {
  const extensions = extensionsOf(changesOf(CONFIG_FIELDS.markdown.default));
  const best = (length: number) => {
    const repeated = text.repeat(Math.ceil(length / text.length)).slice(0, length);
    return Math.min(...Array.from({ length: 3 }, () => timed(() => readPandoc(repeated, extensions))));
  };
  return [best(MEGABYTE / 4), best(MEGABYTE)];
}

function measureInChild(pattern: string): [quarter: number, whole: number] {
  const file = fileURLToPath(import.meta.url);
  const env = { ...process.env, [PATTERN_VARIABLE]: pattern };
  return JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', file], { env }).toString());
}

const asked = process.env[PATTERN_VARIABLE];
if (asked !== undefined) console.log(JSON.stringify(measure(asked || posts().texts.join('\n\n'))));
else {
  const [, prose] = measureInChild('');
  console.log(`\n1 MB of prose: ${prose.toFixed(0)} ms`);
  console.log('1 MB of                        time   × prose   × 250 kB');
  for (const pattern of PATTERNS) {
    const [quarter, whole] = measureInChild(pattern);
    const [against, growth] = [whole / prose, whole / quarter];
    console.log(
      `${JSON.stringify(pattern).padEnd(24)} ${whole.toFixed(0).padStart(8)} ms ${against.toFixed(1).padStart(8)} ${growth.toFixed(1).padStart(8)}`,
    );
  }
}
