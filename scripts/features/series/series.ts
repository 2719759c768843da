// Series: posts that are parts of one whole, in the order in which they were written.

import type { Source } from '../../types.js';

/** A series as one of its parts shows it. */
export interface Series {
  readonly name: string;
  /** Paths of all its parts, the first one first. */
  readonly parts: readonly string[];
}

/**
 * The series of posts that are in one of more than one part, by the paths of the posts.
 * @param posts newest first
 */
export function seriesOf(posts: readonly Source[]): ReadonlyMap<string, Series> {
  const byName = new Map<string, string[]>();
  for (const { path, meta } of posts) {
    if (meta.series === undefined) continue;
    const parts = byName.get(meta.series);
    if (parts) parts.unshift(path);
    else byName.set(meta.series, [path]);
  }
  const found = new Map<string, Series>();
  for (const [name, parts] of byName) if (parts.length > 1) for (const path of parts) found.set(path, { name, parts });
  return found;
}
