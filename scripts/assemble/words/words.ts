// The words of the interface: one file a language.

import { EN } from './en.js';
import type { PlainWords, Words } from './interface.js';
import { JA } from './ja.js';
import { ZH_HANS } from './zh-Hans.js';
import { ZH_HANT } from './zh-Hant.js';

/** The words of each language that has its own, by its tag. */
const LANGUAGES = { 'zh-Hans': ZH_HANS, 'zh-Hant': ZH_HANT, ja: JA, en: EN } as const;

/** The language of the words for a language tag: English for those that no one has written yet. */
export function wordLanguage(language: string): keyof typeof LANGUAGES {
  if (/^(?:zh-Hant|zh-(?:TW|HK|MO))(?:-|$)/i.test(language)) return 'zh-Hant';
  if (/^zh(?:-|$)/i.test(language)) return 'zh-Hans';
  return /^ja(?:-|$)/i.test(language) ? 'ja' : 'en';
}

/** The words for a language tag. */
export function wordsFor(language: string): Words {
  return LANGUAGES[wordLanguage(language)];
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
