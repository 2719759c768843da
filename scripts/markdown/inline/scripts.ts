// Superscripts and subscripts: superscript, subscript, short_subsuperscripts.

import { isWide } from '../eastAsianWidth.js';
import { element } from '../nodes.js';
import type { InlineConstruct, Reader } from './construct.js';

/** Returns a construct. Its text holds no white space outside nested emphasis, and with `cjk` no Chinese. */
function script(sign: '^' | '~', extension: string, tag: string): InlineConstruct {
  return {
    extensions: [extension, 'short_subsuperscripts'],
    starts: sign,
    nests: true,
    read: (reader) => (reader.has(extension) && enclosed(reader, sign, tag)) || short(reader, sign, tag),
  };
}

export const superscript = script('^', 'superscript', 'sup');
export const subscript = script('~', 'subscript', 'sub');

function enclosed(reader: Reader, sign: '^' | '~', tag: string): boolean {
  const { text, at } = reader;
  const next = text[at + 1];
  if (next === undefined || next === sign || isSpace(next) || text.indexOf(sign, at + 2) < 0) return false;
  const face = reader.has('cjk') ? faceAt(text, at) : undefined;
  if (face) return reader.emit(face, face.length);
  const ends = () => {
    const next = text[reader.at] ?? ' ';
    return next === sign ? reader.at > at + 1 : isSpace(next);
  };
  const closed = () => text[reader.at] === sign && !(reader.has('cjk') && isImplausible(text.slice(at + 1, reader.at)));
  const children = reader.attempt(sign, 1, () => reader.collect(ends, { words: true }), closed);
  if (!children) return false;
  reader.at++;
  return reader.add(element(tag, children), at);
}

const FACE = /([\^~])[^\p{L}\p{N}\s^~]{1,5}\1/uy;

/** Returns the emoticon at an index, such as `^_^` or `~.~`, which is not markup. */
function faceAt(text: string, at: number): string | undefined {
  FACE.lastIndex = at;
  return FACE.exec(text)?.[0];
}

/** True for text that is never a script: Chinese, or text without letters and digits. */
function isImplausible(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text) || [...text].some(isWide);
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n';
}

const SHORT = /[\p{L}\p{N}]+/uy;

/** Reads `x^2` and `O~2`: letters and digits without a closing marker. */
function short(reader: Reader, sign: '^' | '~', tag: string): boolean {
  if (!reader.has('short_subsuperscripts')) return false;
  const { text, at } = reader;
  SHORT.lastIndex = at + 1;
  const value = SHORT.exec(text)?.[0];
  if (!value || text[at + 1 + value.length] === sign) return false;
  reader.at = at + 1 + value.length;
  return reader.add(element(tag, [{ type: 'text', value, position: reader.place(at + 1, reader.at) }]), at);
}
