// The other end of an executor: runs tasks in a worker thread or a process.

import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './executor.js';
import type { TaskTable } from './task.js';

/** Runs tasks for the thread or process that started this one. */
export function serve(tasks: TaskTable): void {
  if (parentPort) {
    const port = parentPort;
    port.on(
      'message',
      answering(tasks, (answer) => port.postMessage(answer, buffersIn(answer))),
    );
    return;
  }
  process.on(
    'message',
    answering(tasks, (answer) => process.send?.(answer)),
  );
  // The parent process is gone.
  process.on('disconnect', () => process.exit());
}

function answering(tasks: TaskTable, say: (answer: FromWorker) => void): (message: ToWorker) => Promise<void> {
  const shares = new Map<number, unknown>();
  return async (message) => {
    if ('share' in message) {
      shares.set(message.share, message.value);
      return;
    }
    const { task: number, name, shared, input } = message;
    try {
      const task = tasks.get(name);
      if (!task) throw new Error(`unknown task "${name}"`);
      say({ task: number, output: await task.run(input, shares.get(shared)) });
    } catch (error) {
      say({ task: number, error, name: (error as Error).name });
    }
  };
}

/** Returns the buffers of byte arrays in the results, to be transferred instead of copied. */
function buffersIn(answer: FromWorker): ArrayBuffer[] {
  const list = 'output' in answer && Array.isArray(answer.output) ? (answer.output as readonly { bytes?: unknown }[]) : [];
  const buffers = list.flatMap(({ bytes }) =>
    [bytes].flat().flatMap((each) => (each instanceof Uint8Array && isAlone(each) ? [each.buffer as ArrayBuffer] : [])),
  );
  return [...new Set(buffers)];
}

/** True if an array owns its whole buffer. Node puts short ones into a shared buffer. */
function isAlone({ buffer, byteLength }: Uint8Array): boolean {
  return buffer.byteLength === byteLength;
}
