// Tables, cut by display width: pipe_tables, simple_tables, multiline_tables; table_captions.

import { readAttributes } from '../attributes.js';
import type { Construct, Document, Taken } from '../document.js';
import { displayWidth } from '../eastAsianWidth.js';
import { type Attributes, element, NO_ATTRIBUTES, type Node } from '../nodes.js';
import { cut, head, isBlank, type Line, toRun } from '../text.js';
import { type Align, gridTable, indexAt, type TableCell, type TableRows } from './gridTable.js';

interface Rows {
  readonly align: readonly Align[];
  readonly header: readonly (readonly Line[])[] | undefined;
  readonly body: readonly (readonly (readonly Line[])[])[];
  readonly next: number;
}

export const table: Construct = (lines, at, document, around) => {
  const before = caption(lines, at, document);
  let start = before ? before.next : at;
  while (before && start < lines.length && isBlank(lines[start])) start++;
  const grid = document.has('grid_tables') ? gridTable(lines, start, document, around) : undefined;
  const rows = grid ? undefined : read(lines, start, document);
  if (!grid && !rows) return undefined;
  let next = (grid ?? rows)?.next ?? at;
  let after = next;
  while (after < lines.length && isBlank(lines[after])) after++;
  const behind = before ? undefined : caption(lines, after, document);
  if (behind) next = behind.next;
  const row = (cells: readonly (readonly Line[])[]) =>
    cells.map((cell, column): TableCell => ({ column, children: [inlineCell(cell, document)] }));
  const content =
    grid ?? (rows && { ...rows, header: rows.header ? [row(rows.header)] : [], body: rows.body.map(row), footer: [] });
  return content ? made(content, before ?? behind, next, document) : undefined;
};

function read(lines: readonly Line[], at: number, document: Document): Rows | undefined {
  const line = lines[at];
  if (!line || isBlank(line)) return undefined;
  if (document.has('pipe_tables')) {
    const pipes = pipeTable(lines, at);
    if (pipes) return pipes;
  }
  if (!document.has('simple_tables')) return undefined;
  const ruler = /^ {0,3}-+(?: +-+)* *$/;
  const isRuler = (each: Line | undefined) => each !== undefined && ruler.test(each.text);
  if (document.has('multiline_tables') && isRuler(line)) {
    const multi = multilineTable(lines, at, isRuler);
    if (multi) return multi;
  }
  // With a header: text, then the ruler. Without: the ruler, rows, and the ruler again before a blank line.
  if (isRuler(lines[at + 1]) && !isRuler(line)) {
    const under = lines[at + 1] as Line;
    const columns = columnsOf(under.text);
    if (columns.length < 2) return undefined;
    let end = at + 2;
    while (end < lines.length && !isBlank(lines[end]) && !isRuler(lines[end])) end++;
    const body = lines.slice(at + 2, end).map((each) => cells(each, columns).map((cell) => [cell]));
    const next = isRuler(lines[end]) ? end + 1 : end;
    return { align: aligns(cells(line, columns), columns), header: cells(line, columns).map((cell) => [cell]), body, next };
  }
  if (isRuler(line) && / -/.test(line.text.trim())) {
    let end = at + 1;
    while (end < lines.length && !isBlank(lines[end]) && !isRuler(lines[end])) end++;
    if (!isRuler(lines[end]) || end === at + 1 || !isBlank(lines[end + 1])) return undefined;
    const columns = columnsOf(line.text);
    const body = lines.slice(at + 1, end).map((each) => cells(each, columns).map((cell) => [cell]));
    return { align: aligns(body[0]?.map((cell) => cell[0] as Line) ?? [], columns), header: undefined, body, next: end + 1 };
  }
  return undefined;
}

function multilineTable(lines: readonly Line[], at: number, isRuler: (line: Line | undefined) => boolean): Rows | undefined {
  const full = /^ {0,3}-{3,} *$/.test((lines[at] as Line).text);
  let head = at + 1;
  while (full && head < lines.length && !isRuler(lines[head]) && !isBlank(lines[head])) head++;
  const under = full ? lines[head] : lines[at];
  if (!under || !isRuler(under) || (full && head === at + 1)) return undefined;
  const columns = columnsOf(under.text);
  const rows: Line[][] = [[]];
  let end = (full ? head : at) + 1;
  for (; end < lines.length && !isRuler(lines[end]); end++) {
    if (isBlank(lines[end])) rows.push([]);
    else rows.at(-1)?.push(lines[end] as Line);
  }
  if (end >= lines.length || !isBlank(lines[end + 1])) return undefined;
  const filled = rows.filter((row) => row.length > 0);
  if (!full && filled.length < 2 && rows.length < 2) return undefined;
  const gather = (row: readonly Line[]) =>
    columns.map((_column, index) => row.map((line) => cells(line, columns)[index] as Line));
  const header = full ? gather(lines.slice(at + 1, head)) : undefined;
  const first = header ?? gather(filled[0] ?? []);
  return {
    align: aligns(
      first.map((cell) => cell[0] as Line),
      columns,
    ),
    header,
    body: filled.map(gather),
    next: end + 1,
  };
}

interface Column {
  readonly from: number;
  readonly to: number;
}

function columnsOf(ruler: string): Column[] {
  return [...ruler.matchAll(/-+/g)].map(({ 0: dashes, index }) => ({ from: index, to: index + dashes.length }));
}

/** A row's cells; each reaches to where the next column begins, and keeps its leading spaces. */
function cells(line: Line, columns: readonly Column[]): Line[] {
  return columns.map((column, index) => {
    const next = columns[index + 1];
    const from = index === 0 ? 0 : indexAt(line.text, column.from);
    const to = next ? indexAt(line.text, next.from) : line.text.length;
    return cut(head(line, to), from);
  });
}

/** From the first row: flush left with its dashes, right, both or neither. */
function aligns(row: readonly Line[], columns: readonly Column[]): Align[] {
  return columns.map((column, index) => {
    const text = row[index]?.text ?? '';
    if (!text.trim()) return undefined;
    const offset = index === 0 ? 0 : column.from;
    const left = offset + (text.length - text.trimStart().length) <= column.from;
    const right = offset + displayWidth(text.trimEnd()) >= column.to;
    if (left && right) return undefined;
    return left ? 'left' : right ? 'right' : 'center';
  });
}

function pipeTable(lines: readonly Line[], at: number): Rows | undefined {
  const ruler = lines[at + 1]?.text.trim() ?? '';
  if (!/^[|+:\s-]+$/.test(ruler) || !ruler.includes('-') || !/[|+]/.test(ruler) || !(lines[at] as Line).text.includes('|'))
    return undefined;
  const marks = ruler
    .replace(/^[|+]|[|+]$/g, '')
    .split(/[|+]/)
    .map((mark) => mark.trim());
  if (marks.some((mark) => !/^:?-+:?$/.test(mark))) return undefined;
  const align = marks.map(
    (mark): Align =>
      mark.startsWith(':') && mark.endsWith(':') && mark.length > 1
        ? 'center'
        : mark.startsWith(':')
          ? 'left'
          : mark.endsWith(':')
            ? 'right'
            : undefined,
  );
  let end = at + 2;
  while (end < lines.length && (lines[end] as Line).text.includes('|')) end++;
  const padded = (line: Line) => {
    const parts = pipeCells(line);
    return marks.map((_mark, index) => [parts[index] ?? head(line, 0)]);
  };
  const header = padded(lines[at] as Line);
  const empty = header.every((cell) => isBlank(cell[0]));
  return { align, header: empty ? undefined : header, body: lines.slice(at + 2, end).map(padded), next: end };
}

/** Pipes in code, and escaped ones, divide nothing. */
function pipeCells(line: Line): Line[] {
  const { text } = line;
  const parts: Line[] = [];
  let from = /^\s*\|/.exec(text)?.[0].length ?? 0;
  let at = from;
  for (; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '`') {
      const ticks = /^`+/.exec(text.slice(at))?.[0] ?? '`';
      const close = text.indexOf(ticks, at + ticks.length);
      at = close < 0 ? at + ticks.length - 1 : close + ticks.length - 1;
    } else if (text[at] === '|') {
      parts.push(cut(head(line, at), from));
      from = at + 1;
    }
  }
  if (text.slice(from).trim()) parts.push(cut(line, from));
  return parts;
}

interface Caption {
  readonly text: readonly Line[];
  readonly attributes: Attributes;
  readonly next: number;
}

function caption(lines: readonly Line[], at: number, document: Document): Caption | undefined {
  const match =
    lines[at] && document.has('table_captions') ? /^ {0,3}(?:[Tt]able:|:(?!:))\s*/.exec((lines[at] as Line).text) : null;
  if (!match) return undefined;
  let next = at + 1;
  while (next < lines.length && !isBlank(lines[next])) next++;
  const text = [cut(lines[at] as Line, match[0].length), ...lines.slice(at + 1, next)];
  const last = text.at(-1) as Line;
  const brace = document.has('table_attributes') ? last.text.lastIndexOf('{') : -1;
  const found = brace < 0 ? undefined : readAttributes(last.text, brace);
  if (!found || last.text.slice(found.end).trim()) return { text, attributes: NO_ATTRIBUTES, next };
  return { text: [...text.slice(0, -1), head(last, brace)], attributes: found.attributes, next };
}

/** A cell of inline text. */
function inlineCell(cell: readonly Line[], document: Document): Node {
  const lines = cell.filter((line) => !isBlank(line)).map((line) => head(line, line.text.trimEnd().length));
  return document.inline('plain', toRun(lines));
}

interface Cells {
  readonly align: readonly Align[];
  readonly header: TableRows;
  readonly body: TableRows;
  readonly footer: TableRows;
}

function made({ align, header, body, footer }: Cells, about: Caption | undefined, next: number, document: Document): Taken {
  const cell = (tag: 'th' | 'td', { children, column, columns, rows }: TableCell): Node => {
    const side = align[column];
    const pairs: [string, string][] = [];
    if (columns) pairs.push(['colspan', String(columns)]);
    if (rows) pairs.push(['rowspan', String(rows)]);
    if (side) pairs.push(['style', `text-align: ${side};`]);
    return element(tag, children, { classes: [], pairs });
  };
  const part = (tag: 'thead' | 'tbody' | 'tfoot', rows: TableRows): Node =>
    element(
      tag,
      rows.map((cells) =>
        element(
          'tr',
          cells.map((each) => cell(tag === 'thead' ? 'th' : 'td', each)),
        ),
      ),
    );
  const children: Node[] = [];
  if (about) children.push(element('caption', [document.inline('plain', toRun(about.text))]));
  if (header.length > 0) children.push(part('thead', header));
  if (body.length > 0) children.push(part('tbody', body));
  if (footer.length > 0) children.push(part('tfoot', footer));
  return { nodes: [element('table', children, about?.attributes)], next };
}
