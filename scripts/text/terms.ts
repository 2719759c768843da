// The words that a text is about, for related posts. Chinese has no spaces to find words by, and a dictionary takes ten times as
// long as all of this: its words are pairs of characters, but for characters that every text has.

/** So much of a text is looked at, in UTF-16 units. */
const LOOKED_AT = 6000;
const MOST = 48;
/** Short words of letters say little. */
const SHORTEST = 4;

/** Characters that mean little beside others, simplified and traditional. */
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
 * Calls a function with each word of a text, in small letters: pairs of Han characters and words of letters.
 * @param shortest letters that a word has at least
 */
function eachWord(text: string, shortest: number, call: (word: string) => void): void {
  const end = Math.min(text.length, LOOKED_AT);
  for (let at = 0; at < end; ) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === HAN && at + 1 < end && kindOf(text.charCodeAt(at + 1)) === HAN) call(text.slice(at, at + 2));
    if (kind !== LETTER) {
      at++;
      continue;
    }
    const start = at;
    while (at < end && kindOf(text.charCodeAt(at)) === LETTER) at++;
    if (at - start >= shortest) call(text.slice(start, at).toLowerCase());
  }
}

/** The words that a text uses most, the most frequent first; at most 48, in small letters. */
export function termsOf(text: string): string[] {
  const counts = new Map<string, number>();
  eachWord(text, SHORTEST, (word) => {
    if (!FUNCTION_WORDS.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  });
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([word]) => word);
}

/** The words of a title, each once. */
export function titleTerms(title: string): string[] {
  const words = new Set<string>();
  eachWord(title, SHORTEST - 1, (word) => words.add(word));
  return [...words];
}
