// strikeout: `~~struck~~`.

import type { InlineConstruct } from './construct.js';

export const strikeout: InlineConstruct = {
  extensions: ['strikeout'],
  starts: '~',
  nests: true,
  read: (reader) => {
    const { text, at } = reader;
    if (!text.startsWith('~~', at) || /[ \n~]/.test(text[at + 2] ?? ' ') || text.indexOf('~~', at + 3) < 0) return false;
    const closes = () => text.startsWith('~~', reader.at) && reader.at > at + 2;
    // A closer after white space closes nothing, and no later closer may either.
    const fails = () => SPACE_BEFORE_CLOSER.test(text.slice(reader.at, reader.at + 80));
    const children = reader.attempt(
      '~~',
      2,
      () => reader.collect(() => closes() || fails(), { trim: true, words: true }),
      closes,
    );
    if (!children) return false;
    reader.at += 2;
    return reader.add({ type: 'delete', children }, at);
  },
};

const SPACE_BEFORE_CLOSER = /^ +~~/;
