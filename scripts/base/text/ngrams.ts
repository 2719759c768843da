// What a text is found by. Chinese, Japanese and Korean are written without spaces that a reader would type, so each of their
// runs gives its threes of characters: whoever looks for two finds all threes that begin with them, whoever looks for more
// finds the threes in it. Other scripts give their words, which are found by how they begin.

/** Where in a post a term stands; the smaller, the more it says of the post. */
export const TITLE = 0;
export const HEADING = 1;
export const TAG = 2;
export const TEXT = 3;
export type Field = typeof TITLE | typeof HEADING | typeof TAG | typeof TEXT;
export const FIELDS = 4;

/** Characters of a run that stand together in a term. */
export const GRAM = 3;
/** So much of a word is looked at, in UTF-16 units; what is longer is no one's word. */
export const LONGEST_WORD = 32;

const NONE = 1;
export const WORD = 2;
export const CJK = 3;

const LETTER = /[\p{L}\p{N}\p{M}]/u;
const CJK_SCRIPT = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/u;
/** Kinds of the units met so far: Unicode is asked once for each. */
const kinds = new Uint8Array(0x10000);

/** What the character at a place is part of: a word, a run of Chinese, Japanese or Korean, or nothing. */
function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  // The second half of a character is of the kind of the whole one.
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

/** A word or a run in a folded text. */
export interface Token {
  readonly text: string;
  readonly kind: typeof WORD | typeof CJK;
  /** In UTF-16 units. */
  readonly start: number;
}

/** The words and runs of a folded text, in order. */
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

/** Whether the character at a place in a folded text is part of a word. */
export function isWordAt(folded: string, at: number): boolean {
  return at >= 0 && at < folded.length && kindAt(folded, at) === WORD;
}

/** What of a post can be searched. */
export interface SearchedTexts {
  readonly title: string;
  readonly headings: readonly string[];
  readonly tags: readonly string[];
  readonly text: string;
}

/** The terms of a post, each with the field that says most of where it stands. */
export function termsOf({ title, headings, tags, text }: SearchedTexts, fold: (text: string) => string): Map<string, Field> {
  const terms = new Map<string, Field>();
  // What says most comes last, and stays.
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

/** What a word is found by: as much of it as is looked at, in whole characters. */
export function termOfWord(word: string): string {
  const isWhole = word.length <= LONGEST_WORD || (word.charCodeAt(LONGEST_WORD) & 0xfc00) !== 0xdc00;
  return word.slice(0, isWhole ? LONGEST_WORD : LONGEST_WORD - 1);
}

/** A text by its characters: the text itself where each is one unit. */
export function charactersOf(text: string): string | readonly string[] {
  return SURROGATE.test(text) ? [...text] : text;
}

const SURROGATE = /[\ud800-\udfff]/;

/** Some characters of a run from a place on; fewer at its end. */
export function gram(characters: string | readonly string[], at: number, length: number): string {
  const part = characters.slice(at, at + length);
  return typeof part === 'string' ? part : part.join('');
}

/** How much of a term says in which shard it lies, in UTF-16 units: two characters, so that all that begins like it lie together. */
export function shardKeyLength(term: string): number {
  const first = isHigh(term, 0) ? 2 : 1;
  return Math.min(term.length, first + (isHigh(term, first) ? 2 : 1));
}

function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}
