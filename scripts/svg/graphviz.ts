// Runs Graphviz in a thread of its own. Graphviz is WebAssembly, which cannot be interrupted from within, and a diagram with a few
// thousand edges takes minutes. The main thread stays responsive, and a thread that takes too long is terminated.

import { Worker } from 'node:worker_threads';
import { load } from '../base/program.js';

/** An SVG, or why there is none; `isLate` after a timeout. */
export type DrawResult = { readonly svg: string } | { readonly reason: string; readonly isLate?: true };

/**
 * Time limit of one diagram; an object, so that tests can change it. Usual diagrams take 1 to 50 ms; 1,000 edges take about 2 s
 * on a slow machine.
 */
export const TIME_LIMIT = { milliseconds: 20_000 };

/** Default attributes. Arial is about as wide as the page's font. Attributes in the diagram override them. */
const OPTIONS = {
  format: 'svg',
  graphAttributes: { bgcolor: 'transparent', fontname: 'Arial' },
  nodeAttributes: { fontname: 'Arial', margin: '0.16,0.06' },
  edgeAttributes: { fontname: 'Arial' },
} as const;

/** Code of the thread: it answers each text with an SVG or a reason. */
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
 * Texts that took too long, with the limit and the time of the attempt. They are not drawn again for a few minutes, because in
 * `dev` every page and all other diagrams would wait for them.
 */
const late = new Map<string, { readonly limit: number; readonly at: number }>();
/** Milliseconds until such a text is tried again: the machine may have been busy. */
const RETRY_AFTER = 300_000;

let worker: Worker | undefined;
/** Settles after all diagrams requested so far: one is drawn at a time. */
let last: Promise<unknown> = Promise.resolve();

/** Draws a text in the language `dot`. */
export function draw(text: string): Promise<DrawResult> {
  const drawn = last.then(() => drawNow(text));
  last = drawn;
  return drawn;
}

function drawNow(text: string): Promise<DrawResult> {
  const before = late.get(text);
  if (before?.limit === TIME_LIMIT.milliseconds && performance.now() - before.at < RETRY_AFTER) return Promise.resolve(tooLate());
  late.delete(text);
  const thread = worker ?? open();
  return new Promise((resolve) => {
    const finish = (drawn: DrawResult, isUsable: boolean) => {
      clearTimeout(timer);
      for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
      // An idle thread must not keep the program running.
      thread.unref();
      if (!isUsable) close(thread);
      resolve(drawn);
    };
    const timer = setTimeout(() => {
      late.set(text, { limit: TIME_LIMIT.milliseconds, at: performance.now() });
      finish(tooLate(), false);
    }, TIME_LIMIT.milliseconds);
    thread.on('message', ({ isBroken, ...drawn }: DrawResult & { readonly isBroken?: true }) => finish(drawn, !isBroken));
    thread.on('error', (error: Error) => finish({ reason: error.message }, false));
    thread.on('exit', () => finish({ reason: 'Graphviz failed' }, false));
    thread.ref();
    thread.postMessage(text);
  });
}

function tooLate(): DrawResult {
  return { reason: `it takes Graphviz more than ${TIME_LIMIT.milliseconds / 1000} seconds`, isLate: true };
}

function open(): Worker {
  const workerData = { package: load.resolve('@viz-js/viz'), options: OPTIONS };
  // Node options of the process are not for this thread.
  worker = new Worker(CODE, { eval: true, workerData, execArgv: [] });
  return worker;
}

function close(thread: Worker): void {
  if (worker === thread) worker = undefined;
  // Nothing depends on when the thread ends.
  void thread.terminate();
}
