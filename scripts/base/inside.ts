// Checks that paths stay within their folders. All code that reads or writes a file named by content uses these functions; they
// check again at the moment of reading or writing, because a path may be replaced by a symlink in between.

import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** A path leads out of its folder. The message is for the writer. */
export class OutsideError extends Error {
  override readonly name = 'OutsideError';
}

/**
 * True if a relative path cannot leave its folder on any system. Looks at the text alone, not at the disk.
 * @param path separated by `/`; decoded
 * @returns false for an absolute path, `.` and `..`, empty parts, drives, backslashes and control characters
 */
export function staysInside(path: string): boolean {
  if (/[\\\u0000-\u001f]|^[a-z]:/i.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/**
 * True if a path is within one of some folders after all symlinks are resolved.
 * @param folders absolute paths; missing folders contain nothing
 * @param path absolute path of something that exists
 */
export function isWithin(folders: readonly string[], path: string): boolean {
  return liesIn(folders, realpathSync(path));
}

/**
 * True if a path is in one of some folders. Folders whose names begin the path come first: most folders are no symlinks, and
 * resolving one costs a call to the system for each part of its path.
 * @param real path without symlinks
 */
function liesIn(folders: readonly string[], real: string): boolean {
  const isIn = (folder: string) => real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep);
  const isReallyIn = (folder: string) => {
    const home = realOf(folder);
    return home !== undefined && isIn(home);
  };
  return (
    folders.some((folder) => isIn(folder) && isReallyIn(folder)) || folders.some((folder) => !isIn(folder) && isReallyIn(folder))
  );
}

/** Flags for opening. Without O_NONBLOCK, opening a pipe waits for a writer. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a file for reading and ensures that it is within one of some folders. Checks the open file instead of its path, which
 * could be replaced by a symlink at any time.
 * @param path absolute path
 * @param folders absolute paths
 * @returns a file descriptor
 * @throws OutsideError if it is elsewhere or not a file
 */
export function openWithin(path: string, folders: readonly string[]): number {
  const descriptor = openSync(path, READ);
  try {
    if (!isOpenWithin(descriptor, path, folders))
      throw new OutsideError(
        `${path} was replaced by something that lies outside of the site’s folders; nothing was read from it`,
      );
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function isOpenWithin(descriptor: number, path: string, folders: readonly string[]): boolean {
  const opened = fstatSync(descriptor);
  if (!opened.isFile()) return false;
  const real = pathOfOpen(descriptor) ?? realpathSync(path);
  const there = lstatSync(real, { throwIfNoEntry: false });
  if (there?.ino !== opened.ino || there.dev !== opened.dev) return false;
  return liesIn(folders, real);
}

/** Returns the path of an open file, which only Linux knows; undefined on other systems. */
function pathOfOpen(descriptor: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return undefined;
  }
}

function realOf(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    return undefined;
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Ensures that a folder below a root is not a symlink. @throws OutsideError if it is */
export function refuseLink(root: string, folder: string): void {
  if (isLink(join(root, folder)))
    throw new OutsideError(`${folder} is a symlink, and nothing is written through symlinks; delete it`);
}

/**
 * Makes the folders that a file below a root needs. Follows no symlink below the root, so the file cannot be outside of it.
 * @param root absolute path; may be a symlink itself
 * @param path path of the file from the root
 * @param checked folders from the root that were made or checked before; new ones are added
 * @returns the file's absolute path
 * @throws OutsideError if the file would be outside of the root
 */
export function makeFoldersOf(root: string, path: string, checked: Set<string> = new Set()): string {
  if (!staysInside(path)) throw new OutsideError(`"${path}" would be outside of it`);
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    const folder = path.slice(0, at);
    if (checked.has(folder)) continue;
    const stats = lstatSync(join(root, folder), { throwIfNoEntry: false });
    if (stats?.isSymbolicLink()) throw new OutsideError(`${folder} in it is a symlink, and nothing is written through symlinks`);
    if (!stats) makeFolder(join(root, folder));
    checked.add(folder);
  }
  if (!checked.has('')) makeFolder(root);
  checked.add('');
  return join(root, path);
}

/**
 * Makes a folder and its parents. Node's `recursive` option loops forever if an existing folder refuses a new one with ENOENT,
 * which `/proc` does.
 */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}
