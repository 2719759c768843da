// An executor in a separate process, for work with pixels. Its memory allocator is set up for large blocks, which is only
// possible before a process starts; and a picture that crashes a decoder ends that process, not the build.

import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../base/program.js';
import type { Executor, FromWorker, ToWorker } from './executor.js';
import type { AnyTask } from './task.js';

/** A task with its input and the promise of its output. */
interface Job {
  readonly name: string;
  readonly input: unknown;
  readonly resolve: (output: never) => void;
  readonly reject: (error: unknown) => void;
}

/** `argv[2]` of the process; the program's version follows. */
export const SERVE = 'serve';

/** Opens an executor with one process. It starts with the first task and runs several at once. */
export function openProcess(): Executor {
  let child: ChildProcess | undefined;
  const jobs = new Map<number, Job>();
  let count = 0;
  let isClosed = false;
  /** After a crash, tasks run one by one, to find out which one caused it. */
  let sequential: Promise<unknown> | undefined;

  const start = (): ChildProcess => {
    const started = fork(join(PROJECT, 'scripts/start/start.cjs'), [SERVE, globalThis.titleblockProgram ?? ''], {
      serialization: 'advanced',
      execArgv: [],
      // glibc: one heap for all threads, which returns free memory. A third less memory, in the same time.
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
