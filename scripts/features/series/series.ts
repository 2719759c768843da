// Groups posts into series by their front matter field `series`, oldest part first.

import { oneText } from '../../fields/headerField.js';
import { headerField } from '../../fields/ownField.js';
import type { Source } from '../../types.js';

export const SERIES = headerField('series', {
  type: oneText,
  meaning: 'name of the series that the post belongs to; parts are ordered by date',
  after: 'layout',
});

/** A series. All its parts share one object. */
export interface Series {
  readonly name: string;
  /** Paths of all parts, oldest first. */
  readonly parts: readonly string[];
}

/**
 * Returns the series of each post that belongs to one, by the post's path. A series with a single part is none.
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
  const series = new Map<string, Series>();
  for (const [name, parts] of byName) if (parts.length > 1) for (const path of parts) series.set(path, { name, parts });
  return series;
}
