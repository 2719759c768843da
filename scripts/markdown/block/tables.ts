// Tables of all kinds, tried in Pandoc's order; table_captions before or after them, table_attributes.

import { ownsAttributes, readAttributes } from '../attributes.js';
import { dividedKinds, dividedPart, dividedParts } from '../dividedCells.js';
import type { BlockConstruct, Document } from '../document.js';
import type { Lint } from '../lint.js';
import { type Attributes, element, NO_ATTRIBUTES, type Node } from '../nodes.js';
import { cut, head, isBlank, type Line, lineEnd, toRun, trimEnd } from '../text.js';
import { bulletMarker } from './fancyLists.js';
import { gridTable } from './gridTables.js';
import { multilineTable, multilineTableWithoutHeader } from './multilineTables.js';
import { pipeTable } from './pipeTables.js';
import { simpleTable, simpleTableWithoutHeader } from './simpleTables.js';
import type { Cell, Rows, Table, TableReader } from './table.js';

const READERS: readonly (readonly [extension: string, read: TableReader])[] = [
  ['pipe_tables', pipeTable],
  ['multiline_tables', multilineTable],
  ['simple_tables', simpleTableWithoutHeader],
  ['simple_tables', simpleTable],
  ['multiline_tables', multilineTableWithoutHeader],
  ['grid_tables', gridTable],
];

export const tables: BlockConstruct = {
  extensions: ['pipe_tables', 'multiline_tables', 'simple_tables', 'grid_tables'],
  read: (lines, at, document, around) => {
    // In a list, a single dash under a line begins an item.
    if (around.inList && lines[at + 1] && bulletMarker(lines[at + 1]?.text ?? '', document.extensions)) return undefined;
    const found = findTable(lines, at, document);
    if (!found) return undefined;
    const { table, caption, next } = found;
    reportTable(table, document);
    const content = ({ lines: inside }: Cell): Node[] => {
      if (!table.blocks)
        return [document.inline('plain', toRun(inside.filter((line) => !isBlank(line)).map(trimmed)), { inCell: true })];
      const read = document.read(inside, { ...around, end: 'paragraph', depth: around.depth + 1 });
      if (read.length === 1 && read[0]?.type === 'paragraph') read[0].type = 'plain';
      return read;
    };
    const cell = (tag: 'th' | 'td', each: Cell): Node => {
      const pairs: [string, string][] = [];
      if (each.columns) pairs.push(['colspan', String(each.columns)]);
      if (each.rows) pairs.push(['rowspan', String(each.rows)]);
      const side = table.align[each.column];
      if (side) pairs.push(['style', `text-align: ${side};`]);
      const [first, last] = [each.lines[0], each.lines.at(-1)];
      const position = first && last ? document.position(first.offset, Math.max(first.offset, lineEnd(last))) : undefined;
      return { ...element(tag, content(each), { classes: [], pairs }), ...(position && { position }) };
    };
    const part = (tag: 'thead' | 'tbody' | 'tfoot', rows: Rows): Node[] => {
      const kind = tag === 'thead' ? 'th' : 'td';
      const elements = rows.map((cells) =>
        element(
          'tr',
          cells.map((each) => cell(kind, each)),
        ),
      );
      return elements.length > 0 ? [element(tag, elements)] : [];
    };
    const title = caption?.text.some((line) => !isBlank(line))
      ? [element('caption', [document.inline('plain', toRun(caption.text))])]
      : [];
    const children = [
      ...title,
      ...part('thead', table.header),
      ...part('tbody', table.body),
      ...part('tfoot', table.footer ?? []),
    ];
    const position = document.position((lines[at] as Line).offset, lineEnd(lines[next - 1] as Line));
    return { nodes: [{ ...element('table', children, caption?.attributes), position }], next };
  },
};

/** Warns about cells that are not shown, and about `|` that split cells, or fail to, against the writer's intention. */
function reportTable(table: Table, document: Document): void {
  const placeOf = (line: Line) => document.position(line.offset, lineEnd(line));
  for (const line of table.surplus ?? []) document.warn({ ...surplusCell(table.align.length), position: placeOf(line) });
  for (const line of table.strayBars ?? []) document.warn({ ...STRAY_BAR, position: placeOf(line) });
  const kinds = dividedKinds(document.extensions, true);
  for (const line of kinds.size > 0 ? (table.splitRows ?? []) : [])
    for (const part of dividedParts(line.text, kinds))
      document.warn({ ...dividedPart(part), position: document.position(line.offset + part.start, line.offset + part.end) });
}

const STRAY_BAR: Omit<Lint, 'position'> = {
  rule: 'table-border',
  reason: 'this `|` is read as text: it is not below a `+` of the table’s first line',
  remedy: 'move it below the `+` (a Chinese character is two columns wide), or write `\\|` for a vertical bar in a cell',
};

/** Returns the warning about a cell that is not shown. */
export function surplusCell(columns: number): Omit<Lint, 'position'> {
  return {
    rule: 'table-cells',
    reason: `this cell is not shown: the table has ${columns} ${columns === 1 ? 'column' : 'columns'}`,
    remedy: 'give the line of dashes under its first row one part for each column; write `\\|` for a vertical bar in a cell',
  };
}

function trimmed(line: Line): Line {
  return head(line, trimEnd(line.text).length);
}

/** Finds the table at a line, with its caption. No cell is read yet. */
export function findTable(lines: readonly Line[], at: number, document: Document) {
  const before = findCaption(lines, at, document);
  let start = before ? before.next : at;
  while (before && start < lines.length && isBlank(lines[start])) start++;
  const table = start < lines.length ? plainTable(lines, start, document) : undefined;
  if (!table) return undefined;
  let after = table.next;
  while (after < lines.length && isBlank(lines[after])) after++;
  const captionAfter = before ? undefined : findCaption(lines, after, document);
  return { table, caption: before ?? captionAfter, next: captionAfter?.next ?? table.next };
}

function plainTable(lines: readonly Line[], at: number, document: Document): Table | undefined {
  // Its first or second line is a ruler or a border. This is checked first, since most lines begin no table.
  if (!isRulerLike(lines[at]) && !isRulerLike(lines[at + 1])) return undefined;
  for (const [extension, read] of READERS) {
    const table = document.has(extension) ? read(lines, at) : undefined;
    if (table) return table;
  }
  return undefined;
}

function isRulerLike(line: Line | undefined): boolean {
  return line !== undefined && /[-=]/.test(line.text) && /^[-=:|+ ]+$/.test(line.text);
}

interface Caption {
  readonly text: readonly Line[];
  readonly attributes: Attributes;
  readonly next: number;
}

const CAPTION = /^ {0,3}(?:[Tt]able:|:(?!:)) */;

function findCaption(lines: readonly Line[], at: number, document: Document): Caption | undefined {
  const match = lines[at] && document.has('table_captions') ? CAPTION.exec((lines[at] as Line).text) : null;
  if (!match) return undefined;
  let next = at + 1;
  while (next < lines.length && !isBlank(lines[next])) next++;
  const text = [cut(lines[at] as Line, match[0].length), ...lines.slice(at + 1, next)];
  const last = text.at(-1) as Line;
  const brace = document.has('table_attributes') ? last.text.lastIndexOf('{') : -1;
  const found = brace < 0 || ownsAttributes(last.text.slice(0, brace)) ? undefined : readAttributes(last.text, brace);
  if (!found || trimEnd(last.text.slice(found.end))) return { text, attributes: NO_ATTRIBUTES, next };
  return { text: [...text.slice(0, -1), head(last, brace)], attributes: found.attributes, next };
}
