// Which files there are. Reads folders; the order does not depend on the file system.

import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isWithin } from '../inside.js';

/** Litter of operating systems, editors and version control: no part of a site. */
const LITTER = /^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.git|\.gitignore|\.gitkeep|\.obsidian|.*~|#.*#|\..*\.sw[a-z])$/i;

interface Walk {
  readonly root: string;
  /** Folders that a link may lead into. */
  readonly allowed: readonly string[];
  readonly files: string[];
  readonly outside: string[];
}

/**
 * All files below a folder. A link is followed where it leads to a file or folder within the allowed folders; one that leads
 * nowhere is passed over (editors lock files with such).
 * @param root an absolute path
 * @param allowed absolute paths of the folders that links may lead into
 * @returns paths below the root, with `/`, sorted by code point; none if the folder does not exist
 */
export function walk(root: string, allowed: readonly string[]): { files: readonly string[]; outside: readonly string[] } {
  const walk: Walk = { root, allowed, files: [], outside: [] };
  visit(walk, '', new Set());
  walk.files.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return walk;
}

function visit(walk: Walk, below: string, above: ReadonlySet<string>): void {
  const folder = join(walk.root, below);
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
    const kind = entry.isSymbolicLink() ? statSync(join(walk.root, path), { throwIfNoEntry: false }) : entry;
    if (kind && entry.isSymbolicLink() && !isWithin(walk.allowed, join(walk.root, path))) walk.outside.push(path);
    else if (kind?.isDirectory()) visit(walk, path, inside);
    else if (kind?.isFile()) walk.files.push(path);
  }
}
