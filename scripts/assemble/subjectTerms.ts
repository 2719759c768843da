// What a text is about: its tags, and the words of its title and text. Terms are numbers: hashes, which are compared and kept at
// little cost.

import { titleTerms } from '../base/text/terms.js';
import type { Metadata } from '../types.js';

/** Where a term is from, in its upper bits: above `CLASS_SHIFT`. */
const TEXT_TERM = 0;
const TITLE_TERM = 1;
const TAG_TERM = 2;
export const CLASS_SHIFT = 30;
const HASH_MASK = 2 ** CLASS_SHIFT - 1;

/** What a post is about, in any order, each once. */
export type SubjectTerms = Uint32Array<ArrayBuffer>;

/**
 * The terms of a post.
 * @param text the words that its text uses most
 */
export function subjectTerms({ title = '', tags }: Pick<Metadata, 'title' | 'tags'>, text: readonly string[]): SubjectTerms {
  const terms = new Set<number>();
  for (const word of text) terms.add(termOf(word, TEXT_TERM));
  for (const word of titleTerms(title)) terms.add(termOf(word, TITLE_TERM));
  for (const tag of tags) terms.add(termOf(tag.toLowerCase(), TAG_TERM));
  return Uint32Array.from(terms);
}

/** FNV-1a, 30 bits of it, below those of the class. */
function termOf(word: string, kind: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return (((hash ^ (hash >>> CLASS_SHIFT)) & HASH_MASK) | (kind << CLASS_SHIFT)) >>> 0;
}

/** Terms as text, to be kept. */
export function writeTerms(terms: SubjectTerms): string {
  return Buffer.from(terms.buffer, terms.byteOffset, terms.byteLength).toString('base64');
}

export function readTerms(text: string): SubjectTerms {
  const bytes = Buffer.from(text, 'base64');
  return new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
