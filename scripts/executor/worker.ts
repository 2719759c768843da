// The other end of the executor: a thread that does what it is told.

import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './executor.js';
import { WORK } from './tasks.js';

export function serve(): void {
  const shares = new Map<number, unknown>();
  parentPort?.on('message', async (message: ToWorker) => {
    if ('share' in message) {
      shares.set(message.share, message.value);
      return;
    }
    const { task, name, shared, input } = message;
    let answer: FromWorker;
    try {
      const output = await (WORK[name] as (shared: unknown, input: unknown) => unknown)(shares.get(shared), input);
      answer = { task, output };
    } catch (error) {
      answer = { task, error };
    }
    parentPort?.postMessage(answer, buffersIn(answer));
  });
}

/** The memory of byte arrays in a list of results: handed over, not copied. */
function buffersIn(answer: FromWorker): ArrayBuffer[] {
  const list = 'output' in answer && Array.isArray(answer.output) ? (answer.output as readonly { bytes?: unknown }[]) : [];
  return list.flatMap(({ bytes }) => (bytes instanceof Uint8Array ? [bytes.buffer as ArrayBuffer] : []));
}
