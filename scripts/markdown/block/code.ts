// fenced_code_blocks, backtick_code_blocks, fenced_code_attributes, raw_attribute; and indented code.

import { readAttributes } from '../attributes.js';
import type { Construct, Document } from '../document.js';
import { type Attributes, NO_ATTRIBUTES, type Node, properties } from '../nodes.js';
import { cut, findLine, indentOf, isBlank, type Line, offsetIn, outdent } from '../text.js';

/** Names that Pandoc's highlighter has for languages that writers call otherwise. */
const LANGUAGES: { readonly [name: string]: string } = { 'c++': 'cpp', 'objective-c': 'objectivec' };

export const fencedCode: Construct = (lines, at, document) => {
  const line = lines[at] as Line;
  const match = /^( {0,3})(`{3,}|~{3,})\s*(.*?)\s*$/.exec(line.text);
  if (!match) return undefined;
  const [, indent = '', fence = '', info = ''] = match;
  if (!document.has(fence[0] === '`' ? 'backtick_code_blocks' : 'fenced_code_blocks')) return undefined;
  const attributes = infoString(info, document);
  if (!attributes) return undefined;
  const closing = new RegExp(`^ {0,3}${fence[0] === '`' ? '`' : '~'}{${fence.length},}\\s*$`);
  const end = findLine(lines, at + 1, closing);
  if (end === undefined) return undefined;
  const value = lines
    .slice(at + 1, end)
    .map((each) => outdent(each, indent.length).text)
    .join('\n');
  const last = lines[end] as Line;
  const position = document.position(line.offset, offsetIn(last, last.text.length));
  if ('raw' in attributes) {
    return { nodes: /^html/.test(attributes.raw) ? [{ type: 'html', value, position }] : [], next: end + 1 };
  }
  return { nodes: [codeNode(value, attributes, position)], next: end + 1 };
};

function infoString(info: string, document: Document): Attributes | { readonly raw: string } | undefined {
  if (info === '') return NO_ATTRIBUTES;
  const raw = /^\{=([\w-]+)\}$/.exec(info);
  if (raw && document.has('raw_attribute')) return { raw: raw[1] ?? '' };
  const word = /^([^\s{}`]+)\s*/.exec(info);
  const rest = info.slice(word?.[0].length ?? 0);
  const found = rest ? readAttributes(rest, 0) : undefined;
  if (rest && (!found || found.end !== rest.length || !document.has('fenced_code_attributes'))) return undefined;
  const name = word?.[1]?.toLowerCase();
  const language = name === undefined ? [] : [LANGUAGES[name] ?? name];
  const attributes = found?.attributes ?? NO_ATTRIBUTES;
  return { ...attributes, classes: [...language, ...attributes.classes] };
}

function codeNode(value: string, attributes: Attributes, position: Node['position']): Node {
  const [language, ...classes] = attributes.classes;
  return {
    type: 'code',
    value,
    ...(language && { lang: language }),
    ...(position && { position }),
    data: {
      hProperties: {
        ...properties({ ...attributes, classes }),
        ...(language && { className: [`language-${language}`, ...classes] }),
      },
    },
  };
}

export const codeBlock: Construct = (lines, at, document) => {
  if (indentOf((lines[at] as Line).text) < 4) return undefined;
  let end = at + 1;
  for (let next = end; next < lines.length; next++) {
    const indent = indentOf((lines[next] as Line).text);
    if (indent < 4 && !isBlank(lines[next])) break;
    if (indent >= 4) end = next + 1;
  }
  const block = lines.slice(at, end).map((line) => cut(line, Math.min(4, line.text.length)));
  const last = block.at(-1) as Line;
  const value = block
    .map(({ text }) => text)
    .join('\n')
    .replace(/\n+$/, '');
  const position = document.position((lines[at] as Line).offset, offsetIn(last, last.text.length));
  return { nodes: [{ type: 'code', value, position }], next: end };
};
