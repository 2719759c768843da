// Measures the time per post of each stage of a build, on one thread, next to the same work by bare unified: `npm run bench --
// stages`.
//
// Each side runs in its own processes, in turns. The first round of a process is cold, because V8 compiles; the others are warm.
// Results are medians in microseconds per post. The posts and templates are those of *equal work* in generators.ts.
// TITLEBLOCK_BENCH_POSTS (1000) and TITLEBLOCK_BENCH_ROUNDS (5 warm ones in each of 3 processes) set sizes and rounds.
// TITLEBLOCK_BENCH_WRITE=1 saves the results and updates the table and the chart in docs/builds.md.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveResult } from './keep.js';
import { measuredHere, type StagesResult } from './results.js';
import { generated, writeSite } from './site.js';
import { type RoundsInput, roundsOf, STAGES, type StageRound } from './stageProcess.js';
import { stagesTable } from './tables.js';
import { median } from './texts.js';

const POSTS = Number(process.env.TITLEBLOCK_BENCH_POSTS ?? 1000);
const ROUNDS = Number(process.env.TITLEBLOCK_BENCH_ROUNDS ?? 5);
const PROCESSES = Math.min(3, ROUNDS);

const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'titleblock-bench-'));
const processes: { readonly [side in RoundsInput['side']]: StageRound[][] } = { ours: [], bare: [] };
try {
  writeSite('titleblock', root, generated(POSTS));
  for (let n = 0; n < PROCESSES; n++)
    for (const side of ['ours', 'bare'] as const)
      processes[side].push(await roundsOf({ side, root, posts: POSTS, rounds: ROUNDS + 1 }));
} finally {
  rmSync(root, { recursive: true, force: true });
}

const microseconds = (rounds: readonly StageRound[], stage: keyof StageRound) =>
  (median(rounds.map((round) => round[stage] ?? 0)) * 1000) / POSTS;
const timesOf = (side: RoundsInput['side'], stage: keyof StageRound) => {
  const cold = processes[side].flatMap(([first]) => (first ? [first] : []));
  const warm = processes[side].flatMap(([, ...others]) => others);
  return { cold: microseconds(cold, stage), warm: microseconds(warm, stage) };
};
const isMeasured = (side: RoundsInput['side'], stage: keyof StageRound) => processes[side][0]?.[0]?.[stage] !== undefined;
const result: StagesResult = {
  ...measuredHere(ROUNDS * PROCESSES),
  posts: POSTS,
  stages: STAGES.map((name) => ({
    name,
    ours: timesOf('ours', name),
    ...(isMeasured('bare', name) && { bare: timesOf('bare', name) }),
  })),
};
console.log(`\n${stagesTable(result)}`);
saveResult('stages', result);
