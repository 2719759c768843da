// Finds out the language of a blog whose settings name none.

/** Scripts that tell a language, with the share of the letters that they need. */
const SCRIPTS: readonly (readonly [tag: string, letters: RegExp, share: number])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 0.1],
  ['ko', /\p{Script=Hangul}/gu, 0.2],
  ['zh-Hans', /\p{Script=Han}/gu, 0.2],
  ['ru', /\p{Script=Cyrillic}/gu, 0.5],
  ['ar', /\p{Script=Arabic}/gu, 0.5],
];

/** Letters of each text that are looked at: the beginning says enough. */
const SAMPLE = 2000;

/** Returns the language of some texts by their letters; English if no other script is frequent. */
export function languageOfTexts(texts: readonly string[]): string {
  const sample = texts.map((text) => text.slice(0, SAMPLE)).join('\n');
  const all = sample.match(/\p{L}/gu)?.length ?? 0;
  const found = SCRIPTS.find(([, letters, share]) => all > 0 && (sample.match(letters)?.length ?? 0) / all >= share);
  return found?.[0] ?? 'en';
}
