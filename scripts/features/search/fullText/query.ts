// What a reader asks for.

import {
  CJK,
  charactersOf,
  GRAM,
  gram,
  isWordAt,
  LONGEST_WORD,
  type Token,
  termOfWord,
  tokensOf,
} from '../../../base/text/ngrams.js';

/** A term to be looked up: as it is, or all that begin with it. */
export interface Lookup {
  readonly term: string;
  readonly isWhole: boolean;
}

/** A word, a run, or a text in quotation marks that a post must have. */
export interface Wanted {
  /** Folded. */
  readonly text: string;
  readonly lookups: readonly Lookup[];
  /** How far a post that has all its terms can be trusted to have it: it has, it almost certainly has, it may have. */
  readonly trust: 'sure' | 'likely' | 'open';
  /** Whether it has to begin where a word begins, and to end where one ends. */
  readonly beginsWord: boolean;
  readonly endsWord: boolean;
}

const QUOTED = /["“”„＂]([^"“”„＂]*)["“”＂]/g;

/** What a query asks for: all of it has to be in a post. */
export function parseQuery(query: string, fold: (text: string) => string): Wanted[] {
  const normal = query.normalize('NFC').replace(/\s+/g, ' ');
  const phrases = [...normal.matchAll(QUOTED)].flatMap(([, quoted = '']) => phraseOf(fold(quoted).trim()) ?? []);
  const words = tokensOf(fold(normal.replace(QUOTED, ' '))).map(wordOf);
  const all = [...phrases, ...words];
  return all.filter(({ text }, at) => all.findIndex((other) => other.text === text) === at);
}

function wordOf(token: Token): Wanted {
  const { text, kind } = token;
  if (kind === CJK) {
    const trust = charactersOf(text).length <= GRAM ? 'sure' : 'likely';
    return { text, lookups: lookupsOf(token, false), trust, beginsWord: false, endsWord: false };
  }
  const trust = text.length <= LONGEST_WORD ? 'sure' : 'likely';
  return { text, lookups: lookupsOf(token, false), trust, beginsWord: true, endsWord: text.length === 1 };
}

/** A text as it is written: it begins where a word does, if with a word; its last word may go on. */
function phraseOf(text: string): Wanted | undefined {
  const tokens = tokensOf(text);
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (!first || !last) return undefined;
  const isToken = first === last && first.text === text;
  if (isToken) return wordOf(first);
  const lookups = tokens.flatMap((token) => lookupsOf(token, token !== last || token.start + token.text.length < text.length));
  return { text, lookups, trust: 'open', beginsWord: first.kind !== CJK && first.start === 0, endsWord: false };
}

/** @param isWhole whether a word is known to end where it ends */
function lookupsOf({ text, kind }: Token, isWhole: boolean): Lookup[] {
  if (kind !== CJK) return [{ term: termOfWord(text), isWhole: isWhole || text.length === 1 }];
  const characters = charactersOf(text);
  const { length } = characters;
  if (length <= GRAM) return [{ term: text, isWhole: length === 1 }];
  // All characters are in one of these; the last one may overlap.
  const starts = Array.from({ length: Math.ceil(length / GRAM) }, (_, at) => Math.min(at * GRAM, length - GRAM));
  return starts.map((start) => ({ term: gram(characters, start, GRAM), isWhole: false }));
}

/** A stretch of a folded text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where something wanted is in a folded text; the first places, at most so many. */
export function placesOf(wanted: Wanted, folded: string, most: number): Stretch[] {
  const places: Stretch[] = [];
  const { text } = wanted;
  for (let start = folded.indexOf(text); start >= 0 && places.length < most; start = folded.indexOf(text, start + 1)) {
    const end = start + text.length;
    if (wanted.beginsWord && isWordAt(folded, start - 1)) continue;
    if (wanted.endsWord && isWordAt(folded, end)) continue;
    places.push({ start, end });
  }
  return places;
}
