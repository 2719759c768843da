// The languages of the interface, one file each.

import { EN } from './en.js';
import type { InterfaceLanguage, PlainWords, Words } from './interface.js';
import { JA } from './ja.js';
import { ZH_HANS } from './zh-Hans.js';
import { ZH_HANT } from './zh-Hant.js';

/** The languages of the interface; the first match counts. Languages without words of their own get English. */
export const LANGUAGES: readonly InterfaceLanguage[] = [ZH_HANT, ZH_HANS, JA, EN];

/** Returns the interface language for a language tag. */
export function interfaceLanguage(language: string): InterfaceLanguage {
  return LANGUAGES.find(({ tags }) => tags.test(language)) ?? EN;
}

/** Returns the interface words for a language tag. */
export function wordsFor(language: string): Words {
  return interfaceLanguage(language).words;
}

const plain = new Map<Words, PlainWords>();

/** Returns the words without parameters. */
export function plainWords(language: string): { readonly [name: string]: string } {
  const words = wordsFor(language);
  let found = plain.get(words);
  if (!found) {
    found = Object.fromEntries(Object.entries(words).filter(([, word]) => typeof word === 'string')) as unknown as PlainWords;
    plain.set(words, found);
  }
  return found as unknown as { readonly [name: string]: string };
}
