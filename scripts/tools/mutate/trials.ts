// Determines which mutants of a sample are killed, in two phases. First, each mutant runs alone against the tests of its room: only the
// test files that reach it, those that killed the most first, up to the first failure. Then all survivors run together against the whole
// suite: if nothing fails, all have survived; otherwise only the failing files run again, with each mutant alone. The second phase is
// repeated without the killed mutants, since one may have hidden another.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Host } from './hosts.js';
import type { NumberedMutant } from './instrument.js';
import { allTests, isTestOf, testsNear } from './near.js';

/** The result of a mutant's trial. */
export interface Verdict {
  readonly mutant: NumberedMutant;
  /** The test that noticed it; undefined if none did. */
  readonly killer: string | undefined;
}

export interface TrialOptions {
  /** The folder with the copy of the program that has the mutants. */
  readonly copy: string;
  /** Number of mutants tried at the same time. */
  readonly hosts: number;
  readonly progress: (line: string) => void;
  /** Called for each killed mutant, as soon as it is known. */
  readonly killed: (verdict: Verdict) => void;
}

/** Time limit of a trial in milliseconds: a start, and several times the duration of the tests without a mutant. */
const limitOf = (ms: number) => 20_000 + 4 * ms;
/** Slower tests of other folders are left to the whole suite, in milliseconds. */
const MAX_OTHER_MS = 3000;
/** The same for the room's own tests. */
const MAX_OWN_MS = 40_000;
/** Time to start a test file, in milliseconds. */
const START_MS = 300;
/** Time limit of the whole suite, in milliseconds. */
const SUITE_LIMIT = 1_500_000;
/** Maximum number of runs of the whole suite. */
const MAX_ROUNDS = 4;

/** A test file that ran without a mutant, with the mutants that it reaches. */
interface ReachingTest extends TimedTest {
  readonly reached: ReadonlySet<number>;
}

/** Tries the mutants of a room with its tests. */
export async function tryWithRoomTests(
  room: string,
  mutants: readonly NumberedMutant[],
  options: TrialOptions,
): Promise<Verdict[]> {
  const isOwn = (file: string) => isTestOf(room, file);
  const tests = await inParallel(testsNear(options.copy, room), options, (file, host) =>
    runAlone(file, host, { ...options, limit: isOwn(file) ? 60_000 : 15_000 }),
  );
  const quick = tests.flatMap((test) => (test && test.ms < (isOwn(test.file) ? MAX_OWN_MS : MAX_OTHER_MS) ? test : []));
  options.progress(`${room}: ${quick.map(({ file, ms }) => `${file} (${Math.round(ms)} ms)`).join(', ')}`);
  const kills = new Map<string, number>();
  /** Expected kills per millisecond. A file without kills counts as half a kill. */
  const expectedKills = ({ file, ms }: ReachingTest) => (kills.get(file) ?? 0.5) / (ms + START_MS);
  let tried = 0;
  return inParallel(mutants, options, async (mutant, host) => {
    const files = quick.filter((test) => test.reached.has(mutant.number)).sort((a, b) => expectedKills(b) - expectedKills(a));
    const killer = await killerOf(mutant, files, host);
    if (killer) {
      kills.set(killer, (kills.get(killer) ?? 0) + 1);
      options.killed({ mutant, killer });
    }
    tried++;
    if (tried % 10 === 0) options.progress(`${room}: ${tried} of ${mutants.length} tried`);
    return { mutant, killer };
  });
}

/** Runs a test file without a mutant. @returns undefined if it fails or takes too long */
async function runAlone(
  file: string,
  host: Host,
  { copy, progress, limit }: TrialOptions & { readonly limit: number },
): Promise<ReachingTest | undefined> {
  const list = join(copy, 'tmp', `reached-${file.replaceAll('/', '-')}`);
  const { failed, isUnfinished, ended } = await host.run({ mutants: '', files: [file], stops: false, reached: list }, limit);
  if (isUnfinished) return undefined;
  if (failed.length > 0) {
    progress(`${file} fails in a copy without a mutant, and is left out`);
    return undefined;
  }
  return { file, ms: ended.get(file) ?? 0, reached: new Set(linesOf(list).map(Number)) };
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  } finally {
    rmSync(file, { force: true });
  }
}

async function killerOf({ number }: NumberedMutant, tests: readonly TimedTest[], host: Host): Promise<string | undefined> {
  let left = tests;
  // A busy machine may be late once; an endless loop is late twice.
  for (let tries = 0; left.length > 0; tries++) {
    const order = { mutants: String(number), files: left.map(({ file }) => file), stops: true };
    const { failed, isUnfinished, ended } = await host.run(order, limitOf(left.reduce((sum, { ms }) => sum + ms, 0)));
    if (failed.length > 0) return failed[0];
    if (!isUnfinished) return undefined;
    left = left.filter(({ file }) => !ended.has(file));
    if (tries > 0) return left[0]?.file ?? 'the time limit';
  }
  return undefined;
}

/** A test file with its duration in milliseconds. */
interface TimedTest {
  readonly file: string;
  readonly ms: number;
}

/** True if a test passes without a mutant: a slow one may fail on a busy machine. */
async function passes(file: string, host: Host): Promise<boolean> {
  const { failed, isUnfinished } = await host.run({ mutants: '', files: [file], stops: true }, SUITE_LIMIT);
  return failed.length === 0 && !isUnfinished;
}

/** Tries mutants with the whole suite. */
export async function tryWithWholeSuite(survivors: readonly NumberedMutant[], options: TrialOptions): Promise<Verdict[]> {
  const { copy, hosts, progress } = options;
  const killers = new Map<number, string>();
  const known = new Set<string>();
  const suite = new Host(copy, hosts);
  try {
    for (let round = 1; round <= MAX_ROUNDS; round++) {
      const left = survivors.filter(({ number }) => !killers.has(number));
      if (left.length === 0) break;
      const files = allTests(copy).filter((file) => !known.has(file));
      progress(`the whole suite, with ${left.length} mutants at once`);
      const all = await suite.run({ mutants: left.map(({ number }) => number).join(), files, stops: false }, SUITE_LIMIT);
      const failing = [...all.failed, ...(all.isUnfinished ? files.filter((file) => !all.ended.has(file)) : [])];
      // Failures without a mutant don't count.
      const alone = await suite.run({ mutants: '', files: failing, stops: false }, SUITE_LIMIT);
      for (const file of alone.failed) known.add(file);
      const killing = failing.filter((file) => alone.ended.has(file) && !known.has(file));
      progress(`${killing.length} test files fail: ${killing.join(', ')}`);
      if (killing.length === 0) break;
      suite.stop();
      const tests = killing.map((file) => ({ file, ms: alone.ended.get(file) ?? 0 })).sort((a, b) => a.ms - b.ms);
      const before = killers.size;
      await inParallel(left, options, async (mutant, host) => {
        const killer = await killerOf(mutant, tests, host);
        if (!killer || !(await passes(killer, host))) return;
        killers.set(mutant.number, killer);
        options.killed({ mutant, killer });
      });
      if (killers.size === before) break;
    }
  } finally {
    suite.stop();
  }
  for (const file of known) progress(`${file} fails in a copy without a mutant, and is left out`);
  return survivors.map((mutant) => ({ mutant, killer: killers.get(mutant.number) }));
}

/** Processes values in parallel, one at a time per host. @returns the results in the order of the values */
async function inParallel<T, U>(
  values: readonly T[],
  { copy, hosts }: TrialOptions,
  work: (value: T, host: Host) => Promise<U>,
): Promise<U[]> {
  const results: U[] = [];
  let next = 0;
  const workers = Array.from({ length: Math.min(hosts, values.length) }, async () => {
    const host = new Host(copy, 1);
    try {
      while (next < values.length) {
        const at = next++;
        results[at] = await work(values[at] as T, host);
      }
    } finally {
      host.stop();
    }
  });
  await Promise.all(workers);
  return results;
}
