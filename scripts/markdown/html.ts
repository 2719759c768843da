// Parses HTML tags in markdown, and knows which elements are blocks for Pandoc.

import { decodeEntities } from './inline/entities.js';
import type { Attributes } from './nodes.js';

export interface HtmlTag {
  /** Lower case; empty for comments, declarations and processing instructions. */
  readonly name: string;
  readonly closing: boolean;
  readonly selfClosing: boolean;
  /** Index after the tag. */
  readonly end: number;
}

const NAME = String.raw`\p{L}[\p{L}\p{N}:_-]*(?<!:)`;
/** Attributes: a name with or without a value, after white space or right after a quoted value. */
const ATTRIBUTES = String.raw`(?:(?:[ \t\n]+|(?<=["']))[\p{L}_:][\p{L}\p{N}:_.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|(?:[^\s"'<>][^\s<>]*)?))?)*`;
const OPENING = new RegExp(String.raw`<(${NAME})${ATTRIBUTES}\s*(\/?)\s*>`, 'uy');
const CLOSING = new RegExp(String.raw`<\/(${NAME})${ATTRIBUTES}\s*>`, 'uy');
const OTHER = /<!--(?!-?>)[\s\S]*?-->|<\?[A-Za-z][\s\S]*?\?>/y;

let lastText = '';
/** Indexes of the last `-->` and the last `?>` in `lastText`. */
let lastEnds = { comment: -1, instruction: -1 };

/** Parses the tag, comment or processing instruction at an index. */
export function htmlTag(text: string, at: number): HtmlTag | undefined {
  if (text[at + 1] === '!' || text[at + 1] === '?') {
    // After the last end, nothing can be closed. This is looked up once per text: many unclosed `<!--` would take quadratic time.
    if (text !== lastText) {
      lastText = text;
      lastEnds = { comment: text.lastIndexOf('-->'), instruction: text.lastIndexOf('?>') };
    }
    if (at > (text[at + 1] === '!' ? lastEnds.comment : lastEnds.instruction)) return undefined;
  }
  const kind = text[at + 1] === '/' ? CLOSING : text[at + 1] === '!' || text[at + 1] === '?' ? OTHER : OPENING;
  kind.lastIndex = at;
  const match = kind.exec(text);
  if (!match) return undefined;
  const name = kind === OTHER ? '' : (match[1] ?? '').toLowerCase();
  return { name, closing: kind === CLOSING, selfClosing: kind === OPENING && match[2] === '/', end: kind.lastIndex };
}

/** Block elements of HTML, and of DocBook, which Pandoc counts too. */
const BLOCKS = new Set(
  `address article aside blockquote body canvas caption center col colgroup dd details dir div dl dt fieldset figcaption
  figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html isindex li main menu meta nav noframes ol output p
  pre section summary table tbody td textarea tfoot th thead tr ul calloutlist bibliolist glosslist itemizedlist orderedlist
  segmentedlist simplelist variablelist caution important note tip warning literallayout programlisting programlistingco
  screen screenco screenshot synopsis example informalexample informalfigure informaltable para simpara formalpara equation
  informalequation mediaobject qandaset procedure task cmdsynopsis funcsynopsis classsynopsis revhistory epigraph msgset
  sidebar title`.split(/\s+/),
);
/** Elements that may be blocks or inline: one that begins a block is a block. */
const BLOCK_OR_INLINE = new Set(
  'applet area audio button del embed iframe ins map noscript object progress script source style svg track video'.split(' '),
);

/** True for an element that is always a block. */
export function isBlockTag(name: string): boolean {
  return BLOCKS.has(name);
}

/** True for an element that may begin a block. */
export function startsBlock(name: string): boolean {
  return BLOCKS.has(name) || BLOCK_OR_INLINE.has(name);
}

/** Elements whose content is not markdown. */
export const VERBATIM = new Set(['pre', 'script', 'style', 'textarea']);

/** Void elements that may stand between blocks. */
export const VOID = new Set(['hr', 'col', 'link', 'meta', 'param', 'track', 'frame']);

const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]*)))?/g;

/** Parses the attributes of a start tag into Pandoc's form. */
export function tagAttributes(tag: string): Attributes {
  let id: string | undefined;
  let classes: readonly string[] = [];
  const pairs: [string, string][] = [];
  for (const [, name = '', double, single, bare] of tag.replace(/^<[^\s>]+|\/?>$/g, '').matchAll(ATTRIBUTE)) {
    const value = decodeEntities(double ?? single ?? bare ?? '');
    const key = name.toLowerCase();
    if (key === 'id') id ??= value;
    else if (key === 'class') classes = value.split(/\s+/).filter(Boolean);
    else pairs.push([key, value]);
  }
  return { ...(id !== undefined && { id }), classes, pairs };
}
