// wikilinks_title_after_pipe and wikilinks_title_before_pipe (off in Pandoc): `[[page]]`, `[[page|text]]`, `[[text|page]]`.

import { NO_ATTRIBUTES, properties } from '../nodes.js';
import type { InlineConstruct } from './construct.js';

const WIKILINK = /(!?)\[\[([^[\]\n|]+)(?:\|([^[\]\n]*))?\]\]/y;

export const wikilink: InlineConstruct = {
  extensions: ['wikilinks_title_after_pipe', 'wikilinks_title_before_pipe'],
  starts: '[!',
  read: (reader) => {
    const { text, at } = reader;
    WIKILINK.lastIndex = at;
    const match = WIKILINK.exec(text);
    if (!match || reader.inLink) return false;
    const [whole, image, first = '', second] = match;
    const after = reader.has('wikilinks_title_after_pipe');
    const [url, title] = second === undefined ? [first, first] : after ? [first, second] : [second, first];
    reader.at += whole.length;
    const data = { hProperties: properties({ ...NO_ATTRIBUTES, classes: ['wikilink'] }) };
    if (image) return reader.add({ type: 'image', url, alt: title, data }, at);
    const start = at + whole.indexOf(title, 2);
    const child = { type: 'text', value: title, position: reader.place(start, start + title.length) };
    return reader.add({ type: 'link', url, children: title ? [child] : [], data }, at);
  },
};
