// Detects changes of bundled files by size and mtime, which is enough for a build with nothing to do.

import { statSync } from 'node:fs';

/** Returns the size and mtime of a file as text; empty if it does not exist. */
export function fileStamp(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.size} ${stats.mtimeMs}` : '';
}
