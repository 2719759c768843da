// emoji (off in Pandoc): `:smile:`.

import { nameToEmoji } from 'gemoji';
import { element, type Node } from '../nodes.js';
import type { InlineConstruct } from './construct.js';

const NAME = /:([\w+-]+):/y;

export const emoji: InlineConstruct = {
  extensions: ['emoji'],
  starts: ':',
  read: (reader) => {
    const { text, at } = reader;
    NAME.lastIndex = at;
    const name = NAME.exec(text)?.[1];
    if (name === undefined || !isEmoji(name)) return false;
    reader.at += name.length + 2;
    const node = emojiNode(name);
    for (const child of node.children ?? []) child.position = reader.place(at, reader.at);
    return reader.add(node, at);
  },
};

export function isEmoji(name: string): boolean {
  return Object.hasOwn(nameToEmoji, name);
}

/** Returns the node of an emoji. */
export function emojiNode(name: string): Node {
  const child = { type: 'text', value: nameToEmoji[name] ?? '' };
  return element('span', [child], { classes: ['emoji'], pairs: [['data-emoji', name]] });
}
