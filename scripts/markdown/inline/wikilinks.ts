// wikilinks_title_after_pipe and wikilinks_title_before_pipe (off by default in Pandoc): `[[page]]`, `[[page|text]]`, `[[text|page]]`.

import { NO_ATTRIBUTES, type Node, properties } from '../nodes.js';
import type { InlineConstruct } from './construct.js';

/** In a table, the `|` may be escaped. */
const WIKILINK = /(!?)\[\[([^[\]\n|]+?)(?:\\?\|([^[\]\n]*))?\]\]/y;

export const wikilink: InlineConstruct = {
  extensions: ['wikilinks_title_after_pipe', 'wikilinks_title_before_pipe'],
  starts: '[!',
  read: (reader) => {
    const { text, at } = reader;
    WIKILINK.lastIndex = at;
    const match = WIKILINK.exec(text);
    if (!match || reader.inLink) return false;
    const [whole] = match;
    reader.at += whole.length;
    const node = wikilinkNode(whole, reader.has('wikilinks_title_after_pipe'));
    const [child] = node.children ?? [];
    if (child) {
      const start = at + whole.indexOf(String(child.value), 2);
      child.position = reader.place(start, start + String(child.value).length);
    }
    return reader.add(node, at);
  },
};

/** Returns the link of a wikilink, or the picture of one that begins with `!`. */
export function wikilinkNode(written: string, isTitleAfterPipe: boolean): Node {
  WIKILINK.lastIndex = 0;
  const [, image, first = '', second] = WIKILINK.exec(written) ?? [];
  const [url, title] = second === undefined ? [first, first] : isTitleAfterPipe ? [first, second] : [second, first];
  const data = { hProperties: properties({ ...NO_ATTRIBUTES, classes: ['wikilink'] }) };
  if (image) return { type: 'image', url, alt: title, data };
  return { type: 'link', url, children: title ? [{ type: 'text', value: title }] : [], data };
}
