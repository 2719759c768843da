// A process that runs test files with given mutants switched on, again and again: Vitest starts only once, and keeps compiled code in
// memory. Each run loads the modules anew, since a mutant may take effect when a module is loaded.

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createVitest, type TestModule, type TestSpecification } from 'vitest/node';

/** A message to a host: run these tests. */
export interface Order {
  /** Numbers of the mutants to switch on, with commas. */
  readonly mutants: string;
  /** Test files, relative to the copy, in the order in which they run. */
  readonly files: readonly string[];
  /** True if the run stops at the first failure. */
  readonly stops: boolean;
  /** The file for the numbers of the mutants that are reached. */
  readonly reached?: string;
}

/** A message from a host: a test file has ended. */
export interface FileResult {
  readonly ended: string;
  readonly failed: boolean;
  readonly ms: number;
}

/** A message from a host: a file has ended, or all have. */
export type HostMessage = FileResult | { readonly done: true };

const root = process.cwd();
const workers = Number(process.argv[2] ?? 1);
const send = (message: HostMessage) => process.send?.(message);

let started = new Map<string, number>();
const nameOf = (module: TestModule) => module.moduleId.slice(root.length + 1);
const reporter = {
  onTestModuleStart: (module: TestModule) => void started.set(nameOf(module), performance.now()),
  onTestModuleEnd: (module: TestModule) => {
    const file = nameOf(module);
    const isSkipped = module.state() === 'skipped';
    if (!isSkipped) send({ ended: file, failed: !module.ok(), ms: performance.now() - (started.get(file) ?? 0) });
  },
};

/** A sequencer that keeps the order of the files. */
class GivenOrder {
  sort = (files: TestSpecification[]) => files;
  shard = (files: TestSpecification[]) => files;
}

const vitest = await createVitest(
  'test',
  { root, watch: false, project: ['program'], reporters: [reporter], maxWorkers: workers, silent: true },
  { test: { sequence: { sequencer: GivenOrder } } } as object,
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
    if (unhandledErrors.length > 0) send({ ended: 'an error outside tests', failed: true, ms: 0 });
  } catch (error) {
    send({ ended: String(error), failed: true, ms: 0 });
  }
  const folder = process.env.TITLEBLOCK_TEMPORARY;
  if (folder) for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  send({ done: true });
});
// The parent process is gone. An endless test would go on, so the process group is killed.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
send({ done: true });
