// footnotes: definitions of notes. A definition leaves nothing in its place.

import type { BlockConstruct } from '../document.js';
import { NOTE_ID } from '../inline/notes.js';
import type { Position } from '../nodes.js';
import { cut, indentOf, isBlank, type Line, lineEnd, offsetIn, outdent } from '../text.js';
import { closesDiv } from './fencedDivs.js';

const NOTE = new RegExp(String.raw`^ {0,3}\[\^(${NOTE_ID})\]:(?: {4})?`);

export const footnotes: BlockConstruct = {
  extensions: ['footnotes'],
  starts: '[',
  read: (lines, at, document, around) => {
    const line = lines[at] as Line;
    const match = NOTE.exec(line.text);
    if (!match) return undefined;
    // A space after the colon stays, so that what follows is text, not a heading or the like.
    const content: Line[] = [cut(line, match[0].length)];
    let end = at + 1;
    const gather = () => {
      for (; end < lines.length && !isBlank(lines[end]); end++) {
        const { text } = lines[end] as Line;
        if (NOTE.test(text) || (around.inDiv && closesDiv(text))) break;
        content.push(outdent(lines[end] as Line, 4));
      }
    };
    gather();
    for (;;) {
      let next = end;
      while (next < lines.length && isBlank(lines[next])) next++;
      if (next >= lines.length || next === end || indentOf((lines[next] as Line).text) < 4) break;
      while (end < next) content.push(lines[end++] as Line);
      gather();
    }
    const identifier = match[1] ?? '';
    const outer = document.inNote;
    document.inNote = true;
    const children = document.read(content, { ...around, end: 'paragraph', depth: around.depth + 1 });
    document.inNote = outer;
    const position = document.position(offsetIn(line, indentOf(line.text)), lineEnd(lines[end - 1] as Line));
    const definitions = document.noteDefinitions.get(identifier) ?? new Map<number, Position>();
    document.noteDefinitions.set(identifier, definitions.set(position.start.offset, position));
    document.notes.set(identifier, { type: 'footnoteDefinition', identifier, label: identifier, children, position });
    return { nodes: [], next: end };
  },
};
