// Writes files that belong to the writer: posts, settings, lists next to them. Unlike output files, they are flushed to the disk
// before they replace the old ones.

import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  openSync,
  realpathSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { isWithin } from './inside.js';
import { renameFile, replaceFile } from './replaceFile.js';

/**
 * Writes one of the writer's own files. Mode, owner and hard links of the old file are preserved.
 * @param path absolute path; its folder exists
 * @param folders absolute paths; a symlink into one of them is followed, any other is replaced
 * @throws an error of the file system with the path of the file; the old file is then intact
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
    // Overwrite in place, to preserve hard links. Meanwhile, the temporary file has the whole text.
    sync(beside);
    overwrite(place, Buffer.from(content));
    rmSync(beside, { force: true });
  };
  replaceFile(place, content, old.nlink === 1 ? put : putUnderAllNames, 0o600);
}

/**
 * Creates one of the writer's own files.
 * @param path absolute path; its folder exists
 * @throws EEXIST if the path exists; nothing is written then
 */
export function saveNewFile(path: string, content: string | Uint8Array): void {
  replaceFile(path, content, (beside) => {
    sync(beside);
    try {
      // Unlike a rename, a link never replaces a file that another program has written in the meantime.
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

/** Flushes a file to the disk. */
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
    // Only a superuser may change the owner.
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
