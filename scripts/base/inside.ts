// Inside is inside: the one place that says whether a path is within the folder it belongs to. Whoever reads or writes a
// file that content names asks here; the writer asks again at the last moment.

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

export { isTooLong } from './fileNames.js';

/** A path that would lead out of its folder. The message is for the writer. */
export class OutsideError extends Error {
  override readonly name = 'OutsideError';
}

/**
 * Whether a path that counts from a folder stays in it on every system, whatever is on the disk.
 * @param path with `/`; decoded
 * @returns false for an absolute path, `.` and `..`, empty parts, drives, backslashes and control characters
 */
export function staysInside(path: string): boolean {
  if (/[\\\u0000-\u001f]|^[a-z]:/i.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/**
 * Whether what is on the disk at a path lies within one of some folders once all links are resolved.
 * @param folders absolute paths; those that do not exist hold nothing
 * @param path an absolute path to something that exists
 */
export function isWithin(folders: readonly string[], path: string): boolean {
  return liesIn(folders, realpathSync(path));
}

/** @param real a path without links */
function liesIn(folders: readonly string[], real: string): boolean {
  return folders.some((folder) => {
    const home = realOf(folder);
    return home !== undefined && (real === home || real.startsWith(home.endsWith(sep) ? home : home + sep));
  });
}

/** Opening a pipe waits for a writer otherwise. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a file for reading and makes sure that what was opened lies within one of some folders. A path can be replaced by a
 * symlink at any time, so the question is asked of the open file, not of its path.
 * @param path absolute
 * @param folders absolute
 * @returns its descriptor
 * @throws OutsideError if it lies elsewhere or is not a file
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

/** The path of an open file as Linux knows it; undefined elsewhere. */
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

/** Makes sure that a folder below a root is not a symlink. @throws OutsideError if it is */
export function refuseLink(root: string, folder: string): void {
  if (isLink(join(root, folder)))
    throw new OutsideError(`${folder} is a symlink, and nothing is written through symlinks; delete it`);
}

/**
 * Makes the folders that a file below a root needs. No link is followed below the root, so the file can only be inside.
 * @param root an absolute path; it may be a link itself
 * @param path the file, from the root
 * @param known folders that were made or checked before, from the root; added to
 * @returns the file's absolute path
 * @throws OutsideError if the file would lie outside of the root
 */
export function makeFoldersOf(root: string, path: string, known: Set<string> = new Set()): string {
  if (!staysInside(path)) throw new OutsideError(`"${path}" would be outside of it`);
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    const folder = path.slice(0, at);
    if (known.has(folder)) continue;
    const stats = lstatSync(join(root, folder), { throwIfNoEntry: false });
    if (stats?.isSymbolicLink()) throw new OutsideError(`${folder} in it is a symlink, and nothing is written through symlinks`);
    if (!stats) makeFolder(join(root, folder));
    known.add(folder);
  }
  if (!known.has('')) makeFolder(root);
  known.add('');
  return join(root, path);
}

/**
 * Makes a folder and its parents. Node's own way (`recursive`) tries forever where a folder that is there refuses a new one
 * as if it were missing, which `/proc` does.
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
