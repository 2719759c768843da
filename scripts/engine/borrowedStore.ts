// Lends the builds' store to a command that writes no record. Results added by the borrower count as unused from today on, so
// they expire if no build uses them.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BlockedLockError, LockedError, takeLock } from '../cache/lock.js';
import { openStore, type Store, today } from '../cache/store.js';
import { cacheFolder } from './lastBuild.js';

export interface BorrowedStore {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/**
 * Opens the store of a site without waiting.
 * @param root the site's folder, absolute
 * @returns undefined if there is no store, or another command is using it
 */
export async function borrowStore(root: string): Promise<BorrowedStore | undefined> {
  const cache = cacheFolder(root);
  const folder = join(cache, 'store');
  if (!existsSync(folder)) return undefined;
  const release = await lockAtOnce(join(cache, 'lock'));
  if (!release) return undefined;
  const own = openStore(folder, today());
  const added = new Set<string>();
  const put: Store['put'] = (key, bytes) => {
    added.add(key);
    return own.put(key, bytes);
  };
  const close = async () => {
    try {
      if (added.size > 0) await own.markUnused([...added]);
      await own.close();
    } finally {
      release();
    }
  };
  return { store: { ...own, put }, close };
}

/** Takes a lock if it is free. */
async function lockAtOnce(path: string): Promise<(() => void) | undefined> {
  try {
    return await takeLock(path, -1, () => {});
  } catch (error) {
    if (error instanceof LockedError || error instanceof BlockedLockError) return undefined;
    throw error;
  }
}
