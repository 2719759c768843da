// Code by indentation: four spaces or a tab.

import type { BlockConstruct } from '../document.js';
import { cut, indentOf, isBlank, type Line, lineEnd } from '../text.js';

export const indentedCode: BlockConstruct = {
  read: (lines, at, document) => {
    if (indentOf((lines[at] as Line).text) < 4) return undefined;
    let end = at + 1;
    for (let next = end; next < lines.length; next++) {
      const indent = indentOf((lines[next] as Line).text);
      if (indent >= 4) end = next + 1;
      else if (!isBlank(lines[next])) break;
    }
    const block = lines.slice(at, end).map((line) => cut(line, Math.min(4, line.text.length)));
    const value = block
      .map(({ text }) => text)
      .join('\n')
      .replace(/\n+$/, '');
    const position = document.position((block[0] as Line).offset, lineEnd(block.at(-1) as Line));
    return { nodes: [{ type: 'code', value, position }], next: end };
  },
};
