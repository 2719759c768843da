// Lists the files below a folder, in an order that doesn't depend on the file system.

import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { staysInside } from '../base/inside.js';
import { ignoredAs } from './ignoredNames.js';

/** Characters that need a closer look; most names have none. */
const SUSPICIOUS = /[\\\u0000-\u001f\ufffd]|^[a-z]:/i;

/** Reasons why something in a folder can't be part of a site. */
export type Refusal =
  /** A symlink that leads out of the allowed folders. */
  | 'outside'
  /** A symlink that leads to itself, or to a folder around it. */
  | 'loop'
  | 'pipe'
  | 'socket'
  | 'device'
  /** A name that is not UTF-8, from which no path can be made. */
  | 'encoding'
  /** A name with a backslash or a control character, which no address and no file on another system can have. */
  | 'character'
  /** A folder without permission to list it. */
  | 'unreadable'
  /** A folder that too many symlinks lead to. */
  | 'ways'
  /** A hidden file that a server would read. */
  | 'hidden';

/** The result of a walk. Paths are below the folder, with `/`. */
export interface WalkResult {
  /** Sorted by UTF-16 code units. */
  readonly files: readonly string[];
  readonly refused: readonly (readonly [path: string, why: Refusal])[];
}

/** The state of a walk. */
interface Walk {
  /** Folders that a symlink may lead into, with symlinks resolved. */
  readonly allowed: readonly string[];
  readonly files: string[];
  readonly refused: [path: string, why: Refusal][];
  /** How often each folder was reached, by real path. */
  readonly ways: Map<string, number>;
  /** Symlinks to follow later. */
  readonly links: Item[];
}

/** Maximum number of ways to one folder. Symlinks to folders with symlinks double it with each level. */
const MAX_WAYS = 64;

/**
 * Lists all files below a folder. A symlink is followed if it leads to a file or folder in the allowed folders. A broken one is
 * ignored (editors use them as locks). No file is opened.
 * @param root an absolute path
 * @param allowed absolute paths of the folders that symlinks may lead into
 * @returns nothing if the folder doesn't exist; a subfolder that may not be listed is refused, the others are listed
 * @throws the file system's error if the folder itself may not be listed
 */
export function walk(root: string, allowed: readonly string[]): WalkResult {
  const walk: Walk = { allowed: realFolders(allowed), files: [], refused: [], ways: new Map(), links: [] };
  visit(walk, { path: '', place: root, ancestors: new Set() });
  // Symlinks come last, so that each folder is first read at its real place.
  for (let next = walk.links.shift(); next; next = walk.links.shift()) follow(walk, next);
  walk.files.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  walk.refused.sort(([a], [b]) => (a < b ? -1 : 1));
  return walk;
}

/** An entry of a folder: its path below the root of the walk, its place on disk, and the real paths of the folders around it. */
interface Item {
  readonly path: string;
  readonly place: string;
  readonly ancestors: ReadonlySet<string>;
}

function realFolders(folders: readonly string[]): string[] {
  return folders.flatMap((folder) => (statSync(folder, { throwIfNoEntry: false }) ? realpathSync(folder) : []));
}

function visit(walk: Walk, { path: below, place, ancestors }: Item): void {
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
  if (ancestors.has(real) || ways > MAX_WAYS) {
    if (ways <= MAX_WAYS + 1) walk.refused.push([below, ancestors.has(real) ? 'loop' : 'ways']);
    return;
  }
  const inside = new Set(ancestors).add(real);
  for (const entry of entries) {
    const item = { path: below ? `${below}/${entry.name}` : entry.name, place: join(place, entry.name), ancestors: inside };
    const ignored = ignoredAs(item.path);
    if (ignored) {
      if (ignored === 'hidden') walk.refused.push([item.path, ignored]);
      continue;
    }
    if (entry.isFile() && !SUSPICIOUS.test(entry.name)) walk.files.push(item.path);
    else if (entry.isSymbolicLink()) walk.links.push(item);
    else addEntry(walk, item, entry);
  }
}

/** Adds a file, or walks a folder. */
function addEntry(walk: Walk, item: Item, kind: Dirent | Stats): void {
  const why = refusalOf(kind, item.place);
  if (why) walk.refused.push([item.path, why]);
  else if (kind.isDirectory()) visit(walk, item);
  else walk.files.push(item.path);
}

/** Follows a symlink if its target exists and is in an allowed folder. */
function follow(walk: Walk, item: Item): void {
  try {
    const stats = statSync(item.place, { throwIfNoEntry: false });
    if (!stats) return;
    const real = realpathSync(item.place);
    const isInside = walk.allowed.some(
      (folder) => real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep),
    );
    if (isInside) addEntry(walk, stats.isDirectory() ? { ...item, place: real } : item, stats);
    else walk.refused.push([item.path, 'outside']);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOOP') throw error;
    walk.refused.push([item.path, 'loop']);
  }
}

/** Returns the reason why something can't be part of a site, if any. @param path absolute */
function refusalOf(kind: Dirent | Stats, path: string): Refusal | undefined {
  if (kind.isFIFO()) return 'pipe';
  if (kind.isSocket()) return 'socket';
  if (kind.isCharacterDevice() || kind.isBlockDevice()) return 'device';
  // Node replaces bytes that are not UTF-8 with U+FFFD, but a name may also contain that character itself.
  if (path.includes('\uFFFD') && !lstatSync(path, { throwIfNoEntry: false })) return 'encoding';
  if (!staysInside(basename(path))) return 'character';
  return undefined;
}
