// Paths of the files of a site, compared with those that lie in the output folder.

import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';

/** The files of a site, and the folders that they are in. */
export interface SitePaths {
  readonly wanted: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

export function sitePathsOf(paths: readonly string[]): SitePaths {
  const folders = new Set<string>();
  for (const path of paths) for (let at = dirname(path); at !== '.' && !folders.has(at); at = dirname(at)) folders.add(at);
  return { wanted: new Set(paths), folders };
}

/** Whether the site has a file where a folder of a path is. */
export function isBelowFile(path: string, { wanted }: SitePaths): boolean {
  for (let at = dirname(path); at !== '.'; at = dirname(at)) if (wanted.has(at)) return true;
  return false;
}

/** Equal for names that some system takes for one. */
export function spellingKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

export function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
