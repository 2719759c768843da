// Executors and batches: results and errors reach the caller, from this thread and from workers.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TaskError } from '../../scripts/base/errors.js';
import { renderTask } from '../../scripts/engine/renderTask.js';
import { FEATURES } from '../../scripts/features/table.js';
import { Batches } from '../../scripts/work/batches.js';
import { type Executor, openExecutor } from '../../scripts/work/executor.js';
import { type AnyTask, type ListTask, type Task, tableOfTasks } from '../../scripts/work/task.js';
import { PROJECT, temporaryFolder } from '../support.js';

/** A task that this process has and its workers do not. */
const task = <Input, Output>(
  run: (input: Input) => Output | Promise<Output>,
  more: Partial<AnyTask> = {},
): Task<Input, Output> => ({
  name: 'own',
  run,
  ...more,
});

test('runs tasks here in order without workers', async () => {
  const executor = openExecutor(0);
  const said: string[] = [];
  const slow = task(async (name: string) => {
    said.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 2));
    said.push(`${name} ends`);
    return name.toUpperCase();
  });
  const made = await Promise.all(['a', 'b', 'c'].map((name) => executor.run(slow, name)));
  expect(made).toEqual(['A', 'B', 'C']);
  expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  await executor.close();
});

test('does not let work with pixels wait for other work', async () => {
  const executor = openExecutor(0);
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const first = executor.run(
    task(() => gate),
    undefined,
  );
  const pixels = task((n: number) => n + 1, { pixels: true });
  expect(await Promise.all([1, 2].map((n) => executor.run(pixels, n)))).toEqual([2, 3]);
  open();
  await first;
});

test('rejects for a failed task, and runs the next', async () => {
  const executor = openExecutor(0);
  const failing = task((n: number) => {
    if (n === 1) throw new TaskError('in vain');
    return n;
  });
  const made = await Promise.allSettled([0, 1, 2].map((n) => executor.run(failing, n)));
  expect(made.map((each) => (each.status === 'fulfilled' ? each.value : (each.reason as Error).message))).toEqual([
    0,
    'in vain',
    2,
  ]);
});

test('refuses two tasks with the same name', () => {
  expect(() => tableOfTasks([task(() => 1), task(() => 2)])).toThrow('two tasks have the same name');
  const table = tableOfTasks([task(() => 1), { ...task(() => 2), name: 'other' }]);
  expect([...table.keys()]).toEqual(['own', 'other']);
});

/** Runs a list in batches, and returns the batches. */
async function batched(things: number, elsewhere?: Partial<Executor>) {
  const parts: number[][] = [];
  const own = openExecutor(0);
  const list: ListTask<number, number> = {
    name: 'own',
    remote: 'list',
    run: (inputs) => {
      parts.push([...inputs]);
      return inputs.map((n) => n * 2);
    },
  };
  const taken: [number, number][] = [];
  const batches = new Batches(0, elsewhere && { ...own, ...elsewhere });
  await batches.run(
    list,
    undefined,
    Array.from({ length: things }, (_, at) => at),
    { inputOf: (n) => n, onResult: (n, doubled) => void taken.push([n, doubled]) },
  );
  await batches.close();
  return { parts, taken };
}

test.each([0, 1, 7, 8, 9, 33, 300])('runs each of %i items once, in batches', async (things) => {
  const { parts, taken } = await batched(things);
  expect(taken.sort(([a], [b]) => a - b)).toEqual(Array.from({ length: things }, (_, at) => [at, at * 2]));
  expect(parts.flat()).toHaveLength(things);
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(32);
  // Few items are spread over all threads.
  if (things > 0) expect(parts.length).toBeGreaterThanOrEqual(Math.min(2, things));
});

test('makes smaller batches for an executor with more parallel tasks', async () => {
  const { parts } = await batched(64, { atOnce: 64 });
  expect(parts.every((part) => part.length === 1)).toBe(true);
});

test('stops after a failure, and rejects when running batches have ended', async () => {
  const batches = new Batches(0);
  let started = 0;
  const list: ListTask<number, number> = {
    name: 'own',
    remote: 'list',
    run: async () => {
      started++;
      throw new TaskError('in vain');
    },
  };
  const things = Array.from({ length: 1000 }, (_, at) => at);
  await expect(batches.run(list, undefined, things, { inputOf: (n) => n, onResult: () => {} })).rejects.toThrow('in vain');
  expect(started).toBeLessThanOrEqual(8);
});

test('runs a single task on the open executor, or here', async () => {
  const here = new Batches(0);
  expect(
    await here.one(
      task((n: number) => n + 1),
      1,
    ),
  ).toBe(2);
  const asked: string[] = [];
  const elsewhere: Executor = {
    run: (each) => {
      asked.push(each.name);
      return Promise.resolve('from afar') as never;
    },
    close: async () => void asked.push('closed'),
  };
  const away = new Batches(0, elsewhere);
  expect(
    await away.one(
      task(() => 1),
      undefined,
    ),
  ).toBe('from afar');
  await away.close();
  expect(asked).toEqual(['own', 'closed']);
});

test('runs tasks in workers by name with a shared value, and passes errors on', {
  timeout: 30_000,
}, async () => {
  const executor = openExecutor(2);
  try {
    // Without input there is no work: this tests the messages.
    const empty = { names: { sources: [], files: [], drafts: [], scheduled: [], generated: [] }, options: {} } as never;
    const made = await Promise.all(Array.from({ length: 12 }, () => executor.run(renderTask(FEATURES), [], empty)));
    expect(made).toEqual(Array.from({ length: 12 }, () => []));
    // A worker has at most two queued tasks; this thread has some too.
    const unknown = Array.from({ length: 8 }, () =>
      executor.run({ ...task(() => 'here'), name: 'never' }, undefined).catch(String),
    );
    const answers = new Set(await Promise.all(unknown));
    expect(answers).toContain('Error: unknown task "never"');
  } finally {
    await executor.close();
  }
});

test('reports no errors of unfinished tasks after close', async () => {
  const executor = openExecutor(1);
  const told: unknown[] = [];
  const work = executor.run({ ...task(() => 'here'), name: 'never' }, undefined);
  work.then(
    (output) => told.push(output),
    (error: unknown) => told.push(error),
  );
  await executor.close();
  expect(told).toEqual([]);
});

test('lets workers keep the process alive only while they work', { timeout: 30_000 }, () => {
  const script = `
    import { openExecutor } from ${JSON.stringify(join(PROJECT, 'scripts/work/executor.ts'))};
    const never = { name: 'never', run: () => 'here' };
    openExecutor(1).run(never, undefined).catch((error) => console.log(error.message));`;
  const file = join(temporaryFolder(), 'script.mts');
  writeFileSync(file, script);
  const means = { cwd: PROJECT, encoding: 'utf8', timeout: 20_000 } as const;
  const { stdout, signal } = spawnSync(process.execPath, ['--import', 'tsx', file], means);
  expect([stdout, signal]).toEqual(['unknown task "never"\n', null]);
});
