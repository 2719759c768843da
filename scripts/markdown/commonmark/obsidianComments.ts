// Comments of Obsidian, `%%…%%`, which no reader may see. They are masked before a text is parsed, since one may span blocks. Offsets stay
// the same. A comment on lines of its own becomes blank; within a line it becomes characters that `withoutMask` removes from the tree.

import type { Node } from '../nodes.js';
import { walk } from '../walk.js';

/** A noncharacter, which no text has. */
const MASK = '\uFDD5';

const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^\n]*)/;

/** Ranges of UTF-16 offsets. */
export type Ranges = readonly (readonly [start: number, end: number])[];

/**
 * Masks the comments of a text. `%%` in code is none. A comment without an end goes on to the end of the text: in doubt, nobody sees it.
 * @see Obsidian, "Basic formatting syntax", Comments
 */
export function withoutComments(text: string): { readonly text: string; readonly hidden: Ranges } {
  if (!text.includes('%%')) return { text, hidden: [] };
  const comments = commentsIn(text);
  let masked = '';
  let done = 0;
  for (const [start, end] of comments) {
    const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
    const isBlock = /^[ \t>]*$/.test(before) && /^[ \t]*(?:\n|$)/.test(text.slice(end, end + 100));
    masked +=
      text.slice(done, start) + (isBlock ? blank(text.slice(start, end)) : text.slice(start, end).replace(/[^\n]/g, MASK));
    done = end;
  }
  return { text: masked + text.slice(done), hidden: comments };
}

/** Blanks lines; those in a quote stay in it. */
function blank(comment: string): string {
  return comment.replace(
    /(\n[ \t>]*)?([^\n]*)/g,
    (_all, lead: string | undefined, rest: string) => (lead ?? '') + rest.replace(/[^\n]/g, ' '),
  );
}

function commentsIn(text: string): (readonly [number, number])[] {
  const comments: (readonly [number, number])[] = [];
  let at = 0;
  let fence: string | undefined;
  let isLineStart = true;
  while (at < text.length) {
    if (isLineStart) {
      isLineStart = false;
      const line = text.slice(at, endOfLine(text, at));
      const [, found, info = ''] = FENCE.exec(line) ?? [];
      const isFence =
        found !== undefined &&
        (fence === undefined ? !(found.startsWith('`') && info.includes('`')) : found.startsWith(fence) && info.trim() === '');
      if (isFence) fence = fence === undefined ? found : undefined;
      if (isFence || fence !== undefined) {
        at = endOfLine(text, at) + 1;
        isLineStart = true;
        continue;
      }
    }
    const sign = text[at];
    if (sign === '\n') isLineStart = true;
    if (sign === '\\') at += text[at + 1] === '\n' ? 1 : 2;
    else if (sign === '`') at = endOfCode(text, at);
    else if (text.startsWith('%%', at)) {
      const close = text.indexOf('%%', at + 2);
      const end = close < 0 ? unclosed(text, at) : close + 2;
      if (end !== undefined) comments.push([at, end]);
      at = end ?? at + 2;
    } else at++;
  }
  return comments;
}

/** Returns the end of a comment without `%%` at its end; undefined for two percent signs in a sentence: `100%%`. */
function unclosed(text: string, at: number): number | undefined {
  return /(?:^|[\s>])$/.test(text.slice(0, at).slice(-1)) ? text.length : undefined;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Returns the offset after inline code, or after the backticks if it has no end in its paragraph. */
function endOfCode(text: string, at: number): number {
  let length = 1;
  while (text[at + length] === '`') length++;
  const ticks = '`'.repeat(length);
  const blankLine = text.slice(at).search(/\n[ \t]*\n/);
  const limit = blankLine < 0 ? text.length : at + blankLine;
  for (let close = text.indexOf(ticks, at + length); close >= 0 && close < limit; close = text.indexOf(ticks, close + 1)) {
    let end = close;
    while (text[end] === '`') end++;
    if (end - close === length && text[close - 1] !== '`') return end;
    close = end - 1;
  }
  return at + length;
}

/** A comment, with the space before it at the end of a line. */
const MASKED = new RegExp(`[ \\t]*${MASK}+(?=\\n)|${MASK}+`, 'g');
const MASKED_AT_END = new RegExp(`[ \\t]*${MASK}+$`);
const HAS_TEXT = new Set(['value', 'url', 'alt', 'title']);

/** Removes masked comments from a tree, and the paragraphs that were nothing else. */
export function withoutMask(tree: Node): void {
  walk<Node>({ type: 'root', children: [tree] }, (node, index, parent) => {
    if (node.type === 'text' && index === parent.children.length - 1) node.value = node.value?.replace(MASKED_AT_END, '') ?? '';
    for (const [field, value] of Object.entries(node))
      if (HAS_TEXT.has(field) && typeof value === 'string' && value.includes(MASK))
        (node as unknown as { [field: string]: string })[field] = value.replace(MASKED, '');
  });
  walk<Node>({ type: 'root', children: [tree] }, (node) => {
    if (!node.children?.some(isEmptyParagraph)) return;
    node.children = node.children.filter((child) => !isEmptyParagraph(child));
  });
}

const isEmptyParagraph = ({ type, children = [] }: Node): boolean =>
  type === 'paragraph' &&
  children.every((child) => child.type === 'break' || (child.type === 'text' && child.value?.trim() === ''));
