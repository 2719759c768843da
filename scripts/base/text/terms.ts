// Extracts the most frequent words of a text, for related posts. Chinese has no spaces between words, and segmenting with a
// dictionary would take ten times as long as all of this, so pairs of characters are used instead, without characters that every
// text has.

/** UTF-16 units at the beginning of a text that are examined. */
const MAX_LENGTH = 6000;
/** Maximum terms of a text. */
const MAX_TERMS = 48;
/** Minimum letters of a word. Shorter words say little about a subject. */
const MIN_LETTERS = 4;

/** Frequent Chinese characters with little meaning of their own, simplified and traditional. */
const FUNCTION_CHARACTERS =
  '的了是在我有和就不人都一上也很到说要去你会着没看好自己这那她他它们么个以为于与之而被把让给从对向但如因所其或及并将还只又再更最等能可得地来过下中大小多少些什怎哪吗呢吧啊时后前里出没用做' +
  '說會著沒這們麼個為於與讓給從對並將還時後裡過來嗎';
/** Frequent English words with little meaning of their own. */
const FUNCTION_WORDS = new Set(
  (
    'about after also another because been before being between both cannot could does doing down each even every from have having here ' +
    'into just like made make many more most much must only other over same should since some such than that their them then there these ' +
    'they this those through very want well were what when where which while will with without would your'
  ).split(' '),
);

const OTHER = 1;
const HAN = 2;
const FUNCTION = 3;
const LETTER = 4;
/** Kinds of UTF-16 units, computed once each; 0 for unknown. */
const kinds = new Uint8Array(0x10000);
for (const character of FUNCTION_CHARACTERS) kinds[character.charCodeAt(0)] = FUNCTION;
const IS_HAN = /\p{Script=Han}/u;
/** Letters, digits and marks, without hiragana, which is mostly grammar. */
const IS_LETTER = /(?!\p{Script=Hiragana})[\p{L}\p{N}\p{M}]/u;

function kindOf(unit: number): number {
  if (kinds[unit] === 0) {
    const character = String.fromCharCode(unit);
    kinds[unit] = IS_HAN.test(character) ? HAN : IS_LETTER.test(character) ? LETTER : OTHER;
  }
  return kinds[unit] as number;
}

/**
 * Calls `pair` with each pair of adjacent Han characters in a text (the first in the upper 16 bits), and `word` with each word of
 * letters, in lower case.
 * @param shortest minimum letters of a word
 */
function eachTerm(text: string, shortest: number, pair: (code: number) => void, word: (word: string) => void): void {
  const end = Math.min(text.length, MAX_LENGTH);
  let before = 0;
  for (let at = 0; at < end; ) {
    const unit = text.charCodeAt(at);
    const kind = kindOf(unit);
    if (kind === HAN && before !== 0) pair((before << 16) | unit);
    before = kind === HAN ? unit : 0;
    if (kind !== LETTER) {
      at++;
      continue;
    }
    const start = at;
    while (at < end && kindOf(text.charCodeAt(at)) === LETTER) at++;
    if (at - start >= shortest) word(text.slice(start, at).toLowerCase());
  }
}

const textOf = (pair: number): string => String.fromCharCode(pair >>> 16, pair & 0xffff);

/**
 * Counts of pairs in the current text: a hash table with open addressing, several times as fast as a Map. Emptied after each
 * text.
 */
const SLOTS = 2 ** 14;
const pairs = new Int32Array(SLOTS);
const counts = new Uint16Array(SLOTS);
const used = new Int32Array(MAX_LENGTH);
let usedSlots = 0;

function countPair(pair: number): void {
  let slot = (Math.imul(pair, 0x9e3779b1) >>> 15) % SLOTS;
  while (counts[slot] !== 0 && pairs[slot] !== pair) slot = (slot + 1) % SLOTS;
  if (counts[slot] === 0) {
    pairs[slot] = pair;
    used[usedSlots++] = slot;
  }
  counts[slot] = (counts[slot] as number) + 1;
}

/**
 * Returns the most frequent terms of a text, most frequent first, at most `MOST`, in lower case. On a tie, words of letters come
 * first.
 */
export function termsOf(text: string): string[] {
  const words = new Map<string, number>();
  eachTerm(text, MIN_LETTERS, countPair, (word) => {
    if (!FUNCTION_WORDS.has(word)) words.set(word, (words.get(word) ?? 0) + 1);
  });
  const found: [count: number, pair: number, word: string][] = [...words].map(([word, count]) => [count, -1, word]);
  const least = leastCount(words.values());
  for (const slot of used.subarray(0, usedSlots)) {
    const count = counts[slot] as number;
    counts[slot] = 0;
    if (count >= least) found.push([count, (pairs[slot] as number) >>> 0, '']);
  }
  usedSlots = 0;
  return found
    .sort(([m, a, v], [n, b, w]) => n - m || a - b || (v < w ? -1 : 1))
    .slice(0, MAX_TERMS)
    .map(([, pair, word]) => word || textOf(pair));
}

/** Returns the minimum count of the `MOST` most frequent terms. Most pairs of a long text are below it and need not be sorted. */
function leastCount(words: Iterable<number>): number {
  const histogram = new Int32Array(MAX_TERMS + 1);
  const tally = (count: number) => {
    const at = Math.min(count, MAX_TERMS);
    histogram[at] = (histogram[at] as number) + 1;
  };
  for (const count of words) tally(count);
  for (let n = 0; n < usedSlots; n++) tally(counts[used[n] as number] as number);
  let all = 0;
  for (let count = MAX_TERMS; count > 1; count--) {
    all += histogram[count] as number;
    if (all >= MAX_TERMS) return count;
  }
  return 1;
}

/** Returns the distinct terms of a title. */
export function titleTerms(title: string): string[] {
  const words = new Set<string>();
  eachTerm(
    title,
    MIN_LETTERS - 1,
    (pair) => words.add(textOf(pair)),
    (word) => words.add(word),
  );
  return [...words];
}
