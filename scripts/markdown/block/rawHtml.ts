// raw_html, markdown_in_html_blocks, native_divs: each block tag is a node, and the text between two of them is
// markdown, except in <pre>, <script>, <style> and <textarea>.

import { divAttributes } from '../divs.js';
import type { BlockConstruct, BlockResult, Document } from '../document.js';
import { htmlTag, isBlockTag, startsBlock, tagAttributes, VERBATIM, VOID } from '../html.js';
import { codeSpans } from '../inline/code.js';
import { destination } from '../inline/links.js';
import { mathEnd } from '../inline/math.js';
import { element } from '../nodes.js';
import { cut, findLine, indentOf, isBlank, type Line, offsetInRun, outdent, type Run, toRun } from '../text.js';

/** Maximum number of characters examined for the ends of links, besides one pass over the text. */
const MAX_LINK_CHARACTERS = 100_000;
/** Maximum number of lines examined for the end of one tag or comment. */
const MAX_TAG_LINES = 400;

export const rawHtml: BlockConstruct = {
  extensions: ['raw_html', 'native_divs'],
  starts: '<',
  read: (lines, at, document, around) => {
    const line = lines[at] as Line;
    const indent = indentOf(line.text);
    if (indent > 3) return undefined;
    let run = toRun([line]);
    let tag = htmlTag(run.text, indent);
    if (!tag && /^<[A-Za-z!?]/.test(line.text.slice(indent))) {
      run = toRun(lines.slice(at, at + MAX_TAG_LINES));
      tag = htmlTag(run.text, indent);
    }
    if (!tag || (tag.name && !startsBlock(tag.name))) return undefined;
    if (!document.has('raw_html') && (tag.name !== 'div' || (tag.closing && around.openTag !== 'div'))) return undefined;
    if (VERBATIM.has(tag.name) && !tag.closing && !tag.selfClosing) {
      const close = new RegExp(`</${tag.name}\\s*>`, 'i');
      const closesHere = close.test(line.text.slice(Math.min(tag.end, line.text.length)));
      const row = closesHere ? at : findLine(lines, at + 1, close);
      if (row !== undefined) {
        run = toRun(lines.slice(at, row + 1));
        const found = close.exec(run.text.slice(tag.end));
        if (found) return htmlPiece(run, at, indent, tag.end + found.index + found[0].length, document);
      }
    }
    if (
      !document.has('markdown_in_html_blocks') &&
      !tag.closing &&
      !tag.selfClosing &&
      !(tag.name === 'div' && document.has('native_divs'))
    ) {
      run = toRun(lines.slice(at, at + MAX_TAG_LINES));
      const end = elementEnd(run.text, tag.name, indent);
      if (end !== undefined) return htmlPiece(run, at, indent, end, document);
    }
    let { name, end } = tag;
    const isDiv = tag.name === 'div' && document.has('native_divs');
    // Block tags that follow directly on the same line are part of the same node.
    while (!isDiv) {
      const next = htmlTag(run.text, end);
      if (!next || (next.name && !isBlockTag(next.name)) || VERBATIM.has(next.name) || next.name === 'div') break;
      ({ name, end } = next);
    }
    const piece = htmlPiece(run, at, indent, end, document);
    if (!isDiv) return withUnindentedRest(piece, VOID.has(name) ? lines[piece.next] : undefined);
    if (tag.closing) return { ...piece, closes: 'div' };
    const attributes = divAttributes(tagAttributes(run.text.slice(indent, end)));
    const { position } = piece.nodes[0] ?? {};
    return { ...piece, nodes: [{ ...element('div', [], attributes), ...(position && { position }) }], opens: 'div' };
  },
};

/**
 * Removes the indentation of the text after a piece of HTML. That text is outside the element, so it is not code.
 * @param next the line after the piece, if its last tag has no content
 */
function withUnindentedRest(piece: BlockResult, next: Line | undefined): BlockResult {
  if (piece.rest) return { ...piece, rest: outdent(piece.rest, piece.rest.text.length) };
  if (isBlank(next)) return piece;
  return { ...piece, next: piece.next + 1, rest: outdent(next as Line, (next as Line).text.length) };
}

/** Returns the index after the element at an index, counting nested elements of the same name. */
function elementEnd(text: string, name: string, from: number): number | undefined {
  if (!name) return undefined;
  let depth = 0;
  for (let at = from; at >= 0; at = text.indexOf('<', at + 1)) {
    const tag = htmlTag(text, at);
    if (tag?.name !== name || tag.selfClosing) continue;
    depth += tag.closing ? -1 : 1;
    if (depth === 0) return tag.end;
  }
  return undefined;
}

function htmlPiece(run: Run, at: number, start: number, end: number, document: Document): BlockResult {
  const before = run.text.slice(0, end).split('\n');
  const row = before.length - 1;
  const position = document.position(offsetInRun(run, start), offsetInRun(run, end));
  const node = { type: 'html', value: run.text.slice(start, end), position };
  const rest = cut(run.lines[row] as Line, before.at(-1)?.length ?? 0);
  const next = at + row + 1;
  return isBlank(rest) ? { nodes: [node], next } : { nodes: [node], next, rest };
}

/** True if a line begins with the end tag of an element. */
export function closesTag(text: string, name: string | undefined): boolean {
  return name !== undefined && text.startsWith('</') && new RegExp(`^</${name}\\s*>`, 'i').test(text);
}

/**
 * Returns the index of the first block tag in a text, outside code, formulas and link targets.
 * @param openTag the element around the text; its end tag counts
 */
export function firstBlockTag(text: string, openTag?: string): number | undefined {
  if (!text.includes('<')) return undefined;
  const special = /[\\`<$]|\]\(/g;
  const spans = codeSpans(text);
  let budget = MAX_LINK_CHARACTERS + text.length;
  const spend = (characters: number) => {
    budget -= characters;
    return budget > 0;
  };
  for (let found = special.exec(text); found; found = special.exec(text)) {
    const at = found.index;
    if (found[0] === '](') special.lastIndex = destination({ text, spend }, at + 1)?.end ?? at + 2;
    else if (found[0] === '\\') special.lastIndex = at + 2;
    else if (found[0] === '`') special.lastIndex = spans(at)?.end ?? at + 1;
    else if (found[0] === '$') special.lastIndex = mathEnd(text, at) ?? at + 1;
    else {
      const tag = htmlTag(text, at);
      if (!tag) continue;
      if (isBlockTag(tag.name) || tag.name === (tag.closing ? openTag : 'script')) return at;
      special.lastIndex = tag.end;
    }
  }
  return undefined;
}
