// Matches square brackets.

import { htmlTag } from '../html.js';
import type { CodeSpans } from './code.js';
import { mathEnd } from './math.js';

/** Maps the index of each `[` to its `]`. Brackets in code, tags, formulas and escapes don't count. */
export function matchBrackets(text: string, spans: CodeSpans): Map<number, number> {
  const pairs = new Map<number, number>();
  const special = /[\\`<$[\]]/g;
  const open: number[] = [];
  for (let found = special.exec(text); found; found = special.exec(text)) {
    const at = found.index;
    switch (found[0]) {
      case '\\':
        special.lastIndex = at + 2;
        break;
      case '`': {
        const end = spans(at)?.end;
        if (end !== undefined) special.lastIndex = end;
        break;
      }
      case '<':
        special.lastIndex = htmlTag(text, at)?.end ?? at + 1;
        break;
      case '$':
        special.lastIndex = mathEnd(text, at) ?? at + 1;
        break;
      case '[':
        open.push(at);
        break;
      default: {
        const start = open.pop();
        if (start !== undefined) pairs.set(start, at);
      }
    }
  }
  return pairs;
}
