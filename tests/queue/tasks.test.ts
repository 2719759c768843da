// Tasks between a build and its workers: each is done, or the error names it, whatever workers do.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker as BullWorker, Job } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hashOfBytes } from '../../scripts/base/hash.js';
import { load } from '../../scripts/base/program.js';
import { renderTask } from '../../scripts/engine/renderTask.js';
import { CARDS } from '../../scripts/features/cards/card.js';
import { FEATURES } from '../../scripts/features/table.js';
import { PICTURE } from '../../scripts/picture/whole.js';
import { openBlobs } from '../../scripts/work/queue/blobs.js';
import { connect, disconnect, type QueueSettings } from '../../scripts/work/queue/connection.js';
import { BUILDS, doneKey, type JobData, pack, queueName, unpack } from '../../scripts/work/queue/protocol.js';
import { openQueue } from '../../scripts/work/queue/queueExecutor.js';
import { runWorker } from '../../scripts/work/queue/worker.js';
import type { ListTask, Task } from '../../scripts/work/task.js';
import { tableOfTasks } from '../../scripts/work/task.js';
import { LONG, temporaryFolder } from '../support.js';
import { SERVER, Server, settingsOf } from './server.js';

describe.skipIf(!SERVER)('tasks in a queue', { timeout: 20_000 }, () => {
  let server: Server;
  beforeAll(async () => {
    server = await Server.start();
  });
  afterAll(() => server?.kill());

  const opened: { close: () => unknown }[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });

  /** Opens a worker that runs a function for each job, and a queue that leaves all work to it. */
  async function open(
    program: string,
    work: (job: Job<JobData>, done: () => Promise<{ output: string }>) => Promise<{ output: string }>,
  ) {
    const { Worker } = load('bullmq') as typeof import('bullmq');
    const client = connect({ url: server.url });
    const taking = connect({ url: server.url });
    const blobs = await openBlobs(undefined, client);
    const worker: BullWorker = new Worker(
      queueName(program),
      (job: Job<JobData>) =>
        work(job, async () => {
          const made = pack(answer(unpack((await blobs.get(job.data.input)) as Uint8Array)));
          await blobs.put(hashOfBytes(made), made);
          return { output: hashOfBytes(made) };
        }),
      { connection: taking as never, prefix: 'titleblock', concurrency: 8 },
    );
    await worker.waitUntilReady();
    // Only the behaviour of workers matters here.
    const queue = await openQueue(settingsOf(server), program, 0);
    opened.push({ close: () => worker.close(true) }, queue, { close: () => [client, taking].map(disconnect) });
    return { queue, client, blobs };
  }

  /** Echoes its input: only the transport matters. */
  const answer = (input: unknown) => [input];
  const ask = (queue: Awaited<ReturnType<typeof open>>['queue'], text: string) => queue.run(CARDS, [text] as never, {} as never);

  test('names an item that always fails, and runs the rest of its list', async () => {
    const tries = new Map<string, number>();
    const { queue } = await open('p1', async (job) => {
      const id = job.id ?? '';
      tries.set(id, (tries.get(id) ?? 0) + 1);
      throw new Error('poison');
    });
    const inputs = ['a', 'b'].map((name) => ({ source: { path: `posts/${name}.md` } }));
    await expect(queue.run(renderTask(FEATURES), inputs as never, {} as never)).rejects.toThrow(
      /^render of content\/posts\/[ab]\.md failed after 3 attempts: poison$/,
    );
    expect([...tries.values()]).toEqual([3, 3, 3]);
  });

  test('names a picture that always fails', async () => {
    const { queue } = await open('p5', async () => {
      throw new Error('poison');
    });
    const file = join(temporaryFolder(), 'p0.png');
    writeFileSync(file, 'a picture');
    const failing = queue.run(PICTURE, { path: 'images/p0.png', file } as never);
    await expect(failing).rejects.toMatchObject({
      name: 'TaskError',
      message: 'the picture images/p0.png failed after 3 attempts: poison',
    });
  });

  test.runIf(LONG)('is not held up by a slow worker', async () => {
    let jobs = 0;
    const { queue } = await open('p2', async (_job, done) => {
      if (jobs++ === 0) await sleep(60_000, undefined, { ref: false });
      return done();
    });
    const start = Date.now();
    await ask(queue, 'slow');
    expect(Date.now() - start).toBeLessThan(20_000);
    expect(jobs).toBe(2);
  });

  test('rejects a result with the wrong hash', async () => {
    let jobs = 0;
    const { queue, client } = await open('p3', async (_job, done) => {
      const result = await done();
      if (jobs++ > 0) return result;
      await client.set(`titleblock:blob:${result.output}:0`, 'other bytes');
      return result;
    });
    expect(await ask(queue, 'bytes')).toEqual([['bytes']]);
    expect(jobs).toBe(2);
  });

  test('reuses results of an earlier build', async () => {
    let jobs = 0;
    const { queue, client, blobs } = await open('p4', async (job, done) => {
      jobs++;
      const result = await done();
      await client.set(doneKey((job.id ?? '').split('.')[0] ?? ''), result.output);
      return result;
    });
    const first = await ask(queue, 'again');
    const again = await openQueue(settingsOf(server), 'p4', 0);
    opened.push(again);
    expect(await ask(again, 'again')).toEqual(first);
    expect([jobs, blobs !== undefined]).toEqual([1, true]);
  });

  test('sends the bytes of a file, but not its path', async () => {
    const given: unknown[] = [];
    const { queue, blobs } = await open('p6', async (job, done) => {
      const { input, file = '' } = job.data;
      given.push(unpack((await blobs.get(input)) as Uint8Array), Buffer.from((await blobs.get(file)) ?? []).toString());
      return done();
    });
    const file = join(temporaryFolder(), 'p0.png');
    writeFileSync(file, 'a picture');
    await queue.run(PICTURE, { path: 'images/p0.png', file } as never);
    expect(given).toEqual([{ path: 'images/p0.png', file: '' }, 'a picture']);
  });

  test('fails a task whose results always have the wrong hash', async () => {
    let jobs = 0;
    const { queue, client } = await open('p7', async (_job, done) => {
      jobs++;
      const result = await done();
      await client.set(`titleblock:blob:${result.output}:0`, 'other bytes');
      return result;
    });
    await expect(ask(queue, 'bytes')).rejects.toThrow(
      'a task (cards) failed after 3 attempts: its result does not match the hash that its worker gave',
    );
    expect(jobs).toBe(3);
  });

  test.each([
    ['missing in the store: x', true],
    ['a font is missing', false],
  ])('hands out a task again if its blobs were lost: %j is %s', async (reason, isAgain) => {
    let jobs = 0;
    const { queue } = await open(`p8 ${isAgain}`, async () => {
      jobs++;
      throw new Error(reason);
    });
    await expect(ask(queue, 'x')).rejects.toThrow(`a task (cards) failed after 3 attempts: ${reason}`);
    expect(jobs > 3).toBe(isAgain);
  });

  test.runIf(LONG)('finds a result whose event was lost', async () => {
    const { queue, client } = await open('p9', async (job, done) => {
      const { output } = await done();
      await client.set(doneKey((job.id ?? '').split('.')[0] ?? ''), output);
      // As if the server had restarted before it sent the event.
      return sleep(60_000, { output }, { ref: false });
    });
    expect(await ask(queue, 'lost')).toEqual([['lost']]);
  });

  /** Tasks of the test, for worker and build. */
  const double: ListTask<number, number> = { name: 'double', remote: 'list', run: (list) => list.map((n) => 2 * n) };
  const shared: Task<number, number, { readonly by: number }> = {
    name: 'shared',
    remote: 'list',
    run: (n, { by }) => n * by,
  };
  const tasks = tableOfTasks([double, shared]);
  const build = async (program: string, lanes: number, more: Partial<QueueSettings> = {}) => {
    const queue = await openQueue(settingsOf(server, more), program, lanes);
    opened.push(queue);
    return queue;
  };

  test('runs all tasks in the build without workers, duplicates too', async () => {
    const queue = await build('alone', 1);
    const some = Array.from({ length: 10 }, (_, at) => at);
    expect(await Promise.all(some.map((n) => queue.run(double, [n])))).toEqual(some.map((n) => [2 * n]));
    expect(await Promise.all([7, 7].map((n) => queue.run(double, [n])))).toEqual([[14], [14]]);
    expect(await queue.run(double, [7])).toEqual([14]);
    const failing = { ...double, run: () => Promise.reject(new Error('in vain')) };
    await expect(queue.run(failing, [99])).rejects.toThrow('in vain');
  });

  test('warns once if a build leaves all work to workers and there are none', async () => {
    const said: string[] = [];
    const queue = await build('p10', 0, { log: (message) => said.push(message) });
    const asked = queue.run(double, [1]).catch((error: unknown) => error);
    await expect.poll(() => said.length, { timeout: 10_000 }).toBe(1);
    expect(said[0]).toContain('waiting for a worker: start one with npm run worker');
    const { stop, done } = working('p10');
    expect(await asked).toEqual([2]);
    stop();
    expect(await done).toBe(1);
    expect(said).toHaveLength(1);
  });

  /** Starts a worker in this process. */
  function working(program: string, store?: string) {
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const done = runWorker({ ...settingsOf(server, { store }), threads: 1, program, tasks, stop: stopped });
    return { stop, done };
  }

  test.each(['the server', 'a folder'])('runs tasks with shared values in a worker, over %s', async (where) => {
    const store = where === 'a folder' ? temporaryFolder() : undefined;
    const program = `worker by ${where}`;
    const { stop, done } = working(program, store);
    const queue = await build(program, 0, { store });
    const by = { by: 5 };
    expect(await Promise.all([1, 2, 3].map((n) => queue.run(shared, n, by)))).toEqual([5, 10, 15]);
    stop();
    expect(await done).toBe(3);
    // The next build finds the results without a worker.
    const next = await build(program, 0, { store });
    expect(await next.run(shared, 2, { by: 5 })).toBe(10);
  });

  test.runIf(LONG)('sends heartbeats during a build, and stops workers of other programs', async () => {
    const client = connect({ url: server.url });
    opened.push({ close: () => disconnect(client) });
    const programs = async () =>
      Object.values(await client.hgetall(BUILDS)).map((note) => (JSON.parse(note) as { program: string }).program);
    expect(await programs()).toEqual([]);
    const reason = 'the build runs noted, and this worker is another: results could differ';
    // A running worker checks from time to time, a new one at once.
    const early = expect(working('another').done).rejects.toThrow(reason);
    const late = await build('noted', 0);
    expect(await programs()).toEqual(['noted']);
    await expect(working('another').done).rejects.toThrow(reason);
    await early;
    const same = await build('another', 0);
    const { stop, done } = working('another');
    expect(await same.run(double, [4])).toEqual([8]);
    stop();
    expect(await done).toBe(1);
    await late.close();
    expect(await programs()).toEqual(['another']);
  });

  test.runIf(LONG)('continues a build after its server restarts, and ends a worker whose server stays away', async () => {
    const own = await Server.start();
    try {
      const queue = await openQueue(settingsOf(own), 'anew', 1);
      opened.push(queue);
      await own.kill();
      await own.start();
      expect(await queue.run(double, [5])).toEqual([10]);
      const said: string[] = [];
      const means = { threads: 1, program: 'anew', tasks, stop: new Promise(() => {}) };
      const settings = settingsOf(own, { reconnectTimeout: 300, log: (message) => said.push(message) });
      const ended = runWorker({ ...settings, ...means }).catch((error: Error) => error.message);
      await expect.poll(() => said.join(), { timeout: 10_000 }).toContain('working for');
      await own.kill();
      expect(await ended).toContain('has not answered for 0 s');
    } finally {
      await own.kill();
    }
  });
});
