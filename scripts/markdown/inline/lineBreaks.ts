// White space and line breaks: hard_line_breaks, ignore_line_breaks; two spaces at the end of a line break it.

import type { InlineConstruct, Reader } from './construct.js';

export const whitespace: InlineConstruct = {
  starts: ' ',
  read: (reader) => {
    const { text, at } = reader;
    let end = at + 1;
    while (text[end] === ' ') end++;
    // A break by a backslash takes the spaces before it.
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
    reader.at = behindBreak(text, end);
    return reader.at >= text.length ? true : reader.add({ type: 'break' }, at);
  },
};

export const lineBreak: InlineConstruct = { starts: '\n', read: soft };

function soft(reader: Reader): true {
  const { text, at } = reader;
  const end = behindBreak(text, at);
  if (reader.has('hard_line_breaks')) {
    reader.at = end;
    return reader.add({ type: 'break' }, at);
  }
  return reader.has('ignore_line_breaks') ? reader.emit('', 1) : reader.emit('\n', end - at);
}

/** The index after a line break and the white space that the next line begins with. */
export function behindBreak(text: string, at: number): number {
  let end = at + 1;
  while (text[end] === ' ') end++;
  return end;
}
