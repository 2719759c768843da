// task_lists: `[ ]` and `[x]` at the beginning of an item's text.

import type { Document } from '../document.js';
import type { Node } from '../nodes.js';
import { slice } from '../text.js';

const BOX = /^\[([ xX])\] +(?=[^ \n])/;

/**
 * Reads the box of a task, and removes it from the item's text.
 * @param from index in `document.pending` of the item's first text
 * @param first the item's first block
 * @returns true if the task is done, false if not, null if the item is not a task
 */
export function task(document: Document, from: number, first: Node | undefined): boolean | null {
  const text = document.pending[from];
  if (!text || text.node !== first || (first.type !== 'plain' && first.type !== 'paragraph')) return null;
  const match = document.has('task_lists') ? BOX.exec(text.run.text) : null;
  if (!match) return null;
  const run = slice(text.run, match[0].length, text.run.text.length);
  document.pending[from] = { ...text, run, options: { ...text.options, isTask: true } };
  return match[1] !== ' ';
}
