// Rulers of dashes, which give the columns of simple and multiline tables and their alignment.

import { charWidth, displayWidth, indexAt, type WidthOf, wideSigns } from '../eastAsianWidth.js';
import { cut, head, type Line, trimEnd } from '../text.js';
import type { Align } from './table.js';

/** A table column, in display columns: its first one, and the one after its dashes. */
export interface Column {
  readonly from: number;
  readonly to: number;
}

const RULER = /^ {0,3}-+(?: +-+)* *$/;

export function isRuler(line: Line | undefined): boolean {
  return line !== undefined && RULER.test(line.text);
}

export function columnsOf(ruler: Line): Column[] {
  return [...ruler.text.matchAll(/-+/g)].map(({ 0: dashes, index }) => ({ from: index, to: index + dashes.length }));
}

/**
 * Cuts a line into parts of given widths, in display columns, and the rest. A wide character across a cut stays before it, and later
 * columns count from there. The width of some characters depends on the font: if the normal widths would cut inside text, and the wide ones
 * cut in the gaps between cells, the wide ones are used.
 */
export function cutAfter(line: Line, widths: readonly number[]): Line[] {
  const parts = cutBy(line, widths, charWidth);
  if (isInGaps(parts)) return parts;
  const others = cutBy(line, widths, wideSigns);
  return isInGaps(others) ? others : parts;
}

/** True if no cut is inside a word, and no part looks like the text of two cells. */
function isInGaps(parts: readonly Line[]): boolean {
  return parts.every(({ text }, index) => (/(?:^|[ |])$/.test(text) || !parts[index + 1]?.text) && !/[^ ] {2,}[^ |]/.test(text));
}

function cutBy(line: Line, widths: readonly number[], widthOf: WidthOf): Line[] {
  const parts: Line[] = [];
  let rest = line;
  for (const width of widths) {
    const at = indexAt(rest.text, width, widthOf);
    parts.push(head(rest, at));
    rest = cut(rest, at);
  }
  return [...parts, rest];
}

/** Cuts a line into cells. Each reaches to the start of the next column. */
export function cellsOf(line: Line, columns: readonly Column[]): Line[] {
  return cutAfter(
    line,
    columns.map(({ from }, index) => from - (columns[index - 1]?.from ?? 0)),
  ).slice(1);
}

/**
 * Returns the alignment of columns, by Pandoc's rule: the shortest text of each cell is compared with the column's dashes. Flush left is
 * left, flush right is right, both is the default, neither is centred.
 * @param row the lines of each column's cell
 */
export function alignments(row: readonly (readonly Line[])[], columns: readonly Column[]): Align[] {
  return columns.map(({ from, to }, index) => {
    const texts = (row[index] ?? []).map(({ text }) => trimEnd(text)).filter((text) => text !== '');
    const text = texts.reduce((shortest, each) => (each.length < shortest.length ? each : shortest), texts[0] ?? '');
    if (!text) return undefined;
    const left = !text.startsWith(' ');
    const right = displayWidth(text) >= to - from;
    if (left && right) return undefined;
    return left ? 'left' : right ? 'right' : 'center';
  });
}
