// pipe_tables: cells separated by `|`, with a ruler of dashes and colons under the first row.

import { htmlTag } from '../html.js';
import { codeSpans } from '../inline/code.js';
import { mathEnd } from '../inline/math.js';
import { cut, head, isBlank, type Line, trim } from '../text.js';
import type { Align, Cell, TableReader } from './table.js';

const MARK = ' *(:?)-+(:?) *';
export const RULER = new RegExp(String.raw`^ {0,3}(\|?)${MARK}(?:[|+]${MARK})*(\|?) *$`);

export const pipeTable: TableReader = (lines, at) => {
  const ruler = lines[at + 1]?.text ?? '';
  const first = lines[at] as Line;
  if (!ruler.includes('-') || !first.text.includes('|') || !RULER.test(ruler)) return undefined;
  const marks = trim(ruler)
    .replace(/^\||\|$/g, '')
    .split(/[|+]/);
  if (marks.length < 2 && !ruler.includes('|')) return undefined;
  const align = marks.map((mark) => alignment(trim(mark)));
  let end = at + 2;
  while (end < lines.length && (lines[end] as Line).text.includes('|') && !isBlank(lines[end])) end++;
  const surplus: Line[] = [];
  const row = (line: Line): Cell[] => {
    const cells = pipeCells(line);
    surplus.push(...cells.slice(marks.length).filter((cell) => !isBlank(cell)));
    return marks.map((_mark, column) => ({ column, lines: [cells[column] ?? cut(line, line.text.length)] }));
  };
  const header = row(first);
  const empty = header.every(({ lines: [cell] }) => isBlank(cell));
  const rows = lines.slice(at + 2, end);
  return { align, header: empty ? [] : [header], body: rows.map(row), surplus, splitRows: [first, ...rows], next: end };
};

function alignment(mark: string): Align {
  const [left, right] = [mark.startsWith(':'), mark.endsWith(':')];
  if (left && right) return 'center';
  return left ? 'left' : right ? 'right' : undefined;
}

/** Splits a row at its pipes, except those in code, tags and formulas, and escaped ones. */
function pipeCells(line: Line): Line[] {
  const { text } = line;
  const parts: Line[] = [];
  const spans = codeSpans(text);
  let from = /^ *\|?/.exec(text)?.[0].length ?? 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '`') at = (spans(at)?.end ?? at + (/^`+/.exec(text.slice(at))?.[0].length ?? 1)) - 1;
    else if (char === '<') at = (htmlTag(text, at)?.end ?? at + 1) - 1;
    else if (char === '$') at = (mathEnd(text, at) ?? at + 1) - 1;
    else if (char === '|') {
      parts.push(cut(head(line, at), from));
      from = at + 1;
    }
  }
  if (trim(text.slice(from))) parts.push(cut(line, from));
  return parts;
}
