// The archive: a page for each year with all its posts.

import type { Source } from '../types.js';

/** A year with its posts, newest first. */
export interface Year {
  readonly year: string;
  readonly posts: readonly Source[];
}

/** The years of some posts, which are newest first; posts without a date are in none. */
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
