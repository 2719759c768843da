// The language of a generated page.

/**
 * Translates an English text of a table into the language of a page.
 * @throws Error if there is no translation
 */
export type Translate = (english: string) => string;

export const ENGLISH: Translate = (english) => english;
