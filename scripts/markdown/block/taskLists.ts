// task_lists: `[ ]` and `[x]` at the beginning of an item.

import type { Document } from '../document.js';
import { cut, type Line } from '../text.js';

const BOX = /^\[([ xX])\](?: +)/;

/** Whether an item is a task, done or not, and its lines without the box. */
export function task(content: readonly Line[], document: Document): { checked: boolean | null; body: readonly Line[] } {
  const first = content[0];
  const match = first && document.has('task_lists') ? BOX.exec(first.text) : null;
  if (!match || !first) return { checked: null, body: content };
  return { checked: match[1] !== ' ', body: [cut(first, match[0].length), ...content.slice(1)] };
}
