// Where work is done: in this thread, or in several. A build hands out tasks and does not know who does them, so that others
// could do them as well, on other machines.

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { TaskError } from '../base/errors.js';
import { PROJECT } from '../base/program.js';
import { PICTURE_TASKS } from '../picture/tasks.js';
import type { TaskInput, TaskName, TaskOutput, TaskShared, Work } from './tasks.js';

export interface Executor {
  /**
   * Does one piece of work.
   * @param shared what many pieces need alike, for those that share something
   */
  readonly run: <Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>,
    shared?: TaskShared<Name>,
  ) => Promise<TaskOutput<Name>>;
  readonly close: () => Promise<void>;
  /** Tasks that are worth giving out at once, where it is more than this machine's threads. */
  readonly atOnce?: number;
}

/** What is said to a worker: something shared, or a task. */
export type ToWorker =
  | { readonly share: number; readonly value: unknown }
  | { readonly task: number; readonly name: TaskName; readonly shared: number; readonly input: unknown };

/** What a worker answers; the name of an error does not survive the way. */
export type FromWorker =
  | { readonly task: number; readonly output: unknown }
  | { readonly task: number; readonly error: unknown; readonly name: string };

interface Task {
  readonly name: TaskName;
  readonly shared: unknown;
  readonly input: unknown;
  readonly resolve: (output: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Tasks that a worker has at once: the next is there when one is done. */
const AHEAD = 2;

/** Work with pixels is not given to threads of ours: sharp has its own. */
const isWithPixels = (name: TaskName) => name === 'card' || name === 'picture' || Object.hasOwn(PICTURE_TASKS, name);

/**
 * An executor of this thread and some workers.
 * @param work loads what does the work in this thread, when there is some
 */
export function openExecutor(workers: number, work: () => Promise<Work>): Executor {
  const queue: Task[] = [];
  const pool = Array.from({ length: workers }, () => openWorker(() => pump()));
  let busyHere = false;

  const runHere = async ({ name, shared, input, resolve, reject }: Task): Promise<void> => {
    try {
      const table = await work();
      resolve((await (table[name] as (input: unknown, shared: unknown) => unknown)(input, shared)) as never);
    } catch (error) {
      reject(error);
    }
  };

  const pump = (): void => {
    for (const worker of pool) while (queue.length > 0 && worker.busy() < AHEAD) worker.give(queue.shift() as Task);
    if (queue.length === 0 || busyHere) return;
    busyHere = true;
    // After what has come in meanwhile: a worker that waits for its next task has it before this thread begins one.
    setImmediate(async () => {
      for (const worker of pool) while (queue.length > 0 && worker.busy() < AHEAD) worker.give(queue.shift() as Task);
      const task = queue.shift();
      if (task) await runHere(task);
      busyHere = false;
      pump();
    });
  };

  return {
    run: (name, input, shared) =>
      new Promise((resolve, reject) => {
        const task: Task = { name, shared, input, resolve: resolve as Task['resolve'], reject };
        if (isWithPixels(name)) void runHere(task);
        else {
          queue.push(task);
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
  const tasks = new Map<number, Task>();
  const shares = new Map<unknown, number>();
  let count = 0;
  let failure: unknown;
  const worker = new Worker(join(PROJECT, 'scripts/start/start.cjs'), {
    workerData: { titleblockProgram: globalThis.titleblockProgram },
    // Small young generations: what is made here is sent away soon.
    resourceLimits: { maxYoungGenerationSizeMb: 48 },
  });
  worker.unref();
  const fail = (error: unknown) => {
    failure = error;
    for (const { reject } of tasks.values()) reject(error);
    tasks.clear();
  };
  worker.on('message', (message: FromWorker) => {
    const task = tasks.get(message.task);
    tasks.delete(message.task);
    if (tasks.size === 0) worker.unref();
    if (task && 'error' in message) task.reject(errorFrom(message));
    else if (task && 'output' in message) task.resolve(message.output as never);
    ready();
  });
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`a worker exited with code ${code}`)));
  const say = (message: ToWorker) => worker.postMessage(message);
  return {
    busy: () => (failure ? Number.POSITIVE_INFINITY : tasks.size),
    give: (task: Task) => {
      let shared = shares.get(task.shared);
      if (shared === undefined) {
        shared = shares.size;
        shares.set(task.shared, shared);
        say({ share: shared, value: task.shared });
      }
      const number = count++;
      tasks.set(number, task);
      worker.ref();
      say({ task: number, name: task.name, shared, input: task.input });
    },
    close: async () => {
      worker.removeAllListeners('exit');
      await worker.terminate();
    },
  };
}
