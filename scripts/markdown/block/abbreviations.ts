// abbreviations: definitions in the style of PHP Markdown Extra, `*[HTML]: HyperText Markup Language`. They leave nothing.

import type { BlockConstruct } from '../document.js';
import { isBlank, type Line } from '../text.js';

const KEY = /^\*\[(?:\\.|[^\][\\])+\]:/;

export const abbreviations: BlockConstruct = {
  extensions: ['abbreviations'],
  starts: '*',
  read: (lines, at) => {
    if (!KEY.test((lines[at] as Line).text)) return undefined;
    let next = at + 1;
    while (next < lines.length && isBlank(lines[next])) next++;
    return { nodes: [], next };
  },
};
