// Backslash escapes: all_symbols_escapable, angle_brackets_escapable, escaped_line_breaks.

import { isWide } from '../eastAsianWidth.js';
import { type InlineConstruct, isWordAt } from './construct.js';
import { afterBreak } from './lineBreaks.js';

/** Characters that a backslash escapes without all_symbols_escapable. */
const ESCAPABLE = '\\`*_{}[]()>#+-.!';

export const backslash: InlineConstruct = {
  starts: '\\',
  read: (reader) => {
    const { text, at } = reader;
    const next = text[at + 1];
    if (next === undefined && !reader.context.endsInBreak) return reader.emit('\\');
    if (next === undefined || next === '\n') {
      const end = next === undefined ? at + 1 : afterBreak(text, at + 1);
      if (!reader.has('escaped_line_breaks')) return next === undefined ? reader.emit('\\') : reader.emit('\\\n', end - at);
      // With hard_line_breaks, the line break after the backslash is a second one.
      reader.at = reader.has('hard_line_breaks') && next !== undefined ? at + 1 : end;
      return reader.add({ type: 'break' }, at);
    }
    if (next === ' ') return reader.emit('\u00A0', 2);
    const char = String.fromCodePoint(text.codePointAt(at + 1) ?? 0);
    const isAngle = reader.has('angle_brackets_escapable') && (char === '<' || char === '>');
    if (isAngle || (reader.has('all_symbols_escapable') ? !isWordAt(text, at + 1) : ESCAPABLE.includes(char)))
      return reader.emit(char, 1 + char.length);
    return reader.has('cjk') && isWide(char) ? reader.emit('\\') : false;
  },
};
