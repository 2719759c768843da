// The list of the files that builds made, in the output folder. What it does not name is never overwritten or removed.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Its name. It begins with a dot, so that hosts do not serve it. */
export const MANIFEST = '.titleblock-files';

/** The files that the list in a folder names; undefined if there is no list. */
export function readManifest(out: string): string[] | undefined {
  try {
    return readFileSync(join(out, MANIFEST), 'utf8').split('\n').filter(Boolean);
  } catch {
    return undefined;
  }
}

/** The bytes of a list. It does not name itself. */
export function manifestOf(paths: readonly string[]): Uint8Array {
  const others = paths.filter((path) => path !== MANIFEST).sort();
  return Buffer.from(`${others.join('\n')}\n`);
}
