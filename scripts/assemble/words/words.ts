// The words of the interface: one file a language.

import { EN } from './en.js';
import { JA } from './ja.js';
import { ZH_HANS } from './zh-Hans.js';
import { ZH_HANT } from './zh-Hant.js';

/** Words that templates get as `$words.…$`. */
export interface PlainWords {
  readonly skip: string;
  readonly navigation: string;
  readonly home: string;
  readonly posts: string;
  readonly allPosts: string;
  readonly latest: string;
  readonly newer: string;
  readonly older: string;
  readonly related: string;
  readonly contents: string;
  readonly footnotes: string;
  readonly backToText: string;
  readonly updated: string;
  readonly archive: string;
  readonly tags: string;
  readonly series: string;
  readonly license: string;
  readonly comments: string;
  readonly translations: string;
  readonly search: string;
  readonly searching: string;
  /** What is told where a search finds nothing. */
  readonly nothingFound: string;
  /** What is told where the browser runs no scripts. */
  readonly searchNeedsScript: string;
  readonly copy: string;
  readonly copied: string;
  readonly notFound: string;
  readonly notFoundText: string;
  /** What stands before addresses like the one that was asked for. */
  readonly meant: string;
  readonly movedTo: string;
  readonly theme: string;
  readonly noPosts: string;
  /** What stands between names. */
  readonly comma: string;
  /** What stands before what is named. */
  readonly colon: string;
}

export interface Words extends PlainWords {
  /** The heading of the posts with a tag. */
  readonly tagged: (tag: string) => string;
  readonly pageOf: (page: number, pages: number) => string;
  readonly partOf: (part: number, parts: number) => string;
  readonly minutes: (minutes: number) => string;
}

/** The words for a language tag; English for those that nobody has written yet. */
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
