// White space and line breaks: hard_line_breaks, ignore_line_breaks. Two spaces at the end of a line make a hard line break.

import type { InlineConstruct, Reader } from './construct.js';

export const whitespace: InlineConstruct = {
  starts: ' ',
  read: (reader) => {
    const { text, at } = reader;
    let end = at + 1;
    while (text[end] === ' ') end++;
    // A backslash line break drops the spaces before it.
    if (text[end] === '\\' && text[end + 1] === '\n' && reader.has('escaped_line_breaks')) {
      reader.at = end;
      return true;
    }
    const ignored = reader.has('ignore_line_breaks') && end - at < 2;
    if (text[end] !== '\n' || ignored) return reader.emit(' ', end - at);
    if (end - at < 2) {
      reader.at = end;
      return soft(reader);
    }
    reader.at = afterBreak(text, end);
    return reader.at >= text.length ? true : reader.add({ type: 'break' }, at);
  },
};

export const lineBreak: InlineConstruct = { starts: '\n', read: soft };

function soft(reader: Reader): true {
  const { text, at } = reader;
  const end = afterBreak(text, at);
  if (reader.has('hard_line_breaks')) {
    reader.at = end;
    return reader.add({ type: 'break' }, at);
  }
  return reader.has('ignore_line_breaks') ? reader.emit('', 1) : reader.emit('\n', end - at);
}

/** Returns the index after a line break and the spaces at the start of the next line. */
export function afterBreak(text: string, at: number): number {
  let end = at + 1;
  while (text[end] === ' ') end++;
  return end;
}
