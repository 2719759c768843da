// Block quotes: lines that begin with `>`, and lazy lines up to a blank one.

import type { BlockConstruct, Document, Surroundings } from '../document.js';
import type { Position } from '../nodes.js';
import { cut, indentOf, isBlank, type Line, lineEnd, offsetIn } from '../text.js';
import { listMarker } from './fancyLists.js';
import { fencedCodeBlocks } from './fencedCodeBlocks.js';
import { closesDiv } from './fencedDivs.js';
import { closesTag } from './rawHtml.js';

const MARK = /^ {0,3}> ?/;

export const blockquotes: BlockConstruct = {
  starts: '>',
  read: (lines, at, document, around) => {
    const quote = quoteLines(lines, at, document, around);
    if (!quote) return undefined;
    const children = document.read(quote.content, { ...around, end: 'paragraph', depth: around.depth + 1 });
    return { nodes: [{ type: 'blockquote', children, position: quote.position }], next: quote.next };
  },
};

/** Collects the lines of the quote at a line, without their `>`. */
export function quoteLines(
  lines: readonly Line[],
  at: number,
  document: Document,
  around: Surroundings,
): { content: Line[]; next: number; position: Position } | undefined {
  const content: Line[] = [];
  let end = at;
  for (; end < lines.length; end++) {
    const line = lines[end] as Line;
    const match = MARK.exec(line.text);
    if (match) content.push(cut(line, match[0].length));
    else if (end > at && isLazy(lines, end, document, around)) content.push(cut(line, indentOf(line.text)));
    else break;
  }
  if (end === at) return undefined;
  const first = lines[at] as Line;
  const position = document.position(offsetIn(first, indentOf(first.text)), lineEnd(lines[end - 1] as Line));
  return { content, next: end, position };
}

/** True if a line without `>` continues the quote. Anything that ends a paragraph ends the quote too. */
function isLazy(lines: readonly Line[], at: number, document: Document, around: Surroundings): boolean {
  const { text } = lines[at] as Line;
  if (isBlank(lines[at]) || text[indentOf(text)] === '>') return false;
  if (text.startsWith('```') && fencedCodeBlocks.read(lines, at, document, around)) return false;
  if (around.inDiv && closesDiv(text)) return false;
  const list = around.inList || document.has('lists_without_preceding_blankline');
  if (list && listMarker(text, document.extensions)) return false;
  if (!document.has('blank_before_header') && /^#{1,6} /.test(text)) return false;
  return !closesTag(text, around.openTag);
}
