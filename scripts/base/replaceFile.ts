// Writes files atomically: to a temporary file in the same folder, which is then renamed.

import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { createFile, type FileContent } from './fileContent.js';

/** Prefix of file names in the output folder that the program reserves for itself. */
export const RESERVED_PREFIX = '.titleblock-';

/** Matches names of temporary files, which a killed process may leave behind. */
export const TEMPORARY_NAME = /^\.titleblock-\d+(?:-\d+)?\.tmp$/;

/**
 * Writes a file atomically. A symlink at either path is replaced, never followed.
 * @param path absolute path; its folder exists
 * @param move moves the finished temporary file to its path
 * @param mode permissions of the temporary file
 * @throws an error of the file system with the path of the file
 */
export function replaceFile(path: string, content: string | FileContent, move: Move = renameFile, mode = 0o666): void {
  // Each thread has its own temporary name.
  const owner = threadId === 0 ? process.pid : `${process.pid}-${threadId}`;
  const temporary = join(dirname(path), `${RESERVED_PREFIX}${owner}.tmp`);
  try {
    try {
      createFile(temporary, content, mode);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      rmSync(temporary, { force: true });
      createFile(temporary, content, mode);
    }
    move(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    // The error of a full disk comes from `write` and has no path.
    throw error instanceof Error && 'syscall' in error ? Object.assign(error, { path }) : error;
  }
}

type Move = (beside: string, path: string) => void;

/** Retries of a rename while the file is in use, and the milliseconds between them. */
const MAX_RETRIES = 20;
const RETRY_DELAY = 50;

/**
 * Renames a file. Retries on Windows, which refuses for some moments while a virus scanner or an indexer has one of the files
 * open.
 * @param rename function of the file system; replaced in tests
 */
export function renameFile(from: string, to: string, rename: Move = renameSync, platform: string = process.platform): void {
  for (let left = MAX_RETRIES; ; left--) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      const isInUse = ['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (platform !== 'win32' || !isInUse || left === 0) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_DELAY);
    }
  }
}
