// The manifest: the list of files that builds made, in the output folder. Files that are not in it are never overwritten or
// removed.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the manifest. Hosts do not serve names that begin with a dot. */
export const MANIFEST = '.titleblock-files';

/** Reads the manifest of a folder; undefined if there is none. */
export function readManifest(out: string): string[] | undefined {
  try {
    return readFileSync(join(out, MANIFEST), 'utf8').split('\n').filter(Boolean);
  } catch {
    return undefined;
  }
}

/** Returns the bytes of a manifest. It does not list itself. */
export function manifestOf(paths: readonly string[]): Uint8Array {
  const others = paths.filter((path) => path !== MANIFEST).sort();
  return Buffer.from(`${others.join('\n')}\n`);
}
