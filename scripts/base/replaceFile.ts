// Every file is written next to its place and renamed, so that none is ever half written.

import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { createFile, type FileContent } from './fileContent.js';

/** How names begin that builds keep for themselves in the output folder. */
export const OWN_NAMES = '.titleblock-';

/** The name of a file that is not in its place yet, or that a killed process left. */
export const UNFINISHED = /^\.titleblock-\d+(?:-\d+)?\.tmp$/;

/**
 * Writes a file at once: next to its place, and renamed. A link in either place is replaced, never followed.
 * @param path absolute; its folder exists
 * @param place puts the finished file in its place
 * @param mode its permissions until then
 * @throws an error of the file system with the path of the file
 */
export function replaceFile(path: string, content: string | FileContent, place: Place = renameFile, mode = 0o666): void {
  // Each thread has a place of its own.
  const own = threadId === 0 ? process.pid : `${process.pid}-${threadId}`;
  const beside = join(dirname(path), `${OWN_NAMES}${own}.tmp`);
  try {
    try {
      createFile(beside, content, mode);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      rmSync(beside, { force: true });
      createFile(beside, content, mode);
    }
    place(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    // A full disk is told by `write`, which knows no path.
    throw error instanceof Error && 'syscall' in error ? Object.assign(error, { path }) : error;
  }
}

type Place = (beside: string, path: string) => void;

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
