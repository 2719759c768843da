// Finds out which mutants of a sample are killed. First by the tests of their room: each mutant alone, with those files of tests
// that reach it, stopping at the first failure; the files that killed most come first. Then those that survive by the whole suite,
// all switched on at once: a run without a failure acquits them all, and of one with failures, only the files that fail are run
// with each mutant alone. That is repeated without the mutants that were killed, since one may have hidden another.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Host } from './hosts.js';
import type { Switched } from './instrument.js';
import { allTests, isTestOf, testsNear } from './near.js';

/** What is known of a mutant after its trial. */
export interface Verdict {
  readonly mutant: Switched;
  /** The test that noticed it; undefined if none did. */
  readonly killer: string | undefined;
}

export interface TrialOptions {
  /** The folder of the copy. */
  readonly copy: string;
  /** Mutants that are tried at once. */
  readonly hosts: number;
  readonly tell: (line: string) => void;
  /** Gets each mutant that is killed, as soon as that is known. */
  readonly killed: (verdict: Verdict) => void;
}

/** Milliseconds that a trial may take: a start, and several times what the tests take without a mutant. */
const limitOf = (ms: number) => 20_000 + 4 * ms;
/** Tests that take more milliseconds, counting what is reached included, are left to the whole suite: of other folders, and of its own. */
const QUICK = 3000;
const QUICK_OWN = 40_000;
/** Milliseconds in which a file of tests starts. */
const STARTED = 300;
/** Milliseconds that the whole suite may take. */
const SUITE_LIMIT = 1_500_000;
/** Runs of the whole suite. */
const ROUNDS = 4;

/** A file of tests, run without a mutant. */
interface NearTest extends Timed {
  readonly reached: ReadonlySet<number>;
}

/** Tries the mutants of a room with its tests. */
export async function tryNear(room: string, mutants: readonly Switched[], options: TrialOptions): Promise<Verdict[]> {
  const isOwn = (file: string) => isTestOf(room, file);
  const tests = await atOnce(testsNear(options.copy, room), options, (file, host) =>
    runAlone(file, host, { ...options, limit: isOwn(file) ? 60_000 : 15_000 }),
  );
  const quick = tests.flatMap((test) => (test && test.ms < (isOwn(test.file) ? QUICK_OWN : QUICK) ? test : []));
  options.tell(`${room}: ${quick.map(({ file, ms }) => `${file} (${Math.round(ms)} ms)`).join(', ')}`);
  const kills = new Map<string, number>();
  /** Kills in a millisecond. A file that has killed nothing yet counts for half of one. */
  const worth = ({ file, ms }: NearTest) => (kills.get(file) ?? 0.5) / (ms + STARTED);
  let tried = 0;
  return atOnce(mutants, options, async (mutant, host) => {
    const files = quick.filter((test) => test.reached.has(mutant.number)).sort((a, b) => worth(b) - worth(a));
    const killer = await killerOf(mutant, files, host);
    if (killer) {
      kills.set(killer, (kills.get(killer) ?? 0) + 1);
      options.killed({ mutant, killer });
    }
    tried++;
    if (tried % 10 === 0) options.tell(`${room}: ${tried} of ${mutants.length} tried`);
    return { mutant, killer };
  });
}

/** Runs a test without a mutant. @returns undefined if it fails even so, or takes long */
async function runAlone(
  file: string,
  host: Host,
  { copy, tell, limit }: TrialOptions & { readonly limit: number },
): Promise<NearTest | undefined> {
  const list = join(copy, 'tmp', `reached-${file.replaceAll('/', '-')}`);
  const { failed, isLate, ended } = await host.run({ mutants: '', files: [file], stops: false, reached: list }, limit);
  if (isLate) return undefined;
  if (failed.length > 0) {
    tell(`${file} fails in a copy without a mutant, and is left out`);
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

async function killerOf({ number }: Switched, tests: readonly Timed[], host: Host): Promise<string | undefined> {
  let left = tests;
  // A machine with too much to do may be late once; whoever goes in circles is late twice.
  for (let tries = 0; left.length > 0; tries++) {
    const order = { mutants: String(number), files: left.map(({ file }) => file), stops: true };
    const { failed, isLate, ended } = await host.run(order, limitOf(left.reduce((sum, { ms }) => sum + ms, 0)));
    if (failed.length > 0) return failed[0];
    if (!isLate) return undefined;
    left = left.filter(({ file }) => !ended.has(file));
    if (tries > 0) return left[0]?.file ?? 'the time limit';
  }
  return undefined;
}

/** A test with the milliseconds that it takes. */
interface Timed {
  readonly file: string;
  readonly ms: number;
}

/** Whether a test still passes without a mutant: one that takes long may fail because a machine has too much to do. */
async function passes(file: string, host: Host): Promise<boolean> {
  const { failed, isLate } = await host.run({ mutants: '', files: [file], stops: true }, SUITE_LIMIT);
  return failed.length === 0 && !isLate;
}

/** Tries mutants with the whole suite. */
export async function tryWhole(survivors: readonly Switched[], options: TrialOptions): Promise<Verdict[]> {
  const { copy, hosts, tell } = options;
  const killers = new Map<number, string>();
  const known = new Set<string>();
  const suite = new Host(copy, hosts);
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      const left = survivors.filter(({ number }) => !killers.has(number));
      if (left.length === 0) break;
      const files = allTests(copy).filter((file) => !known.has(file));
      tell(`the whole suite, with ${left.length} mutants at once`);
      const all = await suite.run({ mutants: left.map(({ number }) => number).join(), files, stops: false }, SUITE_LIMIT);
      const noticed = [...all.failed, ...(all.isLate ? files.filter((file) => !all.ended.has(file)) : [])];
      // What fails without a mutant says nothing.
      const alone = await suite.run({ mutants: '', files: noticed, stops: false }, SUITE_LIMIT);
      for (const file of alone.failed) known.add(file);
      const telling = noticed.filter((file) => alone.ended.has(file) && !known.has(file));
      tell(`${telling.length} files of tests notice: ${telling.join(', ')}`);
      if (telling.length === 0) break;
      suite.stop();
      const tests = telling.map((file) => ({ file, ms: alone.ended.get(file) ?? 0 })).sort((a, b) => a.ms - b.ms);
      const before = killers.size;
      await atOnce(left, options, async (mutant, host) => {
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
  for (const file of known) tell(`${file} fails in a copy without a mutant, and is left out`);
  return survivors.map((mutant) => ({ mutant, killer: killers.get(mutant.number) }));
}

/** Does something with each value, each host with one at a time. @returns the results in the order of the values */
async function atOnce<T, U>(
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
