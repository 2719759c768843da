// How wide characters are, and which are written without spaces between words.

/** Written without spaces: Han, kana, bopomofo, full-width marks, emoji. */
const WIDE = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303F\u30FB\u30FC\uFE30-\uFE4F\uFF01-\uFF60\uFFE0-\uFFE6\p{Emoji_Presentation}]`;
const STARTS = new RegExp(`^${WIDE}`, 'u');
const ANYWHERE = new RegExp(`${WIDE}|[“”‘’]`, 'u');
const ENDS = new RegExp(`${WIDE}$`, 'u');
/** Written with spaces, but two columns wide all the same. */
const HANGUL = /^[\p{Script=Hangul}]/u;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]/u;

/** Whether a text begins with a character that is written without spaces. */
export function isWide(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= 0x2e80 ? STARTS.test(text) : code >= 0x2000 && STARTS.test(text);
}

/** Whether it ends with one. */
export function endsWide(text: string): boolean {
  return ENDS.test(text.slice(-2));
}

/** Where the first wide character or curly quote stands, or -1. */
export function firstWide(text: string): number {
  return text.search(ANYWHERE);
}

/** The columns that a character fills: 0, 1 or 2. */
export function charWidth(char: string): number {
  if (char.charCodeAt(0) < 0x300) return 1;
  if (NO_WIDTH.test(char)) return 0;
  return isWide(char) || HANGUL.test(char) ? 2 : 1;
}

export type WidthOf = (char: string) => number;

/** Punctuation, symbols and numbers in circles: fonts for Chinese draw many of them as wide as Han, and others do not. */
const SIGN = /^(?![\0-\u00a0])[\p{P}\p{S}\p{No}]/u;

/** The columns that a character fills where signs such as “, … and ○ fill two. */
export const wideSigns: WidthOf = (char) => {
  const width = charWidth(char);
  return width === 1 && SIGN.test(char) ? 2 : width;
};

/** The columns that a text fills. */
export function displayWidth(text: string, widthOf: WidthOf = charWidth): number {
  let width = 0;
  for (const char of text) width += widthOf(char);
  return width;
}

/** The index of a display column. */
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
