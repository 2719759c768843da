// Indented code: four spaces or a tab.

import type { BlockConstruct } from '../document.js';
import { cut, indentOf, isBlank, type Line, lineEnd } from '../text.js';

export const indentedCode: BlockConstruct = {
  read: (lines, at, document) => {
    if (indentOf((lines[at] as Line).text) < 4) return undefined;
    let end = at + 1;
    let blank = false;
    const block = [cut(lines[at] as Line, 4)];
    for (let next = end; next < lines.length; next++) {
      const line = lines[next] as Line;
      // A line of four spaces right after code belongs to it; after a blank line it is blank too.
      if (isBlank(line) && (blank || indentOf(line.text) < 4)) blank = true;
      else if (indentOf(line.text) < 4) break;
      else {
        for (; end < next; end++) block.push(cut(lines[end] as Line, (lines[end] as Line).text.length));
        block.push(cut(line, 4));
        blank = false;
        end = next + 1;
      }
    }
    const value = block
      .map(({ text }) => text)
      .join('\n')
      .replace(/\n+$/, '');
    const position = document.position((block[0] as Line).offset, lineEnd(block.at(-1) as Line));
    return { nodes: [{ type: 'code', value, position }], next: end };
  },
};
