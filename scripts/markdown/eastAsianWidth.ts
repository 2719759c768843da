// Display widths of characters, and the scripts that are written without spaces between words.

/** Characters written without spaces: Han, kana, bopomofo, full-width marks, emoji. */
const WIDE = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303F\u30FB\u30FC\uFE30-\uFE4F\uFF01-\uFF60\uFFE0-\uFFE6\p{Emoji_Presentation}]`;
const STARTS = new RegExp(`^${WIDE}`, 'u');
const ANYWHERE = new RegExp(`${WIDE}|[“”‘’]`, 'u');
const ENDS = new RegExp(`${WIDE}$`, 'u');
/** Hangul is written with spaces, but fills two columns. */
const HANGUL = /^[\p{Script=Hangul}]/u;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]/u;

/** True if a text begins with a character that is written without spaces. */
export function isWide(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= 0x2e80 ? STARTS.test(text) : code >= 0x2000 && STARTS.test(text);
}

/** True if a text ends with a character that is written without spaces. */
export function endsWide(text: string): boolean {
  return ENDS.test(text.slice(-2));
}

/** Returns the index of the first wide character or curly quote, or -1. */
export function firstWide(text: string): number {
  return text.search(ANYWHERE);
}

/** Returns the number of columns that a character fills: 0, 1 or 2. */
export function charWidth(char: string): number {
  if (char.charCodeAt(0) < 0x300) return 1;
  if (NO_WIDTH.test(char)) return 0;
  return isWide(char) || HANGUL.test(char) ? 2 : 1;
}

export type WidthOf = (char: string) => number;

/** Punctuation, symbols and circled numbers. Some fonts for Chinese draw them as wide as Han, others do not. */
const SIGN = /^(?![\0-\u00a0])[\p{P}\p{S}\p{No}]/u;

/** Returns the width of a character in a font where “, …, ○ and the like fill two columns. */
export const wideSigns: WidthOf = (char) => {
  const width = charWidth(char);
  return width === 1 && SIGN.test(char) ? 2 : width;
};

/** Returns the number of columns that a text fills. */
export function displayWidth(text: string, widthOf: WidthOf = charWidth): number {
  let width = 0;
  for (const char of text) width += widthOf(char);
  return width;
}

/** Returns the index in a text of the character at a display column. */
export function indexAt(text: string, column: number, widthOf: WidthOf = charWidth): number {
  let width = 0;
  let index = 0;
  for (const char of text) {
    if (width >= column) break;
    width += widthOf(char);
    index += char.length;
  }
  return index;
}
