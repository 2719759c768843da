// Inside is inside: the one place that says whether a path is within the folder it belongs to. Whoever reads or writes a
// file that content names asks here; the writer asks again at the last moment. Every file is written here: next to its
// place and renamed, so that none is ever half written.

import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';

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
  const real = realpathSync(path);
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
  return folders.some((folder) => {
    const home = realOf(folder);
    return home !== undefined && real.startsWith(home.endsWith(sep) ? home : home + sep);
  });
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

/** The bytes of a file: given, or to be copied from a file, which is opened when it is needed (a descriptor). */
export type FileContent = Uint8Array | { readonly open: () => number };

/** Names of devices on Windows, which no file can have there, with or without an ending. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/**
 * Whether Windows can have a file at a path.
 * @see Microsoft, "Naming Files, Paths, and Namespaces"
 */
export function isNameOnWindows(path: string): boolean {
  if (/[<>:"|?*\\\u0000-\u001f]/.test(path)) return false;
  return path.split('/').every((part) => !DEVICE.test(part) && !/[. ]$/.test(part));
}

/** How names begin that builds keep for themselves in the output folder. */
export const OWN_NAMES = '.titleblock-';

/** The name of a file that is not in its place yet, or that a killed process left. */
export const UNFINISHED = /^\.titleblock-\d+\.tmp$/;

/**
 * Writes a file at once: next to its place, and renamed. A link in either place is replaced, never followed.
 * @param path absolute; its folder exists
 * @param place puts the finished file in its place
 * @param mode its permissions until then
 * @throws an error of the file system with the path of the file
 */
export function replaceFile(path: string, content: string | FileContent, place: Place = renameFile, mode = 0o666): void {
  const beside = join(dirname(path), `.titleblock-${process.pid}.tmp`);
  try {
    try {
      create(beside, content, mode);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      rmSync(beside, { force: true });
      create(beside, content, mode);
    }
    place(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    // A full disk is told by `write`, which knows no path.
    throw error instanceof Error && 'syscall' in error ? Object.assign(error, { path }) : error;
  }
}

type Place = (beside: string, path: string) => void;

/** Writes a file that must not be there. */
function create(path: string, content: string | FileContent, mode: number): void {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    writeFileSync(path, content, { flag: 'wx', mode });
    return;
  }
  const from = content.open();
  try {
    const to = openSync(path, 'wx', mode);
    try {
      for (const bytes of chunksOf(from)) writeFileSync(to, bytes);
    } finally {
      closeSync(to);
    }
  } finally {
    closeSync(from);
  }
}

/** Bytes that are read at once from a file that need not fit into memory. */
const CHUNK = 1 << 20;

/** The bytes of an open file, part by part; each part is overwritten by the next. */
export function* chunksOf(descriptor: number): Generator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK);
  for (let at = 0; ; ) {
    const length = readSync(descriptor, buffer, 0, CHUNK, at);
    if (length === 0) return;
    at += length;
    yield buffer.subarray(0, length);
  }
}

/** How often a file in use is renamed again, and the milliseconds between. */
const TRIES = 20;
const PAUSE = 50;

/**
 * Renames a file. Windows refuses while a virus scanner or an indexer has one of the two open, for some moments.
 * @param rename the system's
 */
export function renameFile(from: string, to: string, rename: Place = renameSync, platform: string = process.platform): void {
  for (let left = TRIES; ; left--) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      const isInUse = ['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (platform !== 'win32' || !isInUse || left === 0) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}

/**
 * Writes a file that the writer keeps: a post, settings, a list next to them. It is on the disk before it takes its place.
 * The old file's mode, owner and hard links stay.
 * @param path absolute; its folder exists
 * @param folders absolute paths: a symlink that leads into one of them is followed, any other is replaced
 * @throws an error of the file system with the path of the file; the old file is whole then
 */
export function saveFile(path: string, content: string | Uint8Array, folders: readonly string[] = []): void {
  const before = lstatSync(path, { throwIfNoEntry: false });
  const isFollowed = before?.isSymbolicLink() && isWithin(folders, path);
  if (!before || (before.isSymbolicLink() && !isFollowed)) {
    replaceFile(path, content, syncAndRename);
    return;
  }
  const place = isFollowed ? realpathSync(path) : path;
  const old = lstatSync(place);
  const put = (beside: string) => {
    keepOwner(beside, old);
    syncAndRename(beside, place);
  };
  const putUnderAllNames = (beside: string) => {
    // The bytes are replaced where they are, while the whole text lies beside them on the disk.
    sync(beside);
    overwrite(place, Buffer.from(content));
    rmSync(beside, { force: true });
  };
  replaceFile(place, content, old.nlink === 1 ? put : putUnderAllNames, 0o600);
}

/**
 * Writes a file that the writer keeps and that must not be there yet.
 * @param path absolute; its folder exists
 * @throws EEXIST if something is there: nothing is written then
 */
export function saveNewFile(path: string, content: string | Uint8Array): void {
  replaceFile(path, content, (beside) => {
    sync(beside);
    try {
      // Unlike renaming, linking never replaces what another program has written since.
      linkSync(beside, path);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST' || lstatSync(path, { throwIfNoEntry: false }))
        throw Object.assign(new Error(`EEXIST: ${path}`), { code: 'EEXIST', syscall: 'link' });
      // A file system without hard links.
      renameFile(beside, path);
      return;
    }
    rmSync(beside, { force: true });
  });
}

function syncAndRename(beside: string, path: string): void {
  sync(beside);
  renameFile(beside, path);
}

/** Waits until a file is on the disk. */
function sync(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function keepOwner(path: string, { mode, uid, gid }: Stats): void {
  const now = lstatSync(path);
  try {
    if (now.uid !== uid || now.gid !== gid) chownSync(path, uid, gid);
  } catch {
    // Only a superuser may give a file away.
  }
  if (now.mode !== mode) chmodSync(path, mode & 0o7777);
}

function overwrite(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, 'r+');
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at, at);
    ftruncateSync(descriptor, bytes.length);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes that a file's name may have (ext4; other systems allow as many or more), and those of a whole path. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 1024;

/** Bytes of a name that others are made of, with a hash, a width and an ending. */
const ROOM = 230;

/** A name that leaves room for a hash and an ending; longer ones are cut at a character. */
export function shortened(name: string): string {
  if (name.length * 3 <= ROOM || Buffer.byteLength(name) <= ROOM) return name;
  let short = '';
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > ROOM) break;
    short += character;
  }
  return short;
}

/** Whether a path is longer than what systems have files for. */
export function isTooLong(path: string): boolean {
  if (path.length * 3 <= LONGEST_NAME) return false;
  const bytes = (text: string) => Buffer.byteLength(text);
  return bytes(path) > LONGEST_PATH || path.split('/').some((part) => bytes(part) > LONGEST_NAME);
}
