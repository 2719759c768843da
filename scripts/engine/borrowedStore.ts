// The store of builds, borrowed by a command that leaves no record: what it keeps there counts as unused from today on, so that it
// goes in time if no build comes to use it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LockedError, NoLockError, takeLock } from '../cache/lock.js';
import { openStore, type Store, today } from '../cache/store.js';
import { cacheFolder } from './lastBuild.js';

export interface BorrowedStore {
  readonly store: Store;
  /** Gives it back. */
  readonly close: () => Promise<void>;
}

/**
 * Borrows the store of a site.
 * @param root the site's folder, absolute
 * @returns undefined if there is none, or another command is using it
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

/** Takes a lock if that needs no waiting. */
async function lockAtOnce(path: string): Promise<(() => void) | undefined> {
  try {
    return await takeLock(path, -1, () => {});
  } catch (error) {
    if (error instanceof LockedError || error instanceof NoLockError) return undefined;
    throw error;
  }
}
