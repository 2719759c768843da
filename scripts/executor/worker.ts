// The other end of an executor: a thread, or a process, that does what it is told.

import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './executor.js';
import { WORK } from './tasks.js';

export function serve(): void {
  if (parentPort) {
    const port = parentPort;
    port.on(
      'message',
      answering((answer) => port.postMessage(answer, buffersIn(answer))),
    );
    return;
  }
  process.on(
    'message',
    answering((answer) => process.send?.(answer)),
  );
  // Who gave the work is gone: there is no one to do it for.
  process.on('disconnect', () => process.exit());
}

function answering(say: (answer: FromWorker) => void): (message: ToWorker) => Promise<void> {
  const shares = new Map<number, unknown>();
  return async (message) => {
    if ('share' in message) {
      shares.set(message.share, message.value);
      return;
    }
    const { task, name, shared, input } = message;
    try {
      const output = await (WORK[name] as (input: unknown, shared: unknown) => unknown)(input, shares.get(shared));
      say({ task, output });
    } catch (error) {
      say({ task, error, name: (error as Error).name });
    }
  };
}

/** The memory of byte arrays in a list of results: handed over, not copied. */
function buffersIn(answer: FromWorker): ArrayBuffer[] {
  const list = 'output' in answer && Array.isArray(answer.output) ? (answer.output as readonly { bytes?: unknown }[]) : [];
  return list.flatMap(({ bytes }) => (bytes instanceof Uint8Array ? [bytes.buffer as ArrayBuffer] : []));
}
