// ATX and setext headings: blank_before_header, space_in_atx_header, header_attributes, mmd_header_identifiers.

import { ownsAttributes, readAttributes } from '../attributes.js';
import type { BlockConstruct, Document } from '../document.js';
import { type Attributes, NO_ATTRIBUTES, type Node } from '../nodes.js';
import { cut, head, indentOf, isBlank, type Line, lineEnd, offsetIn, outdent, toRun, trimEnd } from '../text.js';
import { openUntil } from './openUntil.js';
import { firstBlockTag } from './rawHtml.js';

const SIGNS = /^(#+)(?![.)#])( *)/;

export const atxHeadings: BlockConstruct = {
  starts: '#',
  read: (lines, at, document) => {
    const line = lines[at] as Line;
    const match = SIGNS.exec(line.text);
    if (!match) return undefined;
    const [, signs = '', space = ''] = match;
    if (!space && line.text.length > signs.length && document.has('space_in_atx_header')) return undefined;
    const { attributes: trailing, start } = trailingAttributes(trimEnd(line.text), document);
    let text = trimEnd(line.text.slice(0, start));
    const closing = /(?<!#)#+$/.exec(text.slice(signs.length));
    if (closing && text[signs.length + closing.index - 1] !== '\\') {
      const end = signs.length + closing.index;
      if (/\S/.test(text[end - 1] ?? '') && end > signs.length) warnOfSign(line, text, end, document);
      text = trimEnd(text.slice(0, end));
    }
    const from = signs.length + space.length;
    const { attributes, length } = mmdIdentifier(text.slice(from), trailing, document);
    text = text.slice(0, from + length);
    const content = cut(head(line, Math.max(text.length, from)), from);
    if (document.has('raw_html') && firstBlockTag(content.text) !== undefined) return undefined;
    return { nodes: [headingNode(content, line, lineEnd(line), signs.length, attributes, document)], next: at + 1 };
  },
};

/** mmd_header_identifiers: parses `# Heading [id]`. The id is also a link label. */
function mmdIdentifier(text: string, attributes: Attributes, document: Document): { attributes: Attributes; length: number } {
  const match = document.has('mmd_header_identifiers') ? /(?<!\s)\s+\[([^[\]^]+)\]$/.exec(text) : null;
  if (!match || attributes !== NO_ATTRIBUTES) return { attributes, length: text.length };
  const id = (match[1] ?? '').replace(/\s+/g, '').toLowerCase();
  document.define(match[1] ?? '', { url: `#${id}`, attributes: NO_ATTRIBUTES });
  return { attributes: { ...attributes, id }, length: match.index };
}

/** Warns about closing `#` that were probably meant as part of the last word. */
function warnOfSign(line: Line, text: string, end: number, document: Document): void {
  const word = /\S*$/.exec(text.slice(0, end))?.[0] ?? '';
  document.warn({
    rule: 'heading-sign',
    reason: `the trailing "${text.slice(end)}" closes the heading and is not shown`,
    remedy: `write \`${word}\\${text.slice(end)}\` to show it`,
    position: document.position(offsetIn(line, end - word.length), offsetIn(line, text.length)),
  });
}

const UNDERLINE = /^(=+|-+) *$/;

export const setextHeadings: BlockConstruct = {
  read: (lines, at, document) => {
    const under = lines[at + 1];
    const sign = under?.text[0];
    if (!under || (sign !== '=' && sign !== '-') || !UNDERLINE.test(under.text)) return undefined;
    const line = outdent(lines[at] as Line, Number.POSITIVE_INFINITY);
    if (openUntil(lines, at, at + 1, document) !== undefined) return undefined;
    if (isBlank(line) || (document.has('raw_html') && firstBlockTag(line.text) !== undefined)) return undefined;
    const { attributes, start } = trailingAttributes(trimEnd(line.text), document);
    const text = head(line, trimEnd(line.text.slice(0, start)).length);
    if (isBlank(text)) return undefined;
    const node = headingNode(text, line, lineEnd(under), sign === '=' ? 1 : 2, attributes, document);
    return { nodes: [node], next: at + 2 };
  },
};

/** Parses the attributes at the end of a heading. Also returns the index where they begin. */
function trailingAttributes(text: string, document: Document): { attributes: Attributes; start: number } {
  const none = { attributes: NO_ATTRIBUTES, start: text.length };
  if (!document.has('header_attributes') || !text.endsWith('}')) return none;
  const start = text.lastIndexOf('{');
  // Attributes right after a link or code belong to it; after a backslash they are text.
  if (ownsAttributes(text.slice(0, start))) return none;
  const found = start < 0 ? undefined : readAttributes(text, start);
  return found && found.end === text.length ? { attributes: found.attributes, start } : none;
}

function headingNode(text: Line, line: Line, end: number, level: number, attributes: Attributes, document: Document): Node {
  const position = document.position(offsetIn(line, indentOf(line.text)), end);
  // HTML has six levels.
  const node: Node =
    level > 6
      ? { type: 'paragraph', children: [], position, data: {} }
      : { type: 'heading', depth: level, children: [], position };
  const classes = level > 6 ? ['heading', ...attributes.classes] : attributes.classes;
  return document.heading(node, toRun([text]), { ...attributes, classes });
}
