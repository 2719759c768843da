// A process that runs files of tests with some mutants switched on, again and again: Vitest starts once, and what it has compiled
// stays in its memory. The modules of each run are new, since a mutant may show in what they do when they are loaded.

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createVitest, type TestModule, type TestSpecification } from 'vitest/node';

/** What a host is asked. */
export interface Order {
  /** Numbers of the mutants that are switched on, with commas. */
  readonly mutants: string;
  /** Tests, from the root of the copy, in the order in which they run. */
  readonly files: readonly string[];
  /** Whether the run ends with the first test that fails. */
  readonly stops: boolean;
  /** Where the numbers of the mutants that are reached are written. */
  readonly reached?: string;
}

/** A file of tests has ended. */
export interface Ended {
  readonly ended: string;
  readonly failed: boolean;
  readonly ms: number;
}

/** What a host says: a file has ended, or all have. */
export type Said = Ended | { readonly done: true };

const root = process.cwd();
const workers = Number(process.argv[2] ?? 1);
const say = (said: Said) => process.send?.(said);

let started = new Map<string, number>();
const nameOf = (module: TestModule) => module.moduleId.slice(root.length + 1);
const reporter = {
  onTestModuleStart: (module: TestModule) => void started.set(nameOf(module), performance.now()),
  onTestModuleEnd: (module: TestModule) => {
    const file = nameOf(module);
    const isSkipped = module.state() === 'skipped';
    if (!isSkipped) say({ ended: file, failed: !module.ok(), ms: performance.now() - (started.get(file) ?? 0) });
  },
};

/** Files in the order in which they were asked for. */
class InOrder {
  sort = (files: TestSpecification[]) => files;
  shard = (files: TestSpecification[]) => files;
}

const vitest = await createVitest(
  'test',
  { root, watch: false, project: ['program'], reporters: [reporter], maxWorkers: workers, silent: true },
  { test: { sequence: { sequencer: InOrder } } } as object,
);
const all = new Map((await vitest.globTestSpecifications()).map((each) => [each.moduleId.slice(root.length + 1), each]));

process.on('message', async (order: Order) => {
  started = new Map();
  process.env.TITLEBLOCK_MUTANTS = order.mutants;
  process.env.TITLEBLOCK_REACHED = order.reached ?? '';
  vitest.config.bail = order.stops ? 1 : 0;
  for (const project of vitest.projects) project.config.bail = vitest.config.bail;
  try {
    const { unhandledErrors } = await vitest.runTestSpecifications(order.files.flatMap((file) => all.get(file) ?? []));
    if (unhandledErrors.length > 0) say({ ended: 'an error outside tests', failed: true, ms: 0 });
  } catch (error) {
    say({ ended: String(error), failed: true, ms: 0 });
  }
  const folder = process.env.TITLEBLOCK_TEMPORARY;
  if (folder) for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  say({ done: true });
});
// Whoever gave the orders is gone. A test that goes in circles would go on: it is in the group that this process leads.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
say({ done: true });
