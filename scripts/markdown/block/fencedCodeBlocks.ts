// Fenced code: fenced_code_blocks, backtick_code_blocks, fenced_code_attributes, raw_attribute. A fence without a closing one is text.

import { readAttributes } from '../attributes.js';
import type { BlockConstruct, Document } from '../document.js';
import { type Attributes, NO_ATTRIBUTES, type Node, properties } from '../nodes.js';
import { findLine, type Line, lineEnd, offsetIn, outdent, trimEnd } from '../text.js';

const OPENING = /^( {0,3})(`{3,}|~{3,}) *([^ ].*)?$/;

export const fencedCodeBlocks: BlockConstruct = {
  extensions: ['backtick_code_blocks', 'fenced_code_blocks'],
  starts: '`~',
  read: (lines, at, document) => {
    const line = lines[at] as Line;
    const match = OPENING.exec(line.text);
    if (!match) return undefined;
    const [, indent = '', fence = '', info = ''] = match;
    if (!document.has(fence[0] === '`' ? 'backtick_code_blocks' : 'fenced_code_blocks')) return undefined;
    const attributes = infoString(trimEnd(info), document);
    if (!attributes) return undefined;
    const closing = new RegExp(`^ {0,3}${fence[0]}{${fence.length},} *$`);
    const end = findLine(lines, at + 1, closing);
    if (end === undefined) return undefined;
    const value = lines
      .slice(at + 1, end)
      .map((each) => outdent(each, indent.length).text)
      .join('\n');
    const position = document.position(offsetIn(line, indent.length), lineEnd(lines[end] as Line));
    return { nodes: [contentNode(value, attributes, position)], next: end + 1 };
  },
};

function infoString(info: string, document: Document): Attributes | { readonly raw: string } | undefined {
  if (info === '') return NO_ATTRIBUTES;
  const raw = /^\{=([\w-]+)\}$/.exec(info);
  if (raw && document.has('raw_attribute')) return { raw: raw[1] ?? '' };
  const word = /^([^\s{}`]+) */.exec(info);
  const rest = info.slice(word?.[0].length ?? 0);
  const found = rest ? readAttributes(rest, 0) : undefined;
  if (rest && (!found || found.end !== rest.length || !document.has('fenced_code_attributes'))) return undefined;
  const name = word?.[1]?.toLowerCase();
  const language = name === undefined ? [] : [name];
  const attributes = found?.attributes ?? NO_ATTRIBUTES;
  return { ...attributes, classes: [...language, ...attributes.classes] };
}

function contentNode(value: string, info: Attributes | { readonly raw: string }, position: NonNullable<Node['position']>): Node {
  if ('raw' in info) return { type: 'pandocRaw', format: info.raw, block: true, value, position };
  const [language, ...classes] = info.classes;
  const data = properties({ ...info, classes });
  if (language) data.className = [`language-${language}`, ...classes];
  return { type: 'code', value, position, ...(language && { lang: language }), data: { hProperties: data } };
}
