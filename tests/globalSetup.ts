// Creates the folder for all temporary files of a test run, and removes it at the end.

import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux's file system in memory. The tests write 800 MB of small files, for which a disk needs a sixth of all processor time. */
const MEMORY = '/dev/shm';
const NEEDED_BYTES = 4e9;

/** Returns the folder for temporary files: in memory if there is room. Long tests use the disk, as builds do. */
function temporary(): string {
  if (process.env.TITLEBLOCK_LONG || process.env.TMPDIR) return tmpdir();
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > NEEDED_BYTES ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

export default function setup(): () => Promise<void> {
  if (!process.env.TITLEBLOCK_LONG) console.log('Long tests run in part; npm run test:long runs all of them.');
  const folder = mkdtempSync(join(temporary(), 'titleblock-tests-'));
  process.env.TITLEBLOCK_TEMPORARY = folder;
  // Removed in steps, so that the runner can talk to its workers.
  return () => rm(folder, { recursive: true, force: true });
}
