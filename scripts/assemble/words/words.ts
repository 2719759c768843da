// The words of the interface: one file a language.

import { EN } from './en.js';
import type { PlainWords, Words } from './interface.js';
import { JA } from './ja.js';
import { ZH_HANS } from './zh-Hans.js';
import { ZH_HANT } from './zh-Hant.js';

/** The words for a language tag; English for those that no one has written yet. */
export function wordsFor(language: string): Words {
  if (/^(?:zh-Hant|zh-(?:TW|HK|MO))(?:-|$)/i.test(language)) return ZH_HANT;
  if (/^zh(?:-|$)/i.test(language)) return ZH_HANS;
  return /^ja(?:-|$)/i.test(language) ? JA : EN;
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
