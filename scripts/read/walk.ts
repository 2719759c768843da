// Which files there are. Reads folders; the order does not depend on the file system.

import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { staysInside } from '../base/inside.js';
import { passedOver } from './passedOver.js';

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
  | 'sign'
  /** A folder that may not be listed. */
  | 'unreadable'
  /** A folder that symlinks lead to in too many ways. */
  | 'ways'
  /** A hidden file that a server would read. */
  | 'hidden';

/** What is below a folder. Paths are below it, with `/`. */
export interface Found {
  /** Sorted by code point. */
  readonly files: readonly string[];
  readonly refused: readonly (readonly [path: string, why: Refusal])[];
}

interface Walk {
  /** Folders that a link may lead into, symlinks resolved. */
  readonly allowed: readonly string[];
  readonly files: string[];
  readonly refused: [path: string, why: Refusal][];
  /** In how many ways folders have been reached, by their real paths. */
  readonly ways: Map<string, number>;
  /** Symlinks that are not followed yet. */
  readonly links: Item[];
}

/** Ways to one folder. Symlinks that lead to folders with symlinks make twice as many with each level. */
const MOST_WAYS = 64;

/**
 * All files below a folder. A link is followed if it leads to a file or folder within the allowed folders; one that leads
 * nowhere is passed over (editors lock files with such). Nothing is opened.
 * @param root an absolute path
 * @param allowed absolute paths of the folders that links may lead into
 * @returns nothing if the folder does not exist; one below it that may not be listed is refused, and the others are there
 * @throws an error of the file system if the folder itself may not be listed
 */
export function walk(root: string, allowed: readonly string[]): Found {
  const walk: Walk = { allowed: realFolders(allowed), files: [], refused: [], ways: new Map(), links: [] };
  visit(walk, { path: '', place: root, above: new Set() });
  // Links come last, so that each folder is read where it really is.
  for (let next = walk.links.shift(); next; next = walk.links.shift()) follow(walk, next);
  walk.files.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  walk.refused.sort(([a], [b]) => (a < b ? -1 : 1));
  return walk;
}

/** Something in a folder: its path below the walk's root, where it is on the disk, and the real folders that it is in. */
interface Item {
  readonly path: string;
  readonly place: string;
  readonly above: ReadonlySet<string>;
}

function realFolders(folders: readonly string[]): string[] {
  return folders.flatMap((folder) => (statSync(folder, { throwIfNoEntry: false }) ? realpathSync(folder) : []));
}

function visit(walk: Walk, { path: below, place, above }: Item): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(place, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (below === '' && code === 'ENOENT') return;
    if (below === '' || (code !== 'EACCES' && code !== 'EPERM')) throw error;
    walk.refused.push([below, 'unreadable']);
    return;
  }
  const real = realpathSync(place);
  const ways = (walk.ways.get(real) ?? 0) + 1;
  walk.ways.set(real, ways);
  if (above.has(real) || ways > MOST_WAYS) {
    if (ways <= MOST_WAYS + 1) walk.refused.push([below, above.has(real) ? 'loop' : 'ways']);
    return;
  }
  const inside = new Set(above).add(real);
  for (const entry of entries) {
    const item = { path: below ? `${below}/${entry.name}` : entry.name, place: join(place, entry.name), above: inside };
    const passed = passedOver(item.path);
    if (passed) {
      if (passed === 'hidden') walk.refused.push([item.path, passed]);
      continue;
    }
    if (entry.isFile() && !ODD.test(entry.name)) walk.files.push(item.path);
    else if (entry.isSymbolicLink()) walk.links.push(item);
    else take(walk, item, entry);
  }
}

/** Takes what is no link. */
function take(walk: Walk, item: Item, kind: Dirent | Stats): void {
  const why = refusalOf(kind, item.place);
  if (why) walk.refused.push([item.path, why]);
  else if (kind.isDirectory()) visit(walk, item);
  else walk.files.push(item.path);
}

/** Takes what a link leads to, if that is something and lies within the allowed folders. */
function follow(walk: Walk, item: Item): void {
  try {
    const stats = statSync(item.place, { throwIfNoEntry: false });
    if (!stats) return;
    const real = realpathSync(item.place);
    const isInside = walk.allowed.some(
      (folder) => real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep),
    );
    if (isInside) take(walk, stats.isDirectory() ? { ...item, place: real } : item, stats);
    else walk.refused.push([item.path, 'outside']);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOOP') throw error;
    walk.refused.push([item.path, 'loop']);
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
