// Which files there are. Reads folders; the order does not depend on the file system.

import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isWithin, staysInside } from '../inside.js';

/** Litter of operating systems, editors and version control: no part of a site. */
const LITTER =
  /^(?:\.DS_Store|\._.*|\.titleblock-.*|Thumbs\.db|desktop\.ini|Icon\r|\.git|\.gitignore|\.gitkeep|\.obsidian|.*~|#.*#|\..*\.sw[a-z])$/i;

/** A sign that most names have not, and that has to be looked at. */
const ODD = /[\\\u0000-\u001f\ufffd]|^[a-z]:/i;

/** What is in a folder and cannot be part of a site. */
export type Refusal =
  /** A symlink that leads out of the allowed folders. */
  | 'outside'
  /** A symlink that leads to itself, or to a folder that it is in. */
  | 'loop'
  | 'pipe'
  | 'socket'
  | 'device'
  /** A name that is not UTF-8: no path can be made of it. */
  | 'encoding'
  /** A name with a backslash or a control character: no address and no file elsewhere could be called so. */
  | 'sign';

/** What is below a folder. Paths are below it, with `/`. */
export interface Found {
  /** Sorted by code point. */
  readonly files: readonly string[];
  readonly refused: readonly (readonly [path: string, why: Refusal])[];
}

interface Walk {
  readonly root: string;
  /** Folders that a link may lead into. */
  readonly allowed: readonly string[];
  readonly files: string[];
  readonly refused: [path: string, why: Refusal][];
}

/**
 * All files below a folder. A link is followed if it leads to a file or folder within the allowed folders; one that leads
 * nowhere is passed over (editors lock files with such). Nothing is opened.
 * @param root an absolute path
 * @param allowed absolute paths of the folders that links may lead into
 * @returns nothing if the folder does not exist
 */
export function walk(root: string, allowed: readonly string[]): Found {
  const walk: Walk = { root, allowed, files: [], refused: [] };
  visit(walk, '', new Set());
  walk.files.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return walk;
}

/** @param above the folders that this one is in, links resolved */
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
  if (above.has(real)) {
    walk.refused.push([below, 'loop']);
    return;
  }
  const inside = new Set(above).add(real);
  for (const entry of entries) {
    if (LITTER.test(entry.name)) continue;
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isFile() && !ODD.test(entry.name)) {
      walk.files.push(path);
      continue;
    }
    const kind = entry.isSymbolicLink() ? followed(walk, path) : entry;
    const why = typeof kind === 'string' ? kind : kind && refusalOf(kind, join(walk.root, path));
    if (why) walk.refused.push([path, why]);
    else if (typeof kind === 'object' && kind.isDirectory()) visit(walk, path, inside);
    else if (typeof kind === 'object') walk.files.push(path);
  }
}

/** What a link leads to; undefined if it leads nowhere. */
function followed({ root, allowed }: Walk, path: string): Stats | Refusal | undefined {
  const link = join(root, path);
  try {
    const stats = statSync(link, { throwIfNoEntry: false });
    return stats && !isWithin(allowed, link) ? 'outside' : stats;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return 'loop';
    throw error;
  }
}

/** Why something is not a file or folder of a site, if it is not. @param path absolute */
function refusalOf(kind: Dirent | Stats, path: string): Refusal | undefined {
  if (kind.isFIFO()) return 'pipe';
  if (kind.isSocket()) return 'socket';
  if (kind.isCharacterDevice() || kind.isBlockDevice()) return 'device';
  // Node puts U+FFFD in place of bytes that are not UTF-8; a name may also hold that character itself.
  if (path.includes('\uFFFD') && !lstatSync(path, { throwIfNoEntry: false })) return 'encoding';
  if (!staysInside(basename(path))) return 'sign';
  return undefined;
}
