// emoji (off in Pandoc): `:smile:`.

import { nameToEmoji } from 'gemoji';
import { element } from '../nodes.js';
import type { InlineConstruct } from './construct.js';

const NAME = /:([\w+-]+):/y;

export const emoji: InlineConstruct = {
  extensions: ['emoji'],
  starts: ':',
  read: (reader) => {
    const { text, at } = reader;
    NAME.lastIndex = at;
    const name = NAME.exec(text)?.[1];
    const value = name === undefined ? undefined : nameToEmoji[name];
    if (name === undefined || value === undefined) return false;
    reader.at += name.length + 2;
    const child = { type: 'text', value, position: reader.place(at, reader.at) };
    return reader.add(element('span', [child], { classes: ['emoji'], pairs: [['data-emoji', name]] }), at);
  },
};
