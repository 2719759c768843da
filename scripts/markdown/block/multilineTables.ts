// multiline_tables: rows of several lines, separated by blank lines, between two rulers.

import { isBlank, type Line } from '../text.js';
import { alignments, type Column, cellsOf, columnsOf, isRuler } from './rulers.js';
import type { Cell, TableReader } from './table.js';

/** Reads an unbroken ruler, header lines, the ruler of the columns, rows, and a final ruler. */
export const multilineTable: TableReader = (lines, at) => {
  if (!/^ {0,3}-+ *$/.test(lines[at]?.text ?? '')) return undefined;
  let under = at + 1;
  while (under < lines.length && !isRuler(lines[under]) && !isBlank(lines[under])) under++;
  const header = lines.slice(at + 1, under);
  if (isBlank(lines[under])) under++;
  const ruler = lines[under];
  if (!ruler || header.length === 0 || !isRuler(ruler)) return undefined;
  const columns = columnsOf(ruler);
  const rows = readRows(lines, under + 1, columns);
  if (!rows) return undefined;
  const cells = gather(header, columns);
  return { ...rows, align: alignmentsOf(cells, columns), header: [cells] };
};

/** Reads the ruler of the columns, rows, and a final ruler. */
export const multilineTableWithoutHeader: TableReader = (lines, at) => {
  const ruler = lines[at];
  if (!ruler || !isRuler(ruler) || isBlank(lines[at + 1])) return undefined;
  const columns = columnsOf(ruler);
  const rows = readRows(lines, at + 1, columns);
  const first = rows?.body[0]?.map((cell) => ({ ...cell, lines: cell.lines.slice(0, 1) }));
  return rows && { ...rows, align: alignmentsOf(first ?? [], columns), header: [] };
};

function readRows(lines: readonly Line[], from: number, columns: readonly Column[]) {
  const rows: Line[][] = [[]];
  let end = from;
  for (; end < lines.length && !isRuler(lines[end]); end++) {
    if (isBlank(lines[end])) rows.push([]);
    else rows.at(-1)?.push(lines[end] as Line);
  }
  const filled = rows.filter((row) => row.length > 0);
  if (end >= lines.length || filled.length === 0) return undefined;
  return { body: filled.map((row) => gather(row, columns)), next: end + 1 };
}

/** Splits the lines of a row into cells, one below each column's dashes. */
function gather(row: readonly Line[], columns: readonly Column[]): Cell[] {
  const parts = row.map((line) => cellsOf(line, columns));
  return columns.map((_column, column) => ({ column, lines: parts.map((cells) => cells[column] as Line) }));
}

function alignmentsOf(cells: readonly Cell[], columns: readonly Column[]) {
  return alignments(
    cells.map(({ lines }) => lines),
    columns,
  );
}
