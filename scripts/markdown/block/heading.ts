// Headings: blank_before_header, space_in_atx_header, header_attributes.

import { readAttributes } from '../attributes.js';
import type { Construct, Document } from '../document.js';
import { type Attributes, NO_ATTRIBUTES, type Node } from '../nodes.js';
import { cut, head, isBlank, type Line, toRun } from '../text.js';
import { firstBlockTag } from './html.js';

export const atxHeading: Construct = (lines, at, document) => {
  const line = lines[at] as Line;
  const match = /^(#+)(?![.)#])(\s*)/.exec(line.text);
  if (!match) return undefined;
  const [, signs = '', space = ''] = match;
  if (!space && line.text.length > signs.length && document.has('space_in_atx_header')) return undefined;
  let end = line.text.trimEnd().length;
  const content = () => line.text.slice(0, end);
  const { attributes, start } = trailingAttributes(content(), document);
  end = content().slice(0, start).trimEnd().length;
  const closing = /(?:^|\s)#+$/.exec(content().slice(signs.length));
  if (closing && !/\\#+$/.test(content()))
    end = content()
      .slice(0, signs.length + closing.index)
      .trimEnd().length;
  const text = cut(head(line, Math.max(end, signs.length + space.length)), signs.length + space.length);
  return { nodes: [headingNode(text, signs.length, attributes, document)], next: at + 1 };
};

export const setextHeading: Construct = (lines, at, document) => {
  const line = lines[at] as Line;
  const under = lines[at + 1];
  const match = under && /^(=+|-+)\s*$/.exec(under.text);
  if (!match || isBlank(line) || /^ {4}/.test(line.text) || firstBlockTag(line.text) !== undefined) return undefined;
  const { attributes, start } = trailingAttributes(line.text.trimEnd(), document);
  const text = head(line, line.text.slice(0, start).trimEnd().length);
  if (!text.text.trim()) return undefined;
  return { nodes: [headingNode(text, match[1]?.[0] === '=' ? 1 : 2, attributes, document)], next: at + 2 };
};

/** Attributes at the end of a heading, and where they begin. */
function trailingAttributes(text: string, document: Document): { attributes: Attributes; start: number } {
  const none = { attributes: NO_ATTRIBUTES, start: text.length };
  if (!document.has('header_attributes') || !text.endsWith('}')) return none;
  const start = text.lastIndexOf('{');
  const found = start < 0 ? undefined : readAttributes(text, start);
  return found && found.end === text.length ? { attributes: found.attributes, start } : none;
}

function headingNode(text: Line, level: number, attributes: Attributes, document: Document): Node {
  const kind = level > 6 ? { type: 'paragraph' } : { type: 'heading', depth: level };
  const node = document.inline(kind.type, toRun([text]), kind);
  document.headings.push({
    node,
    attributes: level > 6 ? { ...attributes, classes: ['heading', ...attributes.classes] } : attributes,
  });
  return node;
}
