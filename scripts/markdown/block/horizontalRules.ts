// Horizontal rules: three or more of `*`, `-` or `_` alone on a line.

import type { BlockConstruct } from '../document.js';
import { indentOf, type Line, offsetIn, trimEnd } from '../text.js';

const RULE = /^ *([*_-])(?: *\1){2,} *$/;

export const horizontalRules: BlockConstruct = {
  starts: '*-_',
  read: (lines, at, document) => {
    const line = lines[at] as Line;
    const { text } = line;
    if (!isRule(text)) return undefined;
    const position = document.position(offsetIn(line, indentOf(text)), offsetIn(line, trimEnd(text).length));
    return { nodes: [{ type: 'thematicBreak', position }], next: at + 1 };
  },
};

export function isRule(text: string): boolean {
  return RULE.test(text);
}
