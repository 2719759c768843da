// The words that a text is about, for related posts. Chinese has no spaces to find words by, and a dictionary takes ten times as
// long as all of this: its words are pairs of characters, but for characters that every text has.

/** So much of a text is looked at, in UTF-16 units. */
const LOOKED_AT = 6000;
const MOST = 48;
/** Short words of letters say little. */
const SHORTEST = 4;

/** Characters that mean little next to others, simplified and traditional. */
const FUNCTION_CHARACTERS =
  '的了是在我有和就不人都一上也很到说要去你会着没看好自己这那她他它们么个以为于与之而被把让给从对向但如因所其或及并将还只又再更最等能可得地来过下中大小多少些什怎哪吗呢吧啊时后前里出没用做' +
  '說會著沒這們麼個為於與讓給從對並將還時後裡過來嗎';
/** Words that every English text has. */
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
/** The kinds of the units met so far: Unicode is asked once for each. */
const kinds = new Uint8Array(0x10000);
for (const character of FUNCTION_CHARACTERS) kinds[character.charCodeAt(0)] = FUNCTION;
const IS_HAN = /\p{Script=Han}/u;
/** Hiragana is mostly grammar. */
const IS_LETTER = /(?!\p{Script=Hiragana})[\p{L}\p{N}\p{M}]/u;

function kindOf(unit: number): number {
  if (kinds[unit] === 0) {
    const character = String.fromCharCode(unit);
    kinds[unit] = IS_HAN.test(character) ? HAN : IS_LETTER.test(character) ? LETTER : OTHER;
  }
  return kinds[unit] as number;
}

/**
 * Calls a function with each pair of Han characters in a text (the first in the upper 16 bits), another with each word of letters,
 * in small letters.
 * @param shortest letters that a word has at least
 */
function eachTerm(text: string, shortest: number, pair: (code: number) => void, word: (word: string) => void): void {
  const end = Math.min(text.length, LOOKED_AT);
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

/** How often pairs occur in the text at hand: a table of hashes, several times as fast as a Map, and empty between texts. */
const SLOTS = 2 ** 14;
const pairs = new Int32Array(SLOTS);
const counts = new Uint16Array(SLOTS);
const used = new Int32Array(LOOKED_AT);
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

/** The words that a text uses most, the most frequent first, of equals words of letters first; at most 48, in small letters. */
export function termsOf(text: string): string[] {
  const words = new Map<string, number>();
  eachTerm(text, SHORTEST, countPair, (word) => {
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
    .slice(0, MOST)
    .map(([, pair, word]) => word || textOf(pair));
}

/** How often a pair has to occur to be among those that are used most: few of the pairs of a long text do. */
function leastCount(words: Iterable<number>): number {
  const having = new Int32Array(MOST + 1);
  const note = (count: number) => {
    const at = Math.min(count, MOST);
    having[at] = (having[at] as number) + 1;
  };
  for (const count of words) note(count);
  for (let n = 0; n < usedSlots; n++) note(counts[used[n] as number] as number);
  let all = 0;
  for (let count = MOST; count > 1; count--) {
    all += having[count] as number;
    if (all >= MOST) return count;
  }
  return 1;
}

/** The words of a title, each once. */
export function titleTerms(title: string): string[] {
  const words = new Set<string>();
  eachTerm(
    title,
    SHORTEST - 1,
    (pair) => words.add(textOf(pair)),
    (word) => words.add(word),
  );
  return [...words];
}
