// Which files there are. Reads folders; the order does not depend on the file system.

import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Litter of operating systems, editors and version control: no part of a site. */
const LITTER = /^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.git|\.gitignore|\.gitkeep|\.obsidian|.*~|#.*#|\..*\.sw[a-z])$/i;

/**
 * All files below a folder.
 * @param root an absolute path
 * @returns paths below it, with `/`, sorted by code point; none where the folder does not exist
 */
export function walk(root: string): string[] {
  const files: string[] = [];
  visit(root, '', new Set(), files);
  return files.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function visit(root: string, below: string, above: ReadonlySet<string>, files: string[]): void {
  const folder = join(root, below);
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (below === '' && (error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const real = realpathSync(folder);
  if (above.has(real)) return;
  const inside = new Set(above).add(real);
  for (const entry of entries) {
    if (LITTER.test(entry.name)) continue;
    const path = below ? `${below}/${entry.name}` : entry.name;
    const kind = entry.isSymbolicLink() ? statSync(join(root, path), { throwIfNoEntry: false }) : entry;
    if (kind?.isDirectory()) visit(root, path, inside, files);
    else if (kind?.isFile()) files.push(path);
  }
}
