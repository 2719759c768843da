// Emphasis: `*` and `_`, intraword_underscores. An opener collects nodes up to its closer. Without one, the opener is text, and
// the collected nodes stay.

import type { Node } from '../nodes.js';
import { type InlineConstruct, isAfterWord, isWordAt, merged, type Reader } from './construct.js';

type Sign = '*' | '_';

/** A run of one, two or three markers opens emphasis if no space follows; a line break may follow. */
export const emphasis: InlineConstruct = {
  starts: '*_',
  nests: true,
  read: (reader) => {
    const { text, at } = reader;
    const sign = text[at] as Sign;
    if (sign === '_' && reader.has('intraword_underscores') && (isAfterWord(text, at) || reader.emphasisEnd === at)) return false;
    if (sign === '_' && reader.has('cjk') && isNose(text[at - 1], text[at + 1])) return reader.emit('_');
    let length = 1;
    while (text[at + length] === sign) length++;
    const next = text[at + length];
    if (length > 3 || next === undefined || next === ' ') return reader.emit(sign.repeat(length));
    reader.at += length;
    reader.append(
      reader.nested(() => {
        if (length === 1) return emphasised(reader, sign, at, []);
        if (length === 2) return strong(reader, sign, at, []);
        return three(reader, sign, at);
      }),
    );
    return true;
  },
};

/** True if `_` is the nose of a face: `-_-`, `=_=`, `>_<`. */
function isNose(before: string | undefined, next: string | undefined): boolean {
  if (before === undefined || next === undefined) return false;
  return before === next ? '-=@+;.^$#oO'.includes(before) : before === '>' && next === '<';
}

function three(reader: Reader, sign: Sign, start: number): Node[] {
  const children = reader.collect(() => closes(reader, sign, 1));
  for (const length of [3, 2, 1]) {
    if (!closes(reader, sign, length)) continue;
    reader.at += length;
    if (length === 1) return strong(reader, sign, start, [node(reader, 'emphasis', start + 2, children)]);
    if (length === 2) return emphasised(reader, sign, start, [node(reader, 'strong', start + 1, children)]);
    return [node(reader, 'strong', start, [node(reader, 'emphasis', start + 2, children, reader.at - 2)])];
  }
  return unclosed(reader, sign, 3, start, children);
}

function emphasised(reader: Reader, sign: Sign, start: number, before: readonly Node[]): Node[] {
  const children = [...before];
  for (;;) {
    for (const each of reader.collect(() => closes(reader, sign, 1))) children.push(each);
    const { at } = reader;
    if (!reader.text.startsWith(sign + sign, at) || closes(reader, sign, 1, at + 2)) break;
    // Two markers that don't close together with a third one open a strong part.
    reader.at += 2;
    for (const each of reader.nested(() => strong(reader, sign, at, []))) children.push(each);
  }
  if (!closes(reader, sign, 1)) return unclosed(reader, sign, 1, start, children);
  reader.at += 1;
  return [node(reader, 'emphasis', start, children)];
}

function strong(reader: Reader, sign: Sign, start: number, before: readonly Node[]): Node[] {
  const children = [...before, ...reader.collect(() => closes(reader, sign, 2))];
  if (!closes(reader, sign, 2)) return unclosed(reader, sign, 2, start, children);
  reader.at += 2;
  return [node(reader, 'strong', start, children)];
}

function node(reader: Reader, type: string, start: number, children: Node[], end = reader.at): Node {
  reader.emphasisEnd = reader.at;
  return { type, children: merged(children), position: reader.place(start, end) };
}

/** Returns an unclosed opener as text, with the nodes collected after it. */
function unclosed(reader: Reader, sign: Sign, length: number, start: number, children: readonly Node[]): Node[] {
  return [{ type: 'text', value: sign.repeat(length), position: reader.place(start, start + length) }, ...children];
}

function closes(reader: Reader, sign: Sign, count: number, at = reader.at): boolean {
  const { text } = reader;
  for (let index = at; index < at + count; index++) if (text[index] !== sign) return false;
  return sign === '*' || !reader.has('intraword_underscores') || !isWordAt(text, at + count);
}
