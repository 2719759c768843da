// Parses a query into words, runs and phrases, and finds them in a text.

import {
  CJK,
  charactersOf,
  GRAM,
  gram,
  isWordAt,
  MAX_WORD,
  type Token,
  termOfWord,
  tokensOf,
} from '../../../base/text/ngrams.js';

/** A term to look up in a shard: exactly (`isWhole`), or as a prefix. */
export interface TermLookup {
  readonly term: string;
  readonly isWhole: boolean;
}

/** Something that a post must contain: a word, a run of CJK characters, or a phrase in quotation marks. */
export interface QueryPart {
  /** Folded. */
  readonly text: string;
  readonly lookups: readonly TermLookup[];
  /** Probability that a post with all its terms contains it: certainly, almost certainly, maybe. */
  readonly trust: 'sure' | 'likely' | 'open';
  /** True if a match must begin where a word begins; likewise for its end. */
  readonly beginsWord: boolean;
  readonly endsWord: boolean;
}

const QUOTED = /["“”„＂]([^"“”„＂]*)["“”＂]/g;

/** Parses a query. A post must contain everything that is returned. @param fold the folding that the index was made with */
export function parseQuery(query: string, fold: (text: string) => string): QueryPart[] {
  const normal = query.normalize('NFC').replace(/\s+/g, ' ');
  const phrases = [...normal.matchAll(QUOTED)].flatMap(([, quoted = '']) => phraseOf(fold(quoted).trim()) ?? []);
  const words = tokensOf(fold(normal.replace(QUOTED, ' '))).map(wordOf);
  const all = [...phrases, ...words];
  return all.filter(({ text }, at) => all.findIndex((other) => other.text === text) === at);
}

function wordOf(token: Token): QueryPart {
  const { text, kind } = token;
  if (kind === CJK) {
    const trust = charactersOf(text).length <= GRAM ? 'sure' : 'likely';
    return { text, lookups: lookupsOf(token, false), trust, beginsWord: false, endsWord: false };
  }
  const trust = text.length <= MAX_WORD ? 'sure' : 'likely';
  return { text, lookups: lookupsOf(token, false), trust, beginsWord: true, endsWord: text.length === 1 };
}

/** Parses a phrase. If it begins with a word, a match must begin a word; its last word may be the beginning of a longer one. */
function phraseOf(text: string): QueryPart | undefined {
  const tokens = tokensOf(text);
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (!first || !last) return undefined;
  const isToken = first === last && first.text === text;
  if (isToken) return wordOf(first);
  const lookups = tokens.flatMap((token) => lookupsOf(token, token !== last || token.start + token.text.length < text.length));
  return { text, lookups, trust: 'open', beginsWord: first.kind !== CJK && first.start === 0, endsWord: false };
}

/** @param isWhole true if the word is complete, not the beginning of a longer one */
function lookupsOf({ text, kind }: Token, isWhole: boolean): TermLookup[] {
  if (kind !== CJK) return [{ term: termOfWord(text), isWhole: isWhole || text.length === 1 }];
  const characters = charactersOf(text);
  const { length } = characters;
  if (length <= GRAM) return [{ term: text, isWhole: length === 1 }];
  // These trigrams cover all characters; the last one may overlap the one before.
  const starts = Array.from({ length: Math.ceil(length / GRAM) }, (_, at) => Math.min(at * GRAM, length - GRAM));
  return starts.map((start) => ({ term: gram(characters, start, GRAM), isWhole: false }));
}

/** A range in a text, in UTF-16 units; the end is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Finds the first matches in a folded text, at most `most`. */
export function placesOf(wanted: QueryPart, folded: string, most: number): Range[] {
  const places: Range[] = [];
  const { text } = wanted;
  for (let start = folded.indexOf(text); start >= 0 && places.length < most; start = folded.indexOf(text, start + 1)) {
    const end = start + text.length;
    if (wanted.beginsWord && isWordAt(folded, start - 1)) continue;
    if (wanted.endsWord && isWordAt(folded, end)) continue;
    places.push({ start, end });
  }
  return places;
}
