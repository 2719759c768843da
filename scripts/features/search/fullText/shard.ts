// The format of a shard: one line per term, with the posts that have it. Terms whose beginnings have the same hash are in the
// same shard. The format is described in README.md.

import { FIELDS, type Field, shardKeyLength, TEXT } from '../../../base/text/ngrams.js';

/** Digits of numbers in base 32. A digit of the second half means that another one follows. */
const DIGITS = '0123456789abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZwxyz-_';
const BASE = 32;
const BITS = 5;

const values = new Uint8Array(128);
for (let at = 0; at < DIGITS.length; at++) values[DIGITS.charCodeAt(at)] = at;

/**
 * Returns the number of shards: a power of two that grows rarely, so that most new posts change only the shards of their terms.
 */
export function shardCount(posts: number): number {
  return 2 ** Math.min(MAX_SHARDS_EXPONENT, Math.max(0, Math.ceil(Math.log2(Math.max(1, posts) / 2))));
}

/** Maximum number of shards, as an exponent of two. */
const MAX_SHARDS_EXPONENT = 11;

/** Returns the shard of a term. @param shards a power of two */
export function shardOf(term: string, shards: number): number {
  return hashOfTerm(term) % shards;
}

/** Hashes the beginning of a term with FNV-1a and mixes the bits once more, because a shard is chosen by the low bits. */
export function hashOfTerm(term: string): number {
  const length = shardKeyLength(term);
  let hash = 0x811c9dc5;
  for (let at = 0; at < length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Ids of the posts that have a term, ascending, by the best field of the term in each post. */
export type Postings = readonly (readonly number[])[];

/** Encodes ascending numbers as gaps. */
export function writeNumbers(numbers: readonly number[]): string {
  let text = '';
  let before = -1;
  for (const number of numbers) {
    text += writeGap(number - before);
    before = number;
  }
  return text;
}

/** Encodes the difference of two numbers, at least 1, in base 32. */
export function writeGap(gap: number): string {
  let text = DIGITS.charAt((gap - 1) % BASE);
  for (let rest = (gap - 1) >>> BITS; rest > 0; rest >>>= BITS) text = DIGITS.charAt(BASE + (rest % BASE)) + text;
  return text;
}

/** Decodes a text written by `writeNumbers`. */
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

/** The fields of a line, text first: most terms are in no other field, so their lines need no commas. */
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

/** Encoded postings by term. */
export type Shard = Map<string, string>;

/** Writes a shard. @param postingsOf returns the encoded postings of a term */
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
