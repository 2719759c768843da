// Executors run tasks: in this thread and workers here, in a process (process.ts), or on other machines (queue/). A build does
// not know which one it uses.

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { TaskError } from '../base/errors.js';
import { PROJECT } from '../base/program.js';
import type { AnyTask, Run } from './task.js';

export interface Executor {
  readonly run: Run;
  readonly close: () => Promise<void>;
  /** Number of tasks worth running in parallel, if it is more than this machine's threads. */
  readonly atOnce?: number;
  /** Number of threads, including this one. */
  readonly threads?: number;
}

/** Messages to a worker: a shared value, or a task. */
export type ToWorker =
  | { readonly share: number; readonly value: unknown }
  | { readonly task: number; readonly name: string; readonly shared: number; readonly input: unknown };

/** Messages from a worker. An error's name is sent separately, since cloning loses it. */
export type FromWorker =
  | { readonly task: number; readonly output: unknown }
  | { readonly task: number; readonly error: unknown; readonly name: string };

/** A task with its input and the promise of its output. */
interface Job {
  readonly task: AnyTask;
  readonly shared: unknown;
  readonly input: unknown;
  readonly resolve: (output: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Jobs queued at a worker, so that the next one is ready when one is done. */
const JOBS_PER_WORKER = 2;

/** Opens an executor with this thread and some workers. */
export function openExecutor(workers: number): Executor {
  const queue: Job[] = [];
  const pool = Array.from({ length: workers }, () => openWorker(() => pump()));
  let busyHere = false;

  const runHere = async ({ task, shared, input, resolve, reject }: Job): Promise<void> => {
    try {
      resolve((await task.run(input, shared)) as never);
    } catch (error) {
      reject(error);
    }
  };

  const pump = (): void => {
    for (const worker of pool) while (queue.length > 0 && worker.busy() < JOBS_PER_WORKER) worker.give(queue.shift() as Job);
    if (queue.length === 0 || busyHere) return;
    busyHere = true;
    // Give idle workers their jobs before this thread is busy with one.
    setImmediate(async () => {
      for (const worker of pool) while (queue.length > 0 && worker.busy() < JOBS_PER_WORKER) worker.give(queue.shift() as Job);
      const job = queue.shift();
      if (job) await runHere(job);
      busyHere = false;
      pump();
    });
  };

  return {
    threads: workers + 1,
    run: (task, input, shared) =>
      new Promise((resolve, reject) => {
        const job: Job = { task, shared, input, resolve, reject };
        if (task.pixels) void runHere(job);
        else {
          queue.push(job);
          pump();
        }
      }),
    close: async () => {
      await Promise.all(pool.map((worker) => worker.close()));
    },
  };
}

function errorFrom({ error, name }: { readonly error: unknown; readonly name: string }): unknown {
  return name === 'TaskError' ? new TaskError((error as Error).message) : error;
}

function openWorker(ready: () => void) {
  const jobs = new Map<number, Job>();
  const shares = new Map<unknown, number>();
  let count = 0;
  let failure: unknown;
  const worker = new Worker(join(PROJECT, 'scripts/start/start.cjs'), {
    workerData: { titleblockProgram: globalThis.titleblockProgram },
    // Results are transferred soon, so a small young generation is enough.
    resourceLimits: { maxYoungGenerationSizeMb: 24 },
  });
  worker.unref();
  const fail = (error: unknown) => {
    failure = error;
    for (const { reject } of jobs.values()) reject(error);
    jobs.clear();
  };
  worker.on('message', (message: FromWorker) => {
    const job = jobs.get(message.task);
    jobs.delete(message.task);
    if (jobs.size === 0) worker.unref();
    if (job && 'error' in message) job.reject(errorFrom(message));
    else if (job && 'output' in message) job.resolve(message.output as never);
    ready();
  });
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`a worker exited with code ${code}`)));
  const say = (message: ToWorker) => worker.postMessage(message);
  return {
    busy: () => (failure ? Number.POSITIVE_INFINITY : jobs.size),
    give: (job: Job) => {
      let shared = shares.get(job.shared);
      if (shared === undefined) {
        shared = shares.size;
        shares.set(job.shared, shared);
        say({ share: shared, value: job.shared });
      }
      const number = count++;
      jobs.set(number, job);
      worker.ref();
      say({ task: number, name: job.task.name, shared, input: job.input });
    },
    close: async () => {
      worker.removeAllListeners('exit');
      await worker.terminate();
    },
  };
}
