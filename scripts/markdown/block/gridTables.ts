// grid_tables: borders of `+---+`, with `+===+` under the head and around the foot. Cells hold blocks, and may span rows and columns. They
// are found by tracing their borders on a raster of display columns: 汉 fills two.

import { charWidth, displayWidth, indexAt, type WidthOf, wideSigns } from '../eastAsianWidth.js';
import { cut, head, indentOf, isBlank, type Line, outdent, trimEnd } from '../text.js';
import { cutAfter } from './rulers.js';
import type { Align, Cell, TableReader } from './table.js';

const BORDER = /^ {0,3}\+(?:[:-]+\+)+ *$/;
/** Returns a row of empty cells, placed at a ruler. */
function emptyRow(ruler: Line, xs: readonly number[]): Cell[] {
  return xs.slice(1).map((_right, column) => ({ lines: [head(cut(ruler, xs[column] as number), 0)], column }));
}

const RULER = /^\+(?:[-=:]+\+)+$/;
const PARTS = /^\+(?:=|:(?==)|(?<==):|(?<==)\+|(?<=:)\+)+$/;

/** The line up to which tracing failed, by the lines of a container: it is not repeated from each line. */
const failedUpTo = new WeakMap<readonly Line[], number>();

export const gridTable: TableReader = (lines, at) => {
  const first = lines[at];
  if (!first || !BORDER.test(first.text)) return undefined;
  const indent = indentOf(first.text);
  if (at < (failedUpTo.get(lines) ?? 0)) return plainGrid(lines, at, indent);
  let next = at;
  while (next < lines.length && /^ {0,3}[+|]/.test((lines[next] as Line).text)) next++;
  const table = lines.slice(at, next).map((line) => outdent(line, indent));
  // A table that is only a head has two rulers under it.
  if (RULER.test(trimEnd(table.at(-1)?.text ?? '')) && PARTS.test(trimEnd(table.at(-2)?.text ?? ''))) table.pop();
  const widthOf = table.map(({ text }) => widthIn(trimEnd(text), displayWidth(trimEnd(table[0]?.text ?? ''))));
  const raster = table.map(({ text }, y) => columnsOf(trimEnd(text), widthOf[y]));
  const cells = trace(raster);
  if (!cells || !isTiling(cells, raster)) {
    failedUpTo.set(lines, next);
    return cells ? plainGrid(lines, at, indent) : undefined;
  }
  const xs = [...new Set(cells.flatMap(({ left, right }) => [left, right]))].sort((a, b) => a - b);
  const ys = [...new Set(cells.flatMap(({ top, bottom }) => [top, bottom]))].sort((a, b) => a - b);
  const columnAt = new Map(xs.map((x, index) => [x, index]));
  const rowAt = new Map(ys.map((y, index) => [y, index]));
  const span = (places: ReadonlyMap<number, number>, from: number, to: number) => (places.get(to) ?? 0) - (places.get(from) ?? 0);
  const rows: Cell[][] = ys.slice(0, -1).map(() => []);
  const strayBars: Line[] = [];
  for (const box of cells.sort((a, b) => a.left - b.left)) {
    const columns = span(columnAt, box.left, box.right);
    const height = span(rowAt, box.top, box.bottom);
    const inside = contentOf(table, widthOf, box);
    if (columns > 1) strayBars.push(...barsIn(inside));
    rows[rowAt.get(box.top) ?? 0]?.push({
      lines: inside,
      column: columnAt.get(box.left) ?? 0,
      ...(columns > 1 && { columns }),
      ...(height > 1 && { rows: height }),
    });
  }
  // The first `=` line ends the head. If the table ends with one too, the `=` line before that begins the foot.
  const bounds = ys.slice(1).filter((y) => PARTS.test(trimEnd(table[y]?.text ?? '')));
  const headRows = bounds.length > 0 ? (rowAt.get(bounds[0] ?? 0) ?? 0) : 0;
  const closed = bounds.length > 1 && bounds.at(-1) === ys.at(-1);
  const bodyEnd = closed ? (rowAt.get(bounds.at(-2) ?? 0) ?? 0) : rows.length;
  return {
    align: aligns(xs, raster[headRows > 0 ? (bounds[0] ?? 0) : 0] ?? []),
    header: rows.slice(0, headRows),
    body: headRows === rows.length ? [emptyRow(table.at(-1) as Line, xs)] : rows.slice(headRows, bodyEnd),
    footer: rows.slice(bodyEnd),
    blocks: true,
    strayBars,
    next,
  };
};

/** Returns bars in a cell of several columns that were probably meant as borders. A cell with a nested table or code has none. */
function barsIn(lines: readonly Line[]): Line[] {
  if (lines.some(({ text }) => /^ *\|?[ :|]*-{2,}|`/.test(text))) return [];
  return lines.flatMap((line) => [...line.text.matchAll(/(?<= )\|(?= |$)/g)].map(({ index }) => head(cut(line, index), 1)));
}

/** True if cells cover the whole table without gaps, and nothing stands beside it. */
function isTiling(cells: readonly Box[], raster: readonly (readonly string[])[]): boolean {
  const bottom = cells.reduce((most, cell) => Math.max(most, cell.bottom), 0);
  const area = cells.reduce((sum, cell) => sum + (cell.right - cell.left) * (cell.bottom - cell.top), 0);
  const width = (raster[0]?.length ?? 0) - 1;
  const inside = raster.every((row) => row.length <= width + 1) && cells.every(({ right }) => right <= width);
  return inside && area > 0 && bottom === raster.length - 1 && area === bottom * width;
}

/**
 * Reads a table whose rulers disagree: the first one gives the columns, and each other one ends a row, as in Pandoc 2. (Pandoc 3
 * guesses spans.)
 */
function plainGrid(lines: readonly Line[], start: number, indent: number): ReturnType<TableReader> {
  const border = columnsOf(trimEnd((lines[start] as Line).text.slice(indent)));
  const xs = border.flatMap((char, x) => (char === '+' ? [x] : []));
  const rows: Cell[][] = [];
  let header: Cell[][] = [];
  let sides = aligns(xs, border);
  let next = start + 1;
  for (;;) {
    const row: Line[] = [];
    while (/^ {0,3}\|/.test(lines[next]?.text ?? '')) row.push(outdent(lines[next++] as Line, indent));
    if (row.length === 0) break;
    rows.push(plainRow(row, xs));
    const ruler = trimEnd(lines[next]?.text.slice(indent) ?? '');
    if (!RULER.test(ruler)) break;
    next++;
    if (ruler.includes('=') && header.length === 0) {
      header = rows.splice(0);
      sides = aligns(xs, columnsOf(ruler));
    }
  }
  if (rows.length === 0) return undefined;
  return { align: sides, header, body: rows, footer: [], blocks: true, next };
}

/** Splits a row at the widths of its columns: its bars need not stand exactly below each other. */
function plainRow(row: readonly Line[], xs: readonly number[]): Cell[] {
  const widths = xs.slice(1, -1).map((right, index) => right - (xs[index] as number));
  const parts = row.map((line) => cutAfter(cut(line, 1), widths).map(withoutBar));
  return xs.slice(1).map((_right, column) => ({ lines: withoutPadding(parts.map((line) => line[column] as Line)), column }));
}

function withoutBar(line: Line): Line {
  const { text } = line;
  const before = (end: number, char: string) => {
    let at = end;
    while (text[at - 1] === char) at--;
    return at;
  };
  return head(line, before(before(before(text.length, ' '), '|'), ' '));
}

/** Chooses the width of ambiguous characters: two columns if only then the line ends at the right border. */
function widthIn(text: string, total: number): WidthOf {
  return displayWidth(text) !== total && displayWidth(text, wideSigns) === total ? wideSigns : charWidth;
}

/** Returns the character at each display column; the second column of a wide one is empty. */
function columnsOf(text: string, widthOf: WidthOf = charWidth): string[] {
  const columns: string[] = [];
  for (const char of text) {
    const width = widthOf(char);
    if (width > 0) columns.push(char);
    if (width > 1) columns.push('');
  }
  return columns;
}

interface Box {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Maximum number of characters examined per table. Real tables need a few thousand. */
const MAX_STEPS = 1_000_000;

/** Finds the cells from their upper left corners. Returns undefined if that takes too many steps. */
function trace(raster: readonly (readonly string[])[]): Box[] | undefined {
  let steps = 0;
  const at = (y: number, x: number) => {
    steps++;
    return raster[y]?.[x] ?? ' ';
  };
  const isRow = (y: number, from: number, to: number) => {
    for (let x = from; x <= to; x++) if (!'-=:+'.includes(at(y, x) || ' ')) return false;
    return true;
  };
  const isColumn = (x: number, from: number, to: number) => {
    // A line may end before the right border.
    for (let y = from; y <= to; y++) if (!'|+'.includes(raster[y]?.[x] === undefined ? '|' : at(y, x) || ' ')) return false;
    return true;
  };
  const cellAt = (top: number, left: number): Box | undefined => {
    for (let right = left + 1; '-=:+'.includes(at(top, right) || ' '); right++) {
      if (at(top, right) !== '+') continue;
      for (let bottom = top + 1; bottom < raster.length && isColumn(right, bottom, bottom); bottom++) {
        if (at(bottom, right) !== '+' || at(bottom, left) !== '+' || bottom === top + 1) continue;
        if (isRow(bottom, left, right) && isColumn(left, top, bottom)) return { top, left, bottom, right };
        if (steps > MAX_STEPS) return undefined;
      }
    }
    return undefined;
  };
  const cells: Box[] = [];
  const seen = new Set<string>();
  const corners: [number, number][] = [[0, 0]];
  for (let corner = corners.pop(); corner; corner = corners.pop()) {
    const [top, left] = corner;
    if (steps > MAX_STEPS) return undefined;
    if (seen.has(`${top} ${left}`)) continue;
    seen.add(`${top} ${left}`);
    const cell = cellAt(top, left);
    if (!cell) continue;
    cells.push(cell);
    corners.push([cell.bottom, cell.right], [cell.bottom, cell.left], [cell.top, cell.right]);
  }
  return cells;
}

/** Returns the lines of a table between the borders of a cell. */
function contentOf(table: readonly Line[], widthOf: readonly WidthOf[], { top, left, bottom, right }: Box): Line[] {
  const inside = table.slice(top + 1, bottom).map((line, index) => {
    const width = widthOf[top + 1 + index];
    const part = cut(head(line, indexAt(line.text, right, width)), indexAt(line.text, left + 1, width));
    return head(part, part.text.trimEnd().length);
  });
  return withoutPadding(inside);
}

/** Removes the space after the left border, if every line has it. */
function withoutPadding(lines: readonly Line[]): Line[] {
  const isSpaced = lines.every((line) => isBlank(line) || line.text.startsWith(' '));
  return isSpaced ? lines.map((line) => outdent(line, 1)) : [...lines];
}

/** Reads the alignment of each column from the colons in a border. */
function aligns(xs: readonly number[], border: readonly string[]): Align[] {
  return xs.slice(1).map((right, index) => {
    const [left, end] = [border[(xs[index] ?? 0) + 1] === ':', border[right - 1] === ':'];
    if (left && end) return 'center';
    return left ? 'left' : end ? 'right' : undefined;
  });
}
