// Times `build` after an edit of one text, alone and while `dev` runs, in turns: `npm run bench -- whileDev`. The start of an
// idle Node is measured for comparison. TITLEBLOCK_BENCH_POSTS (1000) and TITLEBLOCK_BENCH_ROUNDS (7) set sizes and rounds.

import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { generated, postPath, writeDefaultSite } from './site.js';
import { median } from './texts.js';

const PROGRAM = fileURLToPath(new URL('../scripts/start/start.cjs', import.meta.url));
const POSTS = Number(process.env.TITLEBLOCK_BENCH_POSTS ?? 1000);
const ROUNDS = Number(process.env.TITLEBLOCK_BENCH_ROUNDS ?? 7);
/** Milliseconds after which `dev` has processed an edit and prepared the next build. */
const SETTLE_TIME = 1000;

const place = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'titleblock-bench-'));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));
const root = join(place, 'site');
const site = generated(POSTS);
writeDefaultSite(root, site);

/** Runs a program and returns its milliseconds. */
function timeOf(...args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}

let edits = 0;
async function build(...more: readonly string[]): Promise<number> {
  appendFileSync(join(root, postPath(site[POSTS >> 1]?.name as string)), `\nEdit ${++edits}.\n`);
  await sleep(SETTLE_TIME);
  return timeOf(PROGRAM, 'build', '--root', root, ...more);
}

// Warm up: the first runs store V8's compiled code for the next ones.
for (let n = 0; n < 4; n++) await build();
const dev = spawn(process.execPath, [PROGRAM, 'dev', '--root', root, '--port', '0'], { stdio: 'ignore' });
process.on('exit', () => dev.kill());
while (!existsSync(join(root, '.cache/dev/build.sock'))) await sleep(50);
const times: { readonly [name: string]: number[] } = { 'by dev': [], 'by itself': [], 'Node alone': [] };
for (let n = 0; n < ROUNDS; n++) {
  times['by dev']?.push(await build());
  // This option has no effect here, but makes the process build the site itself instead of asking `dev`.
  times['by itself']?.push(await build('--explain', 'none'));
  times['Node alone']?.push(timeOf('-e', '0'));
}
console.log(`${POSTS} posts, one text edited, milliseconds of the process (median, least and most of ${ROUNDS}):`);
for (const [name, list] of Object.entries(times)) {
  const [middle, least, most] = [median(list), Math.min(...list), Math.max(...list)].map(Math.round);
  console.log(`  ${name.padEnd(10)} ${middle}  (${least} to ${most})`);
}
dev.kill();
