// Work on many things: some at once, in batches, by as many threads as are worth it.

import { availableParallelism } from 'node:os';
import { type Executor, openExecutor } from '../executor/executor.js';
import { type Tasks, WORK } from '../executor/tasks.js';

/** Things that are handed out at once. */
const BATCH = 32;
/** So many things are worth a worker, which takes a fifth of a second to start. */
const WORTH_A_WORKER = 400;
/** Batches that are given out and not yet taken back. */
const IN_FLIGHT = 8;
/** This thread works too. */
const SPARE_CORES = availableParallelism() - 1;

type Listed = 'render' | 'pages';

export class Batches {
  private executor: Executor | undefined;

  /** @param workers threads besides this one; undefined for as many as are worth it */
  constructor(private readonly workers: number | undefined) {}

  /** Starts as many workers as so many things are worth, unless some are at work already. */
  open(things: number): Executor {
    this.executor ??= openExecutor(this.workers ?? Math.min(SPARE_CORES, Math.floor(things / WORTH_A_WORKER)), async () => WORK);
    return this.executor;
  }

  /**
   * Does one kind of work on many things.
   * @param inputOf gives the input for a thing, when its turn comes
   * @param take is given each thing with what came of it
   */
  async run<Name extends Listed, Thing>(
    name: Name,
    shared: Tasks[Name]['shared'],
    things: readonly Thing[],
    inputOf: (thing: Thing) => Tasks[Name]['input'][number] | Promise<Tasks[Name]['input'][number]>,
    take: (thing: Thing, output: Tasks[Name]['output'][number]) => void | Promise<void>,
  ): Promise<void> {
    if (things.length === 0) return;
    const executor = this.open(things.length);
    const size = Math.max(1, Math.min(BATCH, Math.ceil(things.length / IN_FLIGHT)));
    const running: Promise<void>[] = [];
    let failure: { readonly error: unknown } | undefined;
    const batch = async (part: readonly Thing[]): Promise<void> => {
      try {
        const inputs = await Promise.all(part.map(inputOf));
        const outputs = (await executor.run(name, shared, inputs as never)) as readonly Tasks[Name]['output'][number][];
        for (const [at, output] of outputs.entries()) await take(part[at] as Thing, output);
      } catch (error) {
        failure ??= { error };
      }
    };
    for (let at = 0; at < things.length && !failure; at += size) {
      running.push(batch(things.slice(at, at + size)));
      // No more in memory than keeps everybody busy.
      if (running.length > IN_FLIGHT) await running.shift();
    }
    await Promise.all(running);
    if (failure) throw failure.error;
  }

  async close(): Promise<void> {
    await this.executor?.close();
  }
}
