// The languages of the interface, one file each.

import { EN } from './en.js';
import type { InterfaceLanguage, PlainWords, Words } from './interface.js';
import { JA } from './ja.js';
import { ZH_HANS } from './zh-Hans.js';
import { ZH_HANT } from './zh-Hant.js';

/** The languages of the interface: of those whose tags match, the first. English is for all languages that have no words yet. */
export const LANGUAGES: readonly InterfaceLanguage[] = [ZH_HANT, ZH_HANS, JA, EN];

/** The language of the interface for a language tag. */
export function interfaceLanguage(language: string): InterfaceLanguage {
  return LANGUAGES.find(({ tags }) => tags.test(language)) ?? EN;
}

/** The words for a language tag. */
export function wordsFor(language: string): Words {
  return interfaceLanguage(language).words;
}

const plain = new Map<Words, PlainWords>();

/** The words that need nothing filled in. */
export function plainWords(language: string): { readonly [name: string]: string } {
  const words = wordsFor(language);
  let found = plain.get(words);
  if (!found) {
    found = Object.fromEntries(Object.entries(words).filter(([, word]) => typeof word === 'string')) as unknown as PlainWords;
    plain.set(words, found);
  }
  return found as unknown as { readonly [name: string]: string };
}
