// `npm run mutate -- ROOM …` makes a sample of small changes to the sources of a room (a folder of scripts/), one at a time, and reports the
// changes that no test notices.
//
//   --count N   number of mutants for each room (150)
//   --seed N    selects another sample (1)
//   --near      runs only the tests of the room, not the whole suite
//   --least     fails if fewer mutants are killed than recorded (results.json)
//   --log FILE  writes the result of each mutant to a file, one per line
//   --known FILE  reuses the killed mutants of such a file, while tests are added
//   --jobs N    number of tests that run at once (the number of processors)

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { copyWith } from './copy.js';
import type { NumberedMutant } from './instrument.js';
import { readResults, shareOf, writeResult } from './results.js';
import { mutantsIn, type Sampled, sampleOf } from './sample.js';
import { type TrialOptions, tryWithRoomTests, tryWithWholeSuite, type Verdict } from './trials.js';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

const { values, positionals: rooms } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '150' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    near: { type: 'boolean', default: false },
    least: { type: 'boolean', default: false },
    log: { type: 'string' },
    known: { type: 'string' },
  },
});
const seed = Number(values.seed);
/** Minimum size of a sample for a recorded result. */
const MIN_RECORDED = 150;

/** The samples of all rooms, with numbered switches. */
const samples = new Map<string, readonly (NumberedMutant & Sampled)[]>();
for (const room of rooms) {
  const before = [...samples.values()].flat().length;
  const sample = sampleOf(mutantsIn(PROJECT, room), Number(values.count), seed);
  samples.set(
    room,
    sample.map((mutant, at) => ({ ...mutant, number: before + at + 1 })),
  );
}

/** Tests that killed mutants in an earlier run, by the keys of the mutants. */
const known = new Map(
  (values.known ? readFileSync(values.known, 'utf8').split('\n').filter(Boolean) : []).flatMap((line) => {
    const { mutant, killer } = JSON.parse(line) as { mutant: Sampled; killer?: string };
    return killer ? [[mutant.key, killer] as const] : [];
  }),
);

const copy = copyWith(PROJECT, [...samples.values()].flat());
try {
  const options: TrialOptions = {
    copy,
    hosts: Number(values.jobs),
    progress: (line) => console.error(line),
    // An interrupted run can be resumed with --known.
    killed: note,
  };
  const verdicts = new Map<string, readonly Verdict[]>();
  for (const [room, mutants] of samples) {
    const before = mutants.map((mutant) => ({ mutant, killer: known.get(mutant.key) }));
    for (const verdict of before) if (verdict.killer) note(verdict);
    const open = before.filter(({ killer }) => !killer).map(({ mutant }) => mutant);
    verdicts.set(room, [...before.filter(({ killer }) => killer), ...(await tryWithRoomTests(room, open, options))]);
    options.progress(
      `${room}: ${verdicts.get(room)?.filter(({ killer }) => killer).length} of ${mutants.length} are killed by its tests`,
    );
    if (values.near) report(room, verdicts.get(room) ?? []);
  }
  const survivors = [...verdicts.values()].flat().filter(({ killer }) => !killer);
  const later = values.near
    ? []
    : await tryWithWholeSuite(
        survivors.map(({ mutant }) => mutant),
        options,
      );
  const killedLater = new Map(later.map(({ mutant, killer }) => [mutant.number, killer]));
  if (!values.near)
    for (const [room, each] of verdicts)
      report(
        room,
        each.map(({ mutant, killer }) => ({ mutant, killer: killer ?? killedLater.get(mutant.number) })),
      );
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function report(room: string, verdicts: readonly Verdict[]): void {
  const survivors = verdicts.filter(({ killer }) => !killer).map(({ mutant }) => mutant);
  for (const { file, line, code, from, to } of survivors.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line))
    console.log(`${file}:${line}  ${code}\n    ${from} → ${to ?? 'nothing'}`);
  const result = {
    mutants: verdicts.length,
    killed: verdicts.length - survivors.length,
    tests: values.near ? 'near' : 'all',
    date: today(),
    seed,
  } as const;
  const recorded = readResults()[room];
  console.log(`${room}: ${result.killed} of ${result.mutants} mutants are killed (${shareOf(result)} %)`);
  for (const verdict of verdicts) if (!verdict.killer) note(verdict);
  if (verdicts.length >= MIN_RECORDED && !values.least) writeResult(room, result);
  if (values.least && recorded && shareOf(result) < shareOf(recorded)) {
    console.error(`${room}: a smaller share of mutants is killed than the recorded ${shareOf(recorded)} %`);
    process.exitCode = 1;
  }
}

/** Writes the result of a mutant to the log. */
function note(verdict: Verdict): void {
  if (values.log) writeFileSync(values.log, `${JSON.stringify(verdict)}\n`, { flag: 'a' });
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
