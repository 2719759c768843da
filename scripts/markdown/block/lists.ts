// Bullet and ordered lists (startnum): the lines of their items, and Pandoc's choice between tight and loose.

import type { BlockConstruct, BlockResult, Document, Surroundings } from '../document.js';
import type { Node } from '../nodes.js';
import { cut, empty, indentOf, isBlank, type Line, lineEnd, offsetIn } from '../text.js';
import { bulletMarker, isDefinitionMark, listMarker, type Marker, orderedMarker } from './fancyLists.js';
import { fencedCodeBlocks } from './fencedCodeBlocks.js';
import { closesDiv } from './fencedDivs.js';
import { closesTag } from './rawHtml.js';
import { task } from './taskLists.js';

export const bulletLists: BlockConstruct = {
  starts: '*+-',
  read: (lines, at, document, around) => {
    const { extensions } = document;
    if (!bulletMarker((lines[at] as Line).text, extensions)) return undefined;
    return list(lines, at, document, around, (text) => bulletMarker(text, extensions));
  },
};

export const orderedLists: BlockConstruct = {
  starts: '0123456789#(@abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  read: (lines, at, document, around) => {
    const first = orderedMarker((lines[at] as Line).text, document.extensions);
    if (!first) return undefined;
    return list(lines, at, document, around, (text) => {
      const marker = orderedMarker(text, document.extensions, first);
      // `#` continues any list.
      const like =
        marker?.style === first.style ||
        marker?.style === 'default' ||
        (first.style === 'default' && marker?.style === 'decimal');
      return marker && like && marker.delimiter === first.delimiter ? marker : undefined;
    });
  },
};

const TYPES: { readonly [style: string]: string } = {
  'lower-alpha': 'a',
  'upper-alpha': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I',
  example: '1',
  decimal: '1',
};

function list(
  lines: readonly Line[],
  start: number,
  document: Document,
  around: Surroundings,
  markerOf: (text: string) => Marker | undefined,
): BlockResult | undefined {
  const items: Node[] = [];
  let first: Marker | undefined;
  let at = start;
  while (at < lines.length) {
    const marker = markerOf((lines[at] as Line).text);
    if (!marker) break;
    const number = marker.style === 'example' ? document.countExample(marker.label) : marker.number;
    first ??= { ...marker, number };
    const { content, next } = itemLines(lines, at, marker, document, around);
    items.push(item(lines[at] as Line, content, document, around));
    at = next;
  }
  if (!first) return undefined;
  compactify(
    items.map(({ children }) => children ?? []),
    document,
  );
  const ordered = first.style !== 'bullet';
  const tasks = items.every(({ checked }) => typeof checked === 'boolean');
  const hProperties = {
    ...(ordered && TYPES[first.style] && { type: TYPES[first.style] }),
    ...(first.style === 'example' && { className: ['example'] }),
    ...(tasks && !ordered && { className: ['task-list'] }),
  };
  const number = document.has('startnum') || first.style === 'example' ? first.number : 1;
  const from = (items[0] as Node).position ?? document.position(0, 0);
  const to = (items.at(-1) as Node).position ?? from;
  const node: Node = {
    type: 'list',
    ordered,
    spread: true,
    ...(ordered && { start: number }),
    children: items,
    position: { start: from.start, end: to.end },
    data: { hProperties },
  };
  return { nodes: [node], next: at };
}

function item(line: Line, content: readonly Line[], document: Document, around: Surroundings): Node {
  const before = document.pending.length;
  const children = document.read(content, { ...around, inList: true, end: 'plain', depth: around.depth + 1 });
  const checked = task(document, before, children[0]);
  const last = content.findLast((each) => !isBlank(each)) ?? line;
  const position = document.position(offsetIn(line, indentOf(line.text)), lineEnd(last));
  return { type: 'listItem', spread: true, checked, children, position };
}

/**
 * Collects the lines of an item: the text after the marker, lazy lines, and after blank lines those indented to its text.
 * @param marker the width of the marker, and the indentation of later lines, both in columns
 */
export function itemLines(
  lines: readonly Line[],
  at: number,
  { width, indent }: Pick<Marker, 'width' | 'indent'>,
  document: Document,
  around: Surroundings,
): { content: Line[]; next: number } {
  const first = lines[at] as Line;
  const content: Line[] = [cut(first, Math.min(width, first.text.length))];
  let next = at + 1;
  const definitions = document.has('definition_lists');
  const startsItem = (text: string) => !!listMarker(text, document.extensions) || (definitions && isDefinitionMark(text));
  // A lazy line keeps its indentation.
  const strip = (line: Line) => (indentOf(line.text) >= indent ? cut(line, indent) : line);
  const ends = (line: Line) => (around.inDiv && closesDiv(line.text)) || closesTag(line.text, around.openTag);
  for (; next < lines.length; next++) {
    const line = lines[next] as Line;
    if (isBlank(line) || ends(line)) break;
    if (startsItem(line.text)) break;
    const inner = line.text.slice(indentOf(line.text));
    if (indentOf(line.text) >= indent && startsItem(inner)) break;
    if (/^ {0,3}(?:```|~~~)/.test(line.text) && fencedCodeBlocks.read(lines, next, document, around)) break;
    content.push(strip(line));
  }
  for (;;) {
    while (next < lines.length && isBlank(lines[next])) content.push(empty(lines[next++] as Line));
    const line = lines[next];
    if (!line || indentOf(line.text) < indent || ends(line)) break;
    content.push(strip(line));
    for (next++; next < lines.length; next++) {
      const each = lines[next] as Line;
      if (isBlank(each) || ends(each)) break;
      if (indentOf(each.text) < indent && startsItem(each.text)) break;
      content.push(strip(each));
    }
  }
  return { content, next };
}

/**
 * Makes items tight or loose by Pandoc's rule: if the last item ends with its only paragraph and no other item has one, that paragraph
 * becomes plain. Otherwise, if any item has a paragraph, all plain texts become paragraphs.
 */
function compactify(items: readonly Node[][], document: Document): void {
  const isParagraph = (node: Node) => node.type === 'paragraph' && !node.data && !document.figures.has(node);
  const last = items.at(-1) ?? [];
  const others = items.slice(0, -1);
  const ending = last.at(-1);
  const onlyLast =
    ending && isParagraph(ending) && last.filter(isParagraph).length === 1 && !others.some((blocks) => blocks.some(isParagraph));
  if (onlyLast) {
    ending.type = 'plain';
    return;
  }
  if (!items.some((blocks) => blocks.some(isParagraph))) return;
  for (const blocks of items) for (const block of blocks) if (block.type === 'plain') block.type = 'paragraph';
}
