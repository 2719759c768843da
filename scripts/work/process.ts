// Work with pixels, in a process of its own: its memory is laid out for large blocks that come and go, which the C library has
// to be told before a process starts; and a picture that makes a decoder crash ends that process, not the build.

import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../base/program.js';
import type { Executor, FromWorker, ToWorker } from './executor.js';
import type { AnyTask } from './task.js';

/** A task with its input, and who waits for its output. */
interface Job {
  readonly name: string;
  readonly input: unknown;
  readonly resolve: (output: never) => void;
  readonly reject: (error: unknown) => void;
}

/** How a process is told to do what it is told: an argument that stands for the command, with the program's version after it. */
export const SERVE = 'serve';

/** An executor of one process, which is started for the first task and does several at once. */
export function openProcess(): Executor {
  let child: ChildProcess | undefined;
  const jobs = new Map<number, Job>();
  let count = 0;
  let isClosed = false;
  /** After a crash, tasks are done one by one: so it shows whose fault it was. */
  let sequential: Promise<unknown> | undefined;

  const start = (): ChildProcess => {
    const started = fork(join(PROJECT, 'scripts/start/start.cjs'), [SERVE, globalThis.titleblockProgram ?? ''], {
      serialization: 'advanced',
      execArgv: [],
      // glibc: one heap for all threads, which gives back what it does not need. A third less memory, the same time.
      env: { ...process.env, MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '1000000' },
    });
    started.on('message', (message: FromWorker) => {
      const job = jobs.get(message.task);
      jobs.delete(message.task);
      if (job && 'error' in message) job.reject(message.error);
      else if (job && 'output' in message) job.resolve(message.output as never);
    });
    const ended = (what: string) => {
      if (child !== started) return;
      child = undefined;
      const lost = [...jobs.values()];
      jobs.clear();
      if (isClosed) return;
      if (sequential) for (const { reject } of lost) reject(new Error(`the picture process ended (${what})`));
      else {
        sequential = Promise.resolve();
        for (const { name, input, resolve, reject } of lost) run(name, input).then(resolve as (value: unknown) => void, reject);
      }
    };
    started.on('exit', (code, signal) => ended(signal ?? `code ${code}`));
    started.on('error', (error) => ended(error.message));
    return started;
  };

  const give = (name: string, input: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child ??= start();
      const number = count++;
      jobs.set(number, { name, input, resolve: resolve as Job['resolve'], reject });
      child.send({ task: number, name, shared: -1, input } satisfies ToWorker);
    });

  const run = (name: string, input: unknown): Promise<unknown> => {
    if (!sequential) return give(name, input);
    const answer = sequential.then(() => give(name, input));
    sequential = answer.catch(() => {});
    return answer;
  };

  return {
    run: ({ name }: AnyTask, input) => run(name, input) as never,
    close: async () => {
      isClosed = true;
      child?.kill('SIGKILL');
    },
  };
}
