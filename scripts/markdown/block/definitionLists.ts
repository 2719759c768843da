// definition_lists: a term, then definitions after `:` or `~`. Their lines are collected like those of list items.

import type { BlockConstruct, Document, Surroundings } from '../document.js';
import { element, type Node } from '../nodes.js';
import { indentOf, isBlank, type Line, lineEnd, offsetIn, toRun } from '../text.js';
import { DEFINITION_MARK, isDefinitionMark, textColumn } from './fancyLists.js';
import { itemLines } from './lists.js';
import { findTable } from './tables.js';

export const definitionLists: BlockConstruct = {
  extensions: ['definition_lists'],
  read: (lines, start, document, around) => {
    let children: Node[] = [];
    let next = start;
    for (let at = start; at < lines.length; ) {
      const item = readItem(lines, at, document, around);
      if (!item) break;
      if (children.length === 0) children = item.nodes;
      else for (const node of item.nodes) children.push(node);
      next = item.next;
      at = next;
      while (at < lines.length && isBlank(lines[at])) at++;
    }
    if (children.length === 0) return undefined;
    const first = lines[start] as Line;
    const position = document.position(offsetIn(first, indentOf(first.text)), endOf(lines, next));
    return { nodes: [{ ...element('dl', children), position }], next };
  },
};

/** A term with its definitions. */
function readItem(lines: readonly Line[], at: number, document: Document, around: Surroundings) {
  const term = lines[at] as Line;
  let next = at + 1;
  if (!isMark(lines[next]) && !(isBlank(lines[next]) && isMark(lines[next + 1]))) return undefined;
  if (indentOf(term.text) > 3 || isBlank(term)) return undefined;
  const loose = isBlank(lines[next]);
  if (loose) {
    next++;
    // It may be the caption of a table instead.
    if (findTable(lines, next, document)) return undefined;
  }
  const nodes: Node[] = [element('dt', [document.inline('plain', toRun([term]))])];
  for (let end = next; isMark(lines[end]); ) {
    const line = lines[end] as Line;
    const marker = DEFINITION_MARK.exec(line.text)?.[0].length ?? 1;
    const width = textColumn(line.text, marker);
    const { content, next: after } = itemLines(lines, end, { width, indent: width }, document, around);
    const blocks = document.read(content, {
      ...around,
      inList: true,
      end: after >= lines.length ? around.end : 'plain',
      depth: around.depth + 1,
    });
    // A definition without a blank line before it is plain text. Several texts in it are paragraphs, or they would run together.
    const texts = loose ? [] : blocks.filter(({ type }) => type === 'paragraph' || type === 'plain');
    for (const block of texts) block.type = texts.length > 1 ? 'paragraph' : 'plain';
    next = after;
    const position = document.position(offsetIn(line, indentOf(line.text)), endOf(lines, next));
    nodes.push({ ...element('dd', blocks), position });
    end = next;
    while (end < lines.length && isBlank(lines[end])) end++;
  }
  return { nodes, next };
}

function isMark(line: Line | undefined): boolean {
  return line !== undefined && isDefinitionMark(line.text);
}

/** Returns the offset where the text before a line ends. */
function endOf(lines: readonly Line[], next: number): number {
  let last = next - 1;
  while (last > 0 && isBlank(lines[last])) last--;
  return lineEnd(lines[last] as Line);
}
