// How files look that went into the bundles of plugins: a build with nothing to do asks no more.

import { statSync } from 'node:fs';

/** A file's size and when it was changed; empty if it is not there. */
export function lookOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.size} ${stats.mtimeMs}` : '';
}
