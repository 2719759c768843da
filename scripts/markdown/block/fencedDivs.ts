// fenced_divs: `::: {.note}` … `:::`. The content is read in place; `blocks.ts` keeps the stack of open divs.

import { readAttributes } from '../attributes.js';
import { divAttributes } from '../divs.js';
import type { BlockConstruct } from '../document.js';
import { element, NO_ATTRIBUTES } from '../nodes.js';
import { indentOf, type Line, offsetIn, toRun } from '../text.js';

const WORD = /^:{3,} *([^ {:][^ ]*)(?: +:+)? *$/;
/** Text in braces that is not attributes counts as one word. */
const BRACED = /^:{3,} *(\{[^ ]*)(?: +:+)? *$/;
const BRACE = /^:{3,} *(?=\{)/;
const CLOSE = /^:{3,} *$/;

/** Maximum number of lines for a div's attributes. */
const MAX_ATTRIBUTE_LINES = 20;

export const fencedDivs: BlockConstruct = {
  extensions: ['fenced_divs'],
  starts: ':',
  read: (lines, at, document) => {
    const line = lines[at] as Line;
    const found = opening(lines, at);
    if (!found) return undefined;
    const start = offsetIn(line, indentOf(line.text));
    const node = { ...element('div', [], divAttributes(found.attributes)), position: document.position(start, start) };
    return { nodes: [node], next: found.next, opens: ':::' };
  },
};

/** True if a line closes a div. */
export function closesDiv(text: string): boolean {
  return CLOSE.test(text);
}

function opening(lines: readonly Line[], at: number) {
  const { text } = lines[at] as Line;
  const name = WORD.exec(text)?.[1];
  if (name !== undefined) return { attributes: { ...NO_ATTRIBUTES, classes: [name] }, next: at + 1 };
  const before = BRACE.exec(text)?.[0].length;
  if (before === undefined) return undefined;
  const run = toRun(lines.slice(at, text.includes('}') ? at + 1 : at + MAX_ATTRIBUTE_LINES));
  const found = readAttributes(run.text, before);
  if (!found || !/^ *(?::+ *)?(?:\n|$)/.test(run.text.slice(found.end))) {
    const word = BRACED.exec(text)?.[1];
    return word === undefined ? undefined : { attributes: { ...NO_ATTRIBUTES, classes: [word] }, next: at + 1 };
  }
  return { attributes: found.attributes, next: at + run.text.slice(0, found.end).split('\n').length };
}
