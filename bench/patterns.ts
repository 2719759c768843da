// How the Pandoc reader's time grows on texts that make readers stumble: `npm run bench -- patterns`. A megabyte of each is
// compared with a megabyte of prose, and with a quarter of it: a growth of about 4 is linear, of 16 quadratic. The best of
// three runs, each text in a process of its own, so that none pays for what another left in memory.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CONFIG_FIELDS } from '../scripts/config/settings.js';
import { changesOf, extensionsOf } from '../scripts/markdown/extensions.js';
import { readPandoc } from '../scripts/markdown/index.js';
import { PATTERNS } from '../tests/markdown/patterns.js';
import { posts, timed } from './texts.js';

const MEGABYTE = 1_000_000;
/** Asks a process of its own for the times of one pattern. */
const ASKED = 'TITLEBLOCK_BENCH_PATTERN';

function measure(text: string): [quarter: number, whole: number] {
  const extensions = extensionsOf(changesOf(CONFIG_FIELDS.markdown.default));
  const best = (length: number) => {
    const repeated = text.repeat(Math.ceil(length / text.length)).slice(0, length);
    return Math.min(...Array.from({ length: 3 }, () => timed(() => readPandoc(repeated, extensions))));
  };
  return [best(MEGABYTE / 4), best(MEGABYTE)];
}

function ask(pattern: string): [quarter: number, whole: number] {
  const file = fileURLToPath(import.meta.url);
  const env = { ...process.env, [ASKED]: pattern };
  return JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', file], { env }).toString());
}

const asked = process.env[ASKED];
if (asked !== undefined) console.log(JSON.stringify(measure(asked || posts().texts.join('\n\n'))));
else {
  const [, prose] = ask('');
  console.log(`\n1 MB of prose: ${prose.toFixed(0)} ms`);
  console.log('1 MB of                        time   × prose   × 250 kB');
  for (const pattern of PATTERNS) {
    const [quarter, whole] = ask(pattern);
    const [against, growth] = [whole / prose, whole / quarter];
    console.log(
      `${JSON.stringify(pattern).padEnd(24)} ${whole.toFixed(0).padStart(8)} ms ${against.toFixed(1).padStart(8)} ${growth.toFixed(1).padStart(8)}`,
    );
  }
}
