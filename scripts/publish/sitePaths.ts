// Compares the paths of a site's files with those in the output folder.

import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';

/** The files of a site and their folders. */
export interface SitePaths {
  readonly wanted: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

export function sitePathsOf(paths: readonly string[]): SitePaths {
  const folders = new Set<string>();
  for (const path of paths) for (let at = dirname(path); at !== '.' && !folders.has(at); at = dirname(at)) folders.add(at);
  return { wanted: new Set(paths), folders };
}

/** True if the site has a file in place of one of the path's folders. */
export function isBelowFile(path: string, { wanted }: SitePaths): boolean {
  for (let at = dirname(path); at !== '.'; at = dirname(at)) if (wanted.has(at)) return true;
  return false;
}

/** Returns a key that is equal for names that some file system does not distinguish. */
export function spellingKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

export function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
