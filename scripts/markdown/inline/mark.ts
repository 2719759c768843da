// mark (off by default in Pandoc): `==marked==`.

import { element } from '../nodes.js';
import type { InlineConstruct } from './construct.js';

export const mark: InlineConstruct = {
  extensions: ['mark'],
  starts: '=',
  nests: true,
  read: (reader) => {
    const { text, at } = reader;
    if (!text.startsWith('==', at) || /[ \n=]/.test(text[at + 2] ?? ' ') || text.indexOf('==', at + 3) < 0) return false;
    const closes = () => text.startsWith('==', reader.at) && reader.at > at + 2;
    const children = reader.attempt('==', 2, () => reader.collect(closes, { trim: true }), closes);
    if (!children) return false;
    reader.at += 2;
    return reader.add(element('mark', children), at);
  },
};
