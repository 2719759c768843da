// Estimates how long a text takes to read.

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u;
const LETTER = /[\p{L}\p{N}]/u;

/** Returns the minutes for reading a text: 400 Han characters or 220 words a minute, at least one minute. */
export function readingMinutes(text: string): number {
  let han = 0;
  let words = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) as number;
    if (code > 0xffff) at++;
    const kind = kindOf(code);
    if (kind === HAN_KIND) han++;
    if (kind === WORD_KIND && !inWord) words++;
    // An apostrophe or hyphen inside a word belongs to it.
    const joins: boolean = inWord && (code === 0x27 || code === 0x2019 || code === 0x2d) && LETTER.test(text[at + 1] ?? '');
    inWord = kind === WORD_KIND || joins;
  }
  return Math.max(1, Math.round(han / 400 + words / 220));
}

const OTHER_KIND = 1;
const HAN_KIND = 2;
const WORD_KIND = 3;

/** Kinds of the characters seen so far; the regular expressions run once for each. */
const kinds = new Uint8Array(0x110000);

function kindOf(code: number): number {
  const known = kinds[code] as number;
  if (known !== 0) return known;
  const char = String.fromCodePoint(code);
  const kind = HAN.test(char) ? HAN_KIND : WORD.test(char) ? WORD_KIND : OTHER_KIND;
  kinds[code] = kind;
  return kind;
}
