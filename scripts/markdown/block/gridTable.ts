// grid_tables: borders of `+---+`, `+===+` under the head, cells with blocks in them. Column edges come from the `+` of
// the first border; a cell is the text inside its edges. Widths are display widths: 汉 is two columns. Cells that span
// rows or columns are not read: such a table is text.

import type { Document, Surroundings } from '../document.js';
import { isWide } from '../eastAsianWidth.js';
import type { Node } from '../nodes.js';
import { cut, head, isBlank, type Line } from '../text.js';

export type Align = 'left' | 'right' | 'center' | undefined;

export interface GridTable {
  readonly align: readonly Align[];
  readonly header: readonly (readonly Node[])[] | undefined;
  readonly body: readonly (readonly (readonly Node[])[])[];
  readonly next: number;
}

const BORDER = /^\+(?::?-+:?\+|:?=+:?\+)+\s*$/;

export function gridTable(lines: readonly Line[], at: number, document: Document, around: Surroundings): GridTable | undefined {
  const first = lines[at];
  if (!first || !BORDER.test(first.text)) return undefined;
  const edges = [...first.text].flatMap((char, column) => (char === '+' ? [column] : []));
  const rows: Line[][] = [];
  let current: Line[] = [];
  let headRows = 0;
  let rulers: string = first.text;
  let end = at + 1;
  let closed = false;
  for (; end < lines.length && /^[+|]/.test((lines[end] as Line).text); end++) {
    const line = lines[end] as Line;
    closed = BORDER.test(line.text);
    if (!closed) {
      if (!fits(line.text, edges)) return undefined;
      current.push(line);
      continue;
    }
    if (current.length > 0) rows.push(current);
    current = [];
    if (line.text.includes('=') && headRows === 0 && !isBlank(lines[end + 1]) && /^[|]/.test(lines[end + 1]?.text ?? '')) {
      headRows = rows.length;
      rulers = line.text;
    }
  }
  if (!closed || rows.length === 0) return undefined;
  const cells = (row: readonly Line[]) =>
    edges.slice(1).map((edge, index) => {
      const from = (edges[index] ?? 0) + 1;
      const inside = row.map((line) => cut(head(line, indexAt(line.text, edge)), indexAt(line.text, from)));
      const trimmed = inside.map((line) => head(line, line.text.trimEnd().length));
      const flush = trimmed.every((line) => isBlank(line) || line.text.startsWith(' '));
      const content = flush ? trimmed.map((line) => cut(line, Math.min(1, line.text.length))) : trimmed;
      const blocks = document.read(content, { inList: false, inDiv: false, end: 'paragraph', depth: around.depth + 1 });
      if (blocks.length === 1 && blocks[0]?.type === 'paragraph') blocks[0].type = 'plain';
      return blocks;
    });
  const align = rulers
    .slice(1)
    .split('+')
    .slice(0, edges.length - 1)
    .map(alignOf);
  const all = rows.map(cells);
  return { align, header: headRows > 0 ? all[0] : undefined, body: all.slice(headRows > 0 ? 1 : 0), next: end };
}

function alignOf(ruler: string): Align {
  const [left, right] = [ruler.startsWith(':'), ruler.endsWith(':')];
  if (left && right) return 'center';
  return left ? 'left' : right ? 'right' : undefined;
}

/** Whether a row has a `|` at every edge: no cell spans columns. */
function fits(text: string, edges: readonly number[]): boolean {
  return edges.every((edge) => text[indexAt(text, edge)] === '|');
}

/** The index of a display column. */
export function indexAt(text: string, column: number): number {
  let width = 0;
  let index = 0;
  for (const char of text) {
    if (width >= column) break;
    width += isWide(char) ? 2 : 1;
    index += char.length;
  }
  return index;
}
