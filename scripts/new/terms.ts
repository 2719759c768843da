// Tags and categories for a new post: those that other posts have, and a misspelling of one of them.

import { distance } from 'fastest-levenshtein';
import { LIST_SIGNS } from '../read/headerTypes.js';
import type { SiteIndex } from '../types.js';
import { slugOf } from './slug.js';

/** The tags and categories of a site, the most frequent first. */
export interface Terms {
  readonly tags: readonly string[];
  /** Each as one text, with `/` between the parts of a path: `后端/Java`. */
  readonly categories: readonly string[];
}

export function termsIn({ posts, pages, unlisted }: Pick<SiteIndex, 'posts' | 'pages' | 'unlisted'>): Terms {
  const sources = [...posts, ...pages, ...unlisted];
  return {
    tags: byFrequency(sources.flatMap(({ meta }) => meta.tags)),
    categories: byFrequency(sources.flatMap(({ meta }) => (meta.categories ?? []).map((path) => path.join('/')))),
  };
}

function byFrequency(terms: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([term]) => term);
}

/** Splits a list that was written as one text. */
export function splitTerms(written: string): string[] {
  return [...new Set(written.split(LIST_SIGNS).map((term) => term.replace(/\s+/g, ' ').trim()))].filter(Boolean);
}

const HAN = /\p{Script=Han}/u;

/**
 * Returns the term that was probably meant by one that no post has.
 * @param language of the site
 * @returns undefined if the term is known, or like no other. Terms are alike if they differ in case, punctuation or characters of the
 *   same sound, as input methods confuse them; without Chinese, also if they differ in up to two letters
 */
export function termMeantBy(term: string, known: readonly string[], language: string): string | undefined {
  if (known.includes(term)) return undefined;
  const slug = slugOf(term, language);
  const same = known.find((each) => slug !== '' && slugOf(each, language) === slug);
  if (same !== undefined || HAN.test(term)) return same;
  // `Go` and `Vue` are no misspellings of `CSS`.
  const most = term.length < 4 ? 0 : term.length < 5 ? 1 : 2;
  const lower = term.toLowerCase();
  const near = known
    .map((each) => ({ each, edits: distance(lower, each.toLowerCase()) }))
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits);
  return near[0]?.each;
}
