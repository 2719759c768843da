// Wide characters: those that fill two columns and are written without spaces between words.

const WIDE = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303F\u30FB\u30FC\uFE30-\uFE4F\uFF01-\uFF60\uFFE0-\uFFE6\p{Emoji_Presentation}]`;
const STARTS = new RegExp(`^${WIDE}`, 'u');
const ANYWHERE = new RegExp(`${WIDE}|[“”‘’]`, 'u');
const ENDS = new RegExp(`${WIDE}$`, 'u');

export function startsWide(text: string): boolean {
  return STARTS.test(text);
}

/** Only the last character is looked at. */
export function endsWide(text: string): boolean {
  return ENDS.test(text.slice(-2));
}

/** Where the first wide character or curly quote stands, or -1. */
export function firstWide(text: string): number {
  return text.search(ANYWHERE);
}

/** Whether a text begins with a wide character. */
export { startsWide as isWide };
