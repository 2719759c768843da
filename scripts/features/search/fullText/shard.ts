// A shard of the index: the terms whose beginnings have the same hash, a line each, with the posts that have them. The format
// is described in README.md.

import { FIELDS, type Field, shardKeyLength, TEXT } from '../../../base/text/ngrams.js';

/** Digits of numbers in base 32; those of the second half say that another one follows. */
const DIGITS = '0123456789abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZwxyz-_';
const BASE = 32;
const BITS = 5;

const values = new Uint8Array(128);
for (let at = 0; at < DIGITS.length; at++) values[DIGITS.charCodeAt(at)] = at;

/** How many shards an index of so many posts has: a power of two, so that most new posts change none but their own terms'. */
export function shardCount(posts: number): number {
  return 2 ** Math.min(MOST_SHARDS, Math.max(0, Math.ceil(Math.log2(Math.max(1, posts) / 2))));
}

/** Of two. */
const MOST_SHARDS = 11;

/** The shard that a term is in, of a power of two. */
export function shardOf(term: string, shards: number): number {
  return hashOfTerm(term) % shards;
}

/** FNV-1a of a term's beginning, the bits mixed once more. */
export function hashOfTerm(term: string): number {
  const length = shardKeyLength(term);
  let hash = 0x811c9dc5;
  for (let at = 0; at < length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Posts that have a term, by the field where it says most; numbers ascending. */
export type Postings = readonly (readonly number[])[];

/** Rising numbers as differences; each number that follows 32 digits or more takes another digit. */
export function writeNumbers(numbers: readonly number[]): string {
  let text = '';
  let before = -1;
  for (const number of numbers) {
    text += writeGap(number - before);
    before = number;
  }
  return text;
}

/** How far a number is above the one before, at least 1. */
export function writeGap(gap: number): string {
  let text = DIGITS.charAt((gap - 1) % BASE);
  for (let rest = (gap - 1) >>> BITS; rest > 0; rest >>>= BITS) text = DIGITS.charAt(BASE + (rest % BASE)) + text;
  return text;
}

/** @throws RangeError if a text is not what `writeNumbers` writes */
export function readNumbers(text: string): number[] {
  const numbers: number[] = [];
  let last = -1;
  let number = 0;
  for (let at = 0; at < text.length; at++) {
    const value = values[text.charCodeAt(at)] as number;
    number = (number << BITS) | (value % BASE);
    if (value >= BASE) continue;
    last += number + 1;
    numbers.push(last);
    number = 0;
  }
  return numbers;
}

/** The fields of a line, the text first, since most terms are in no other. */
const ORDER = Array.from({ length: FIELDS }, (_, at) => (TEXT - at) as Field);

export function writePostings(postings: Postings): string {
  return ORDER.map((field) => writeNumbers(postings[field] ?? []))
    .join(',')
    .replace(/,+$/, '');
}

export function readPostings(text: string): number[][] {
  const parts = text.split(',');
  const postings: number[][] = Array.from({ length: FIELDS }, () => []);
  for (const [at, field] of ORDER.entries()) if (parts[at]) postings[field] = readNumbers(parts[at] as string);
  return postings;
}

/** A shard by its terms, with what their lines say of posts. */
export type Shard = Map<string, string>;

/** @param postingsOf what the line of a term says of posts */
export function writeShard(terms: Iterable<string>, postingsOf: (term: string) => string): string {
  let text = '';
  for (const term of [...terms].sort()) text += `${term} ${postingsOf(term)}\n`;
  return text;
}

export function readShard(text: string): Shard {
  const shard: Shard = new Map();
  for (let at = 0, end = 0; at < text.length; at = end + 1) {
    end = text.indexOf('\n', at);
    const space = text.indexOf(' ', at);
    shard.set(text.slice(at, space), text.slice(space + 1, end));
  }
  return shard;
}
