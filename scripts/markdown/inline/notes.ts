// Note references (footnotes) and inline_notes.

import { readAttributes } from '../attributes.js';
import type { Node } from '../nodes.js';
import { undefinedNote } from '../noteLints.js';
import type { InlineConstruct } from './construct.js';

export const inlineNote: InlineConstruct = {
  extensions: ['inline_notes'],
  starts: '^',
  nests: true,
  read: (reader) => {
    const { text, at } = reader;
    const close = text[at + 1] === '[' ? reader.bracketAt(at + 1) : undefined;
    if (close === undefined || text[close + 1] === '(' || text[close + 1] === '[') return false;
    if (text[close + 1] === '{' && readAttributes(text, close + 1)) return false;
    const children = reader.range(at + 2, close, { inLink: false });
    reader.at = close + 1;
    const position = reader.place(at, reader.at);
    const paragraph: Node = { type: 'paragraph', children, position };
    const identifier = reader.context.addNote([paragraph], position);
    return reader.add({ type: 'footnoteReference', identifier, label: identifier }, at);
  },
};

/** Pattern of a note's id. */
export const NOTE_ID = String.raw`[^\s^[\]]+`;
const MARK = new RegExp(String.raw`\[\^(${NOTE_ID})\]`, 'y');

export const noteReference: InlineConstruct = {
  extensions: ['footnotes'],
  starts: '[',
  read: (reader) => {
    const { text, at } = reader;
    if (text[at + 1] !== '^') return false;
    MARK.lastIndex = at;
    const match = MARK.exec(text);
    const id = match?.[1];
    if (!match || id === undefined) return false;
    if (reader.context.hasNote(id)) {
      reader.at += match[0].length;
      const identifier = reader.context.refer(id);
      return reader.add({ type: 'footnoteReference', identifier, label: identifier, mark: id }, at);
    }
    reader.context.warn({ ...undefinedNote(id), position: reader.place(at, at + match[0].length) });
    return reader.emit(match[0]);
  },
};
