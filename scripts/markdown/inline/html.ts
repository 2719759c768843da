// Inline HTML: raw_html and native_spans.

import { htmlTag, tagAttributes } from '../html.js';
import type { InlineConstruct } from './construct.js';
import { spanOf } from './links.js';

export const inlineHtml: InlineConstruct = {
  extensions: ['raw_html'],
  starts: '<',
  read: (reader) => {
    const { text, at } = reader;
    const tag = htmlTag(text, at);
    if (!tag) return false;
    reader.at = tag.end;
    return reader.add({ type: 'html', value: text.slice(at, tag.end) }, at);
  },
};

const CLOSE = /<\/span\s*>/iy;

/** `<span …>` up to its end tag; it makes the same node as `[…]{…}`. */
export const nativeSpan: InlineConstruct = {
  extensions: ['native_spans'],
  starts: '<',
  nests: true,
  read: (reader) => {
    const { text, at } = reader;
    if (!/^span[\s>]/i.test(text.slice(at + 1, at + 6))) return false;
    const tag = htmlTag(text, at);
    if (!tag || tag.selfClosing || !(reader.comes('</span') || reader.comes('</SPAN'))) return false;
    const closes = () => {
      CLOSE.lastIndex = reader.at;
      return text[reader.at] === '<' && CLOSE.test(text);
    };
    const children = reader.attempt('<span', tag.end - at, () => reader.collect(closes), closes);
    if (!children) return false;
    CLOSE.lastIndex = reader.at;
    CLOSE.test(text);
    reader.at = CLOSE.lastIndex;
    return reader.add(spanOf(children, tagAttributes(text.slice(at, tag.end))), at);
  },
};
