// Warns about text that `gfm` and `commonmark` read differently than its writer probably means it: headings and list items that are text.
// In `gfm` also notes that are undefined, defined twice or never referred to, and tables that are text.

import type { Nodes, Root } from 'mdast';
import { RULER } from '../block/pipeTables.js';
import { surplusCell } from '../block/tables.js';
import { dividedKinds, dividedPart, dividedParts } from '../dividedCells.js';
import type { Extensions } from '../extensions.js';
import { dollarSignsLint, isVariables } from '../inline/math.js';
import { deepItem, oddSpace, type Warn } from '../lint.js';
import type { Position } from '../nodes.js';
import { undefinedNote, warnOfLostNotes } from '../noteLints.js';
import { walk } from '../walk.js';

const MARK = /(?<!\\)\[\^([^\]\s[]+)\]/g;

/**
 * Warns about notes and tables that `gfm` loses or reads as text.
 * @param text the document that the tree was parsed from
 */
export function lintGfm(tree: Root, text: string, extensions: Extensions, warn: Warn): void {
  if (text.includes('[^')) lintNotes(tree, text, warn);
  if (!text.includes('|')) return;
  lintTables(tree, text, warn);
  lintRows(tree, text, extensions, warn);
}

/** Warns about lines of paragraphs that were meant as headings or list items, and about variables of a shell that became formulas. */
export function lintLines(tree: Root, text: string, warn: Warn): void {
  walk<Nodes>(tree, (node) => {
    const position = node.position as Position | undefined;
    if ((node.type as string) === 'inlineMath' && position) {
      const { value, display } = node as unknown as { readonly value: string; readonly display: boolean };
      if (!display && isVariables(value, text[position.end.offset])) warn({ ...dollarSignsLint(), position });
    }
    if (node.type !== 'paragraph' || !position) return;
    let at = 0;
    for (const [row, line] of text.slice(position.start.offset, position.end.offset).split('\n').entries()) {
      // The prefixes of quotes are not part of the text.
      const shown = row === 0 ? line : line.replace(/^(?: {0,3}> ?)+/, '');
      const lint = oddSpace(shown) ?? (row === 0 ? undefined : deepItem(shown));
      const words = shown.trimStart();
      const from = at + line.length - words.length;
      if (lint) warn({ ...lint, position: within(text, position, from, words.trimEnd().length) });
      at += line.length + 1;
    }
  });
}

function lintNotes(tree: Root, text: string, warn: Warn): void {
  const definitions = new Map<string, Position[]>();
  const used = new Set<string>();
  walk<Nodes>(tree, (node) => {
    if (node.type === 'footnoteReference') used.add(node.label ?? node.identifier);
    const position = node.position as Position | undefined;
    if (!position) return;
    if (node.type === 'footnoteDefinition') {
      const id = node.label ?? node.identifier;
      definitions.set(id, [...(definitions.get(id) ?? []), position]);
    }
    if (node.type === 'text')
      for (const { 0: mark, 1: id, index } of text.slice(position.start.offset, position.end.offset).matchAll(MARK))
        warn({
          ...undefinedNote(id ?? ''),
          position: within(text, position, index, mark.length),
        });
  });
  const names = new Set([...used].map((id) => id.toLowerCase()));
  warnOfLostNotes(definitions, (id) => names.has(id.toLowerCase()), 'first', warn);
}

/** Warns about tables that are text, and about cells that are dropped: GitHub requires as many dashes as cells in the first row. */
function lintTables(tree: Root, text: string, warn: Warn): void {
  walk<Nodes>(tree, (node) => {
    const position = node.position as Position | undefined;
    if (node.type === 'table' && node.align)
      for (const { children } of node.children)
        for (const cell of children.slice(node.align.length))
          if (cell.position && cell.children.length > 0)
            warn({ ...surplusCell(node.align.length), position: cell.position as Position });
    if (node.type === 'tableRow' && position && !text.slice(position.start.offset, position.end.offset).includes('|'))
      warn({
        rule: 'table-row',
        reason: 'this line is read as a row of the table above it',
        remedy: 'add a blank line before it; every row of a table has a `|`',
        position,
      });
    if (node.type !== 'paragraph' || !position) return;
    const written = text.slice(position.start.offset, position.end.offset);
    let at = 0;
    let before = '';
    for (const line of written.split('\n')) {
      if (before.includes('|') && line.includes('|') && RULER.test(line.replace(/^[\s>]+/, '').trimEnd()))
        warn({
          rule: 'table-ruler',
          reason: 'this is read as text, not as a table: its line of dashes and its first row have different numbers of columns',
          remedy: 'give each column a part: `|---|---|`',
          position: within(text, position, at, line.length),
        });
      at += line.length + 1;
      before = line;
    }
  });
}

/** Warns about code, formulas and wikilinks that GitHub splits, since it splits a row before it reads anything in it. */
function lintRows(tree: Root, text: string, extensions: Extensions, warn: Warn): void {
  const kinds = dividedKinds(extensions, false);
  walk<Nodes>(tree, (node) => {
    const position = node.position as Position | undefined;
    if (node.type !== 'tableRow' || !position) return;
    for (const part of dividedParts(text.slice(position.start.offset, position.end.offset), kinds))
      warn({ ...dividedPart(part), position: within(text, position, part.start, part.end - part.start) });
  });
}

/** Returns the position of a part of a text, given the position of the text. */
function within(text: string, { start }: Position, from: number, length: number): Position {
  const pointAt = (offset: number) => {
    const before = text.slice(start.offset, offset).split('\n');
    const column = before.length === 1 ? start.column + offset - start.offset : (before.at(-1)?.length ?? 0) + 1;
    return { line: start.line + before.length - 1, column, offset };
  };
  return { start: pointAt(start.offset + from), end: pointAt(start.offset + from + length) };
}
