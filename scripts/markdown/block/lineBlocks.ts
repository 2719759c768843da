// line_blocks: lines that begin with `|` keep their breaks and their leading spaces.

import type { BlockConstruct } from '../document.js';
import { element, type Node } from '../nodes.js';
import { cut, indentOf, isBlank, type Line, lineEnd, offsetIn, toRun } from '../text.js';

export const lineBlocks: BlockConstruct = {
  extensions: ['line_blocks'],
  starts: '|',
  read: (lines, at, document) => {
    const rows: Line[][] = [];
    let end = at;
    for (; end < lines.length; end++) {
      const line = lines[end] as Line;
      const last = rows.at(-1);
      if (/^\|(?: |$)/.test(line.text)) rows.push([cut(line, Math.min(2, line.text.length))]);
      // A line that begins with a space continues one that is not empty.
      else if (line.text[0] === ' ' && !isBlank(line) && last && !isBlank(last[0])) last.push(cut(line, indentOf(line.text)));
      else break;
    }
    if (end === at) return undefined;
    const children = rows.flatMap((row, index): Node[] => {
      const first = row[0] as Line;
      const indent = isBlank(first) ? 0 : indentOf(first.text);
      const run = toRun([cut(first, indent), ...row.slice(1)]);
      // A backslash at the end of a line is text here, as in a cell.
      const text = document.inline('plain', { ...run, text: run.text.replaceAll('\n', ' ') }, { inCell: true });
      const from = offsetIn(first, 0);
      const to = lineEnd(row.at(-1) ?? first);
      const space: Node[] =
        indent > 0
          ? [{ type: 'text', value: '\u00A0'.repeat(indent), position: document.position(from, offsetIn(first, indent)) }]
          : [];
      return [...space, text, ...(index < rows.length - 1 ? [{ type: 'break', position: document.position(to, to) }] : [])];
    });
    const position = document.position((lines[at] as Line).offset, lineEnd(lines[end - 1] as Line));
    const block = element('div', children, { classes: ['line-block'], pairs: [] });
    return { nodes: [{ ...block, type: 'pandocLineBlock', position }], next: end };
  },
};
