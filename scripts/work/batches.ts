// Runs a task on many items, in batches, with as many threads as the amount of work justifies.

import { availableParallelism } from 'node:os';
import { lazy } from '../base/flow/lazy.js';
import { limitTo } from '../base/flow/limit.js';
import { type Executor, openExecutor } from './executor.js';
import type { ListTask, Run } from './task.js';

/** Items per batch. */
const BATCH_SIZE = 32;
/** Start one worker per this many items; starting it takes a fifth of a second. */
const ITEMS_PER_WORKER = 400;
/** Batches in flight per thread, so that the next one is ready when one is done. */
const IN_FLIGHT = 2;
const SPARE_CORES = availableParallelism() - 1;

/** How items become inputs, and what happens with their outputs. */
interface BatchOptions<Item, Input, Output> {
  /** Returns the input for an item, when its turn comes. */
  readonly inputOf: (item: Item) => Input | Promise<Input>;
  /** Maximum items per batch, if not the default. */
  readonly batchSize?: number;
  /** Called with each item and its output. */
  readonly onResult: (item: Item, output: Output) => void | Promise<void>;
}

export class Batches {
  private executor: Executor | undefined;
  private readonly here = lazy(() => openExecutor(0));

  /**
   * @param workers threads besides this one; undefined to choose by the amount of work
   * @param remote hands work to other machines, if there are any
   */
  constructor(
    private readonly workers: number | undefined,
    readonly remote?: Executor,
  ) {
    this.executor = remote;
  }

  /** Starts workers for this many items, unless some are running already. */
  open(items: number): Executor {
    this.executor ??= openExecutor(this.workers ?? Math.min(SPARE_CORES, Math.floor(items / ITEMS_PER_WORKER)));
    return this.executor;
  }

  /** Runs a task on many items. */
  async run<Item, Input, Output, Shared>(
    task: ListTask<Input, Output, Shared>,
    shared: Shared,
    items: readonly Item[],
    { inputOf, onResult, batchSize = BATCH_SIZE }: BatchOptions<Item, Input, Output>,
  ): Promise<void> {
    if (items.length === 0) return;
    const executor = this.open(items.length * (BATCH_SIZE / batchSize));
    const atOnce = executor.atOnce ?? IN_FLIGHT * (executor.threads ?? 1);
    const size = Math.max(1, Math.min(batchSize, Math.ceil(items.length / atOnce)));
    const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, at) => at * size);
    // Limits memory. After a failure, no more batches are started.
    const inFlight = limitTo(atOnce);
    let hasFailed = false;
    const batch = async (start: number): Promise<void> => {
      if (hasFailed) return;
      const part = items.slice(start, start + size);
      try {
        const outputs = await executor.run(task, await Promise.all(part.map(inputOf)), shared);
        for (const [at, output] of outputs.entries()) await onResult(part[at] as Item, output);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    };
    const settled = await Promise.allSettled(starts.map((start) => inFlight(() => batch(start))));
    for (const each of settled) if (each.status === 'rejected') throw each.reason;
  }

  /** Runs a task on one input. */
  readonly one: Run = (task, input, shared) => (this.executor ?? this.here()).run(task, input, shared);

  async close(): Promise<void> {
    await this.executor?.close();
  }
}
