// Series: posts that are parts of one whole, in the order in which they were written.

import { oneText } from '../../fields/headerField.js';
import { headerField } from '../../fields/ownField.js';
import type { Source } from '../../types.js';

export const SERIES = headerField('series', {
  type: oneText,
  meaning: 'name of the series that it belongs to; parts are ordered by date',
  after: 'layout',
});

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
    const name = SERIES.valueIn(meta);
    if (name === undefined) continue;
    const parts = byName.get(name);
    if (parts) parts.unshift(path);
    else byName.set(name, [path]);
  }
  const found = new Map<string, Series>();
  for (const [name, parts] of byName) if (parts.length > 1) for (const path of parts) found.set(path, { name, parts });
  return found;
}
