// Work on many things: some at once, in batches, by as many threads as are worth it.

import { availableParallelism } from 'node:os';
import { lazy } from '../base/flow/lazy.js';
import { limitTo } from '../base/flow/limit.js';
import { type Executor, openExecutor } from './executor.js';
import type { ListTask, Run } from './task.js';

/** Things that are handed out at once. */
const BATCH_SIZE = 32;
/** So many things are worth a worker, which takes a fifth of a second to start. */
const THINGS_PER_WORKER = 400;
/** Batches that are given out and not yet taken back, for each thread: the next is there when one is done. */
const IN_FLIGHT = 2;
/** This thread works too. */
const SPARE_CORES = availableParallelism() - 1;

/** How many things are given out, and taken back. */
interface BatchOptions<Thing, Input, Output> {
  /** Gives the input for a thing, when its turn comes. */
  readonly inputOf: (thing: Thing) => Input | Promise<Input>;
  /** How many things are handed out together at most, where that is not the usual number. */
  readonly atOnce?: number;
  /** Is given each thing with what came of it. */
  readonly onResult: (thing: Thing, output: Output) => void | Promise<void>;
}

export class Batches {
  private executor: Executor | undefined;
  private readonly here = lazy(() => openExecutor(0));

  /**
   * @param workers threads besides this one; undefined for as many as are worth it
   * @param remote hands work to other machines, if there are some
   */
  constructor(
    private readonly workers: number | undefined,
    readonly remote?: Executor,
  ) {
    this.executor = remote;
  }

  /** Starts as many workers as so many things are worth, unless some are at work already. */
  open(things: number): Executor {
    this.executor ??= openExecutor(this.workers ?? Math.min(SPARE_CORES, Math.floor(things / THINGS_PER_WORKER)));
    return this.executor;
  }

  /** Does a task on many things. */
  async run<Thing, Input, Output, Shared>(
    task: ListTask<Input, Output, Shared>,
    shared: Shared,
    things: readonly Thing[],
    { inputOf, onResult, atOnce: most = BATCH_SIZE }: BatchOptions<Thing, Input, Output>,
  ): Promise<void> {
    if (things.length === 0) return;
    const executor = this.open(things.length * (BATCH_SIZE / most));
    const atOnce = executor.atOnce ?? IN_FLIGHT * (executor.threads ?? 1);
    const size = Math.max(1, Math.min(most, Math.ceil(things.length / atOnce)));
    const starts = Array.from({ length: Math.ceil(things.length / size) }, (_, at) => at * size);
    // No more in memory than keeps everyone busy; and nothing more is given out once something has failed.
    const inFlight = limitTo(atOnce);
    let hasFailed = false;
    const batch = async (start: number): Promise<void> => {
      if (hasFailed) return;
      const part = things.slice(start, start + size);
      try {
        const outputs = await executor.run(task, await Promise.all(part.map(inputOf)), shared);
        for (const [at, output] of outputs.entries()) await onResult(part[at] as Thing, output);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    };
    const settled = await Promise.allSettled(starts.map((start) => inFlight(() => batch(start))));
    for (const each of settled) if (each.status === 'rejected') throw each.reason;
  }

  /** Does a task once. */
  readonly one: Run = (task, input, shared) => (this.executor ?? this.here()).run(task, input, shared);

  async close(): Promise<void> {
    await this.executor?.close();
  }
}
