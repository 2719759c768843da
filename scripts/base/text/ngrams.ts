// Splits texts into the terms of the search index. Chinese, Japanese and Korean are written without spaces between words, so each
// run of them gives its trigrams: a query of two characters finds all trigrams that begin with them, a longer query finds the
// trigrams in it. Other scripts give their words, which are found by prefix.

/** Fields of a post in which a term occurs. A smaller number is a more prominent field. */
export const TITLE = 0;
export const HEADING = 1;
export const TAG = 2;
export const TEXT = 3;
export type Field = typeof TITLE | typeof HEADING | typeof TAG | typeof TEXT;
export const FIELDS = 4;

/** Characters of a run in one term. */
export const GRAM = 3;
/** UTF-16 units of a word that are indexed. Longer strings are rarely words that anyone searches for. */
export const MAX_WORD = 32;

const NONE = 1;
export const WORD = 2;
export const CJK = 3;

const LETTER = /[\p{L}\p{N}\p{M}]/u;
const CJK_SCRIPT = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/u;
/** Kinds of UTF-16 units, computed once each; 0 for unknown. */
const kinds = new Uint8Array(0x10000);

/** Returns what the character at an offset belongs to: a word, a CJK run, or neither. */
function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  // The low half of a surrogate pair has the kind of its character.
  if (unit >= 0xdc00 && unit < 0xe000) return at > 0 ? kindOf(text.codePointAt(at - 1) as number) : NONE;
  if (unit >= 0xd800 && unit < 0xdc00) return kindOf(text.codePointAt(at) as number);
  if (kinds[unit] === 0) kinds[unit] = kindOf(unit);
  return kinds[unit] as number;
}

function kindOf(code: number): number {
  const character = String.fromCodePoint(code);
  if (!LETTER.test(character)) return NONE;
  return CJK_SCRIPT.test(character) ? CJK : WORD;
}

/** A word or a CJK run in a folded text. */
export interface Token {
  readonly text: string;
  readonly kind: typeof WORD | typeof CJK;
  /** Offset in UTF-16 units. */
  readonly start: number;
}

/** Splits a folded text into words and CJK runs, in order. */
export function tokensOf(folded: string): Token[] {
  const tokens: Token[] = [];
  for (let start = 0, end = 0; start < folded.length; start = end) {
    const kind = kindAt(folded, start);
    end = start + 1;
    while (end < folded.length && kindAt(folded, end) === kind) end++;
    if (kind === WORD || kind === CJK) tokens.push({ text: folded.slice(start, end), kind, start });
  }
  return tokens;
}

/** True if the character at an offset of a folded text is part of a word. */
export function isWordAt(folded: string, at: number): boolean {
  return at >= 0 && at < folded.length && kindAt(folded, at) === WORD;
}

/** The searchable texts of a post. */
export interface SearchedTexts {
  readonly title: string;
  readonly headings: readonly string[];
  readonly tags: readonly string[];
  readonly text: string;
}

/** Returns the terms of a post, each with the most prominent field in which it occurs. */
export function termsOf({ title, headings, tags, text }: SearchedTexts, fold: (text: string) => string): Map<string, Field> {
  const terms = new Map<string, Field>();
  // The most prominent field comes last and overwrites the others.
  addTerms(terms, fold(text), TEXT);
  for (const tag of tags) addTerms(terms, fold(tag), TAG);
  for (const heading of headings) addTerms(terms, fold(heading), HEADING);
  addTerms(terms, fold(title), TITLE);
  return terms;
}

function addTerms(terms: Map<string, Field>, folded: string, field: Field): void {
  for (const { text, kind } of tokensOf(folded)) {
    if (kind === WORD) {
      terms.set(termOfWord(text), field);
      continue;
    }
    const characters = charactersOf(text);
    for (let at = 0; at < characters.length; at++) {
      terms.set(gram(characters, at, 1), field);
      if (at + 1 < characters.length) terms.set(gram(characters, at, GRAM), field);
    }
  }
}

/** Returns the term of a word: the word, cut to `LONGEST_WORD` without dividing a surrogate pair. */
export function termOfWord(word: string): string {
  const isWhole = word.length <= MAX_WORD || (word.charCodeAt(MAX_WORD) & 0xfc00) !== 0xdc00;
  return word.slice(0, isWhole ? MAX_WORD : MAX_WORD - 1);
}

/** Makes a text indexable by character. Returns the text itself if each of its characters is one unit. */
export function charactersOf(text: string): string | readonly string[] {
  return SURROGATE.test(text) ? [...text] : text;
}

const SURROGATE = /[\ud800-\udfff]/;

/** Returns up to `length` characters of a run; fewer at its end. */
export function gram(characters: string | readonly string[], at: number, length: number): string {
  const part = characters.slice(at, at + length);
  return typeof part === 'string' ? part : part.join('');
}

/**
 * Returns how many UTF-16 units of a term decide its shard: two characters, so that all terms with a common prefix are together.
 */
export function shardKeyLength(term: string): number {
  const first = isHigh(term, 0) ? 2 : 1;
  return Math.min(term.length, first + (isHigh(term, first) ? 2 : 1));
}

function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}
