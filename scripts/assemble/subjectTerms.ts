// Subject terms: what a text is about, from its tags, title and most frequent words. Terms are hashes, so comparing and storing
// them is cheap.

import { titleTerms } from '../base/text/terms.js';
import type { Metadata } from '../types.js';

/** Origin of a term, in the bits from `CLASS_SHIFT` on. */
const TEXT_TERM = 0;
const TITLE_TERM = 1;
const TAG_TERM = 2;
export const CLASS_SHIFT = 30;
const HASH_MASK = 2 ** CLASS_SHIFT - 1;

/** The terms of a post, unordered and without duplicates. */
export type SubjectTerms = Uint32Array<ArrayBuffer>;

/**
 * Returns the terms of a post.
 * @param text the most frequent words of its text
 */
export function subjectTerms({ title = '', tags }: Pick<Metadata, 'title' | 'tags'>, text: readonly string[]): SubjectTerms {
  const terms = new Set<number>();
  for (const word of text) terms.add(termOf(word, TEXT_TERM));
  for (const word of titleTerms(title)) terms.add(termOf(word, TITLE_TERM));
  for (const tag of tags) terms.add(termOf(tag.toLowerCase(), TAG_TERM));
  return Uint32Array.from(terms);
}

/** Hashes a word with FNV-1a to 30 bits, below the bits of the origin. */
function termOf(word: string, kind: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return (((hash ^ (hash >>> CLASS_SHIFT)) & HASH_MASK) | (kind << CLASS_SHIFT)) >>> 0;
}

/** Encodes terms as text. */
export function writeTerms(terms: SubjectTerms): string {
  return Buffer.from(terms.buffer, terms.byteOffset, terms.byteLength).toString('base64');
}

export function readTerms(text: string): SubjectTerms {
  const bytes = Buffer.from(text, 'base64');
  return new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
