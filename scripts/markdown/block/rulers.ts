// Rulers of dashes: where the columns of simple and multiline tables are, and how they are aligned.

import { charWidth, displayWidth, indexAt, type WidthOf, wideSigns } from '../eastAsianWidth.js';
import { cut, head, type Line, trimEnd } from '../text.js';
import type { Align } from './table.js';

/** Display columns: the first of it, and the first after its dashes. */
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
 * The parts of a line that fill some display columns each, and the rest. A wide character that goes over an end stays before it,
 * and what follows is counted from there. Signs whose width depends on the font are as wide as it takes to cut where the gaps between
 * cells are.
 */
export function cutAfter(line: Line, widths: readonly number[]): Line[] {
  const parts = cutBy(line, widths, charWidth);
  if (isInGaps(parts)) return parts;
  const others = cutBy(line, widths, wideSigns);
  return isInGaps(others) ? others : parts;
}

/** Whether no word goes on behind a cut, and no text is before one that a gap sets apart from the rest of its cell. */
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

/** A line's cells; each reaches to where the next column begins. */
export function cellsOf(line: Line, columns: readonly Column[]): Line[] {
  return cutAfter(
    line,
    columns.map(({ from }, index) => from - (columns[index - 1]?.from ?? 0)),
  ).slice(1);
}

/**
 * How columns are aligned: by the shortest text over each, against its dashes. Flush left is left, flush right is right,
 * both is the default, neither is centred.
 * @param row for each column the lines of its cell
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
