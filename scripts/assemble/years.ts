// Groups posts by year, for the archive.

import type { Source } from '../types.js';

/** A year with its posts, newest first. */
export interface Year {
  readonly year: string;
  readonly posts: readonly Source[];
}

/**
 * Returns the years of some posts. Posts without a date are left out.
 * @param posts newest first
 */
export function yearsOf(posts: readonly Source[]): Year[] {
  const years = new Map<string, Source[]>();
  for (const post of posts) {
    const year = post.date?.slice(0, 4);
    if (year === undefined) continue;
    const own = years.get(year);
    if (own) own.push(post);
    else years.set(year, [post]);
  }
  return [...years].map(([year, own]) => ({ year, posts: own }));
}
