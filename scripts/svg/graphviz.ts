// Graphviz in a thread of its own. It is WebAssembly that nothing interrupts from within, and a diagram of some thousand edges takes
// it minutes: whoever waits for one can do other things, and a thread that takes too long is ended.

import { Worker } from 'node:worker_threads';
import { load } from '../base/program.js';

/** A drawing, or why there is none. */
export type Drawn = { readonly svg: string } | { readonly reason: string; readonly isLate?: true };

/** Milliseconds for one diagram. Those of people take 1 to 50; 1,000 edges take about 2 s on a slow machine. */
export const LONGEST = { milliseconds: 20_000 };

/** The page's type is about as wide as Arial; what the diagram says itself counts more. */
const OPTIONS = {
  format: 'svg',
  graphAttributes: { bgcolor: 'transparent', fontname: 'Arial' },
  nodeAttributes: { fontname: 'Arial', margin: '0.16,0.06' },
  edgeAttributes: { fontname: 'Arial' },
} as const;

/** What runs in the thread: it answers each text with a drawing or a reason. */
const CODE = `
const { parentPort, workerData } = require('node:worker_threads');
const loading = require(workerData.package).instance();
parentPort.on('message', async (text) => {
  try {
    const { output, errors } = (await loading).render(text, workerData.options);
    parentPort.postMessage(output === undefined ? { reason: errors[0]?.message ?? 'it cannot be read' } : { svg: output });
  } catch (error) {
    parentPort.postMessage({ reason: String(error?.message ?? error), isBroken: true });
  }
});`;

/**
 * Texts that took too long, with the limit and the time. They are not drawn again for some minutes: in `dev` every look at the site
 * would wait for them, and so would all other diagrams.
 */
const late = new Map<string, { readonly limit: number; readonly at: number }>();
/** Milliseconds for which that is remembered: the machine may have been busy. */
const REMEMBERED = 300_000;

let worker: Worker | undefined;
/** The end of all diagrams that have been asked for: one is drawn at a time. */
let last: Promise<unknown> = Promise.resolve();

/** Draws a text in the language `dot`. */
export function draw(text: string): Promise<Drawn> {
  const drawn = last.then(() => drawNow(text));
  last = drawn;
  return drawn;
}

function drawNow(text: string): Promise<Drawn> {
  const before = late.get(text);
  if (before?.limit === LONGEST.milliseconds && performance.now() - before.at < REMEMBERED) return Promise.resolve(tooLate());
  late.delete(text);
  const thread = worker ?? open();
  return new Promise((resolve) => {
    const finish = (drawn: Drawn, isUsable: boolean) => {
      clearTimeout(timer);
      for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
      // A thread that waits does not keep the program running.
      thread.unref();
      if (!isUsable) close(thread);
      resolve(drawn);
    };
    const timer = setTimeout(() => {
      late.set(text, { limit: LONGEST.milliseconds, at: performance.now() });
      finish(tooLate(), false);
    }, LONGEST.milliseconds);
    thread.on('message', ({ isBroken, ...drawn }: Drawn & { readonly isBroken?: true }) => finish(drawn, !isBroken));
    thread.on('error', (error: Error) => finish({ reason: error.message }, false));
    thread.on('exit', () => finish({ reason: 'Graphviz failed' }, false));
    thread.ref();
    thread.postMessage(text);
  });
}

function tooLate(): Drawn {
  return { reason: `it takes Graphviz more than ${LONGEST.milliseconds / 1000} seconds`, isLate: true };
}

function open(): Worker {
  const workerData = { package: load.resolve('@viz-js/viz'), options: OPTIONS };
  // The options of the process are for the program itself.
  worker = new Worker(CODE, { eval: true, workerData, execArgv: [] });
  return worker;
}

function close(thread: Worker): void {
  if (worker === thread) worker = undefined;
  // It is ended when it is ended: no one waits for it.
  void thread.terminate();
}
