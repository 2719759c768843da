// simple_tables: a ruler of dashes, and one line per row.

import { isBlank, type Line } from '../text.js';
import { alignments, cellsOf, columnsOf, isRuler } from './rulers.js';
import type { Cell, TableReader } from './table.js';

/** Reads a header line, the ruler, and rows up to a blank line or another ruler. */
export const simpleTable: TableReader = (lines, at) => {
  const ruler = lines[at + 1];
  const header = lines[at];
  if (!header || !ruler || !isRuler(ruler) || isBlank(header)) return undefined;
  const columns = columnsOf(ruler);
  const row = (line: Line) => cellsOf(line, columns).map((cell, column): Cell => ({ column, lines: [cell] }));
  let end = at + 2;
  while (end < lines.length && !isBlank(lines[end]) && !isRuler(lines[end])) end++;
  if (end === at + 2) return undefined;
  const cells = row(header);
  return {
    align: alignments(
      cells.map((cell) => cell.lines),
      columns,
    ),
    header: cells.every((cell) => isBlank(cell.lines[0])) ? [] : [cells],
    body: lines.slice(at + 2, end).map(row),
    next: isRuler(lines[end]) ? end + 1 : end,
  };
};

/** Reads a ruler, rows, and a final ruler. */
export const simpleTableWithoutHeader: TableReader = (lines, at) => {
  const ruler = lines[at];
  if (!ruler || !isRuler(ruler)) return undefined;
  let end = at + 1;
  while (end < lines.length && !isBlank(lines[end]) && !isRuler(lines[end])) end++;
  if (!isRuler(lines[end]) || end === at + 1) return undefined;
  const columns = columnsOf(ruler);
  const body = lines
    .slice(at + 1, end)
    .map((line) => cellsOf(line, columns).map((cell, column): Cell => ({ column, lines: [cell] })));
  return {
    align: alignments(
      (body[0] ?? []).map((cell) => cell.lines),
      columns,
    ),
    header: [],
    body,
    next: end + 1,
  };
};
