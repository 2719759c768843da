// A lock that allows one build of a site at a time.
//
// It is a file that names its holder and appears with its content in one step (a hard link to a finished file). The lock of a
// dead process is taken over, so nobody has to clean up after a killed build.

import { constants, copyFileSync, linkSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Holder {
  readonly pid: number;
  readonly host: string;
  /**
   * When the process started, in kernel ticks: distinguishes processes that reuse an id. Other versions of the program read this
   * field, so keep its name.
   */
  readonly began: string;
}

export class LockedError extends Error {
  constructor(
    readonly holder: Holder,
    readonly path: string,
  ) {
    super(
      `another build is running here (process ${holder.pid} on ${holder.host}); if it is not, delete ${path} and build again`,
    );
  }
}

/** Milliseconds between attempts to take the lock. */
const POLL_INTERVAL = 50;

/**
 * Waits for a lock and takes it.
 * @param path the lock's file, absolute
 * @param maxWait milliseconds to wait for another build
 * @param onWait called once with the holder if the build waits
 * @returns a function that releases the lock; without write permission, nothing is locked
 * @throws LockedError if the other build does not end in time, BlockedLockError if something other than a file is in its place
 */
export async function takeLock(path: string, maxWait: number, onWait: (holder: Holder) => void): Promise<() => void> {
  const me: Holder = { pid: process.pid, host: hostname(), began: processAt(process.pid).began };
  const own = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(own, JSON.stringify(me));
  } catch {
    return () => {};
  }
  const end = Date.now() + maxWait;
  let isReported = false;
  try {
    for (;;) {
      if (putInPlace(own, path)) {
        ownLocks.add(path);
        return () => {
          ownLocks.delete(path);
          rmSync(path, { force: true });
        };
      }
      ensureFile(path);
      const holder = holderOf(path);
      if (!holder || (!isAlive(holder, path) && takeOver(path))) continue;
      if (Date.now() > end) throw new LockedError(holder, path);
      if (!isReported && isAlive(holder, path)) {
        onWait(holder);
        isReported = true;
      }
      await sleep(POLL_INTERVAL);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Something other than a file is in the lock's place. The message is for the writer. */
export class BlockedLockError extends Error {}

/** @throws BlockedLockError if something other than a file is in the lock's place */
function ensureFile(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats || stats.isFile()) return;
  const what = stats.isSymbolicLink() ? 'a symlink' : stats.isDirectory() ? 'a folder' : 'not a file';
  throw new BlockedLockError(`${path} is ${what}, but builds lock the site with a file of this name; delete it and build again`);
}

/** Creates the lock. Returns false if it exists. */
function putInPlace(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
  }
  return exclusively(path, () => {
    copyFileSync(own, path, constants.COPYFILE_EXCL);
    return true;
  });
}

/** Removes the lock of a dead process. Returns false if another build is doing the same. */
function takeOver(path: string): boolean {
  return exclusively(path, () => {
    const holder = holderOf(path);
    if (holder && !isAlive(holder, path)) rmSync(path);
    return true;
  });
}

/** A guard older than this many milliseconds was left by a dead process: guarded work takes less than one millisecond. */
const GUARD_TIMEOUT = 10_000;

/**
 * Does something with a lock while no other build changes it. The guard is a folder, which every file system creates atomically.
 * Not all have hard links; without these, a lock exists for a moment without content.
 * @returns false if it could not be done now
 */
function exclusively(path: string, work: () => boolean): boolean {
  const guard = `${path}.guard`;
  try {
    mkdirSync(guard);
  } catch {
    const since = lstatSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > GUARD_TIMEOUT) rmSync(guard, { recursive: true, force: true });
    return false;
  }
  try {
    return work();
  } catch {
    return false;
  } finally {
    rmSync(guard, { recursive: true, force: true });
  }
}

/** Returns the holder of a lock, NOBODY if its content is unreadable, or undefined if there is no lock any more. */
function holderOf(path: string): Holder | undefined {
  const text = textOf(path);
  return text === undefined ? undefined : (read(text) ?? NOBODY);
}

/** Holder of a lock with unreadable content. No process has this id. */
const NOBODY: Holder = { pid: -1, host: hostname(), began: '' };

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function read(text: string): Holder | undefined {
  try {
    const { pid, host, began } = JSON.parse(text) as Holder;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host, began: String(began) } : undefined;
  } catch {
    return undefined;
  }
}

/** True if the holder is alive. Processes on other machines count as alive, since they cannot be checked. */
function isAlive({ pid, host, began }: Holder, path: string): boolean {
  if (pid < 0) return false;
  if (host !== hostname()) return true;
  // A lock with this process's id that it does not hold is from an earlier process: in containers, ids start from 1 each time.
  if (pid === process.pid) return ownLocks.has(path);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const { state, began: now } = processAt(pid);
  // A zombie (state Z) holds nothing any more.
  return state !== 'Z' && (began === '' || now === '' || began === now);
}

/** Locks that this process holds. */
const ownLocks = new Set<string>();

/** Returns a process's state and its start in kernel ticks; empty if the system does not tell. */
function processAt(pid: number): { readonly state: string; readonly began: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is a name in parentheses, which may contain spaces. The state follows, and the start is field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', began: fields[19] ?? '' };
  } catch {
    return { state: '', began: '' };
  }
}
