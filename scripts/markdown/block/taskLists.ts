// task_lists: `[ ]` and `[x]` at the beginning of an item's text.

import type { Document } from '../document.js';
import type { Node } from '../nodes.js';
import { slice } from '../text.js';

const BOX = /^\[([ xX])\] +(?=[^ \n])/;

/**
 * Whether an item is a task, done or not; its box is taken off its text.
 * @param from where the inline text that waits begins to be the item's
 * @param first the item's first block
 */
export function task(document: Document, from: number, first: Node | undefined): boolean | null {
  const waiting = document.waiting[from];
  if (!waiting || waiting.node !== first || (first.type !== 'plain' && first.type !== 'paragraph')) return null;
  const match = document.has('task_lists') ? BOX.exec(waiting.run.text) : null;
  if (!match) return null;
  const run = slice(waiting.run, match[0].length, waiting.run.text.length);
  document.waiting[from] = { ...waiting, run, options: { ...waiting.options, isTask: true } };
  return match[1] !== ' ';
}
