// Character references: `&amp;`, `&#20013;`, `&#x4e2d;`.

import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import type { InlineConstruct } from './construct.js';

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]\w{0,30}));/y;

export const entity: InlineConstruct = {
  starts: '&',
  read: (reader) => {
    REFERENCE.lastIndex = reader.at;
    const match = REFERENCE.exec(reader.text);
    const value = match && decoded(match);
    return value ? reader.emit(value, match[0].length) : false;
  },
};

function decoded([, decimal, hexadecimal, name]: readonly (string | undefined)[]): string | undefined {
  if (name !== undefined) return decodeNamedCharacterReference(name) || undefined;
  const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : '\uFFFD';
}

/** Decodes the character references in a text. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    new RegExp(REFERENCE.source, 'g'),
    (all, ...groups: string[]) => decoded([all, ...groups.slice(0, 3)]) ?? all,
  );
}
