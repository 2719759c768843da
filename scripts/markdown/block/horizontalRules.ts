// Rules: three or more of `*`, `-` or `_` alone on a line.

import type { BlockConstruct } from '../document.js';
import { indentOf, type Line } from '../text.js';

const RULE = /^ *([*_-])(?: *\1){2,} *$/;

export const horizontalRules: BlockConstruct = {
  starts: '*-_',
  read: (lines, at, document) => {
    const { text, offset } = lines[at] as Line;
    if (!isRule(text)) return undefined;
    const position = document.position(offset + indentOf(text), offset + text.trimEnd().length);
    return { nodes: [{ type: 'thematicBreak', position }], next: at + 1 };
  },
};

export function isRule(text: string): boolean {
  return RULE.test(text);
}
