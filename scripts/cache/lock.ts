// One build of a site at a time.
//
// A lock is a file that says whose it is, put in place with its content at once (a hard link of a finished file). The
// lock of a process that is gone is taken over: no build has to be cleaned up after.

import { constants, copyFileSync, linkSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, as the system counts it: a number of another process may be given again. */
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

/** Milliseconds between two looks at a lock that another build holds. */
const POLL_INTERVAL = 50;

/**
 * Waits for a lock and takes it.
 * @param path the lock's file, absolute
 * @param maxWait milliseconds to wait for another build
 * @param onWait is told once whom the build waits for
 * @returns what gives it back; nothing is locked where the file cannot be written
 * @throws LockedError if the other build does not end in time, NoLockError if something other than a file is in its place
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

/** A lock cannot be taken, because something else is in its place. The message is for the writer. */
export class NoLockError extends Error {}

/** @throws NoLockError if something other than a file is in the place of a lock */
function ensureFile(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats || stats.isFile()) return;
  const what = stats.isSymbolicLink() ? 'a symlink' : stats.isDirectory() ? 'a folder' : 'no file';
  throw new NoLockError(`${path} is ${what}, but builds lock the site with a file of this name; delete it and build again`);
}

/** Whether the lock could be put in place. */
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

/** Removes the lock of a process that is gone. @returns false if another build is about to */
function takeOver(path: string): boolean {
  return exclusively(path, () => {
    const holder = holderOf(path);
    if (holder && !isAlive(holder, path)) rmSync(path);
    return true;
  });
}

/** Milliseconds after which a guard was left by a process that is gone: what it guards takes less than one. */
const GUARD_TIMEOUT = 10_000;

/**
 * Does something with a lock while no other build changes it. A folder guards it, which every file system makes at once: not
 * all of them have hard links, without which a lock is there for a moment before its content.
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

/** Who holds a lock; nobody known where its text is none of ours. Undefined if there is no lock by now. */
function holderOf(path: string): Holder | undefined {
  const text = textOf(path);
  return text === undefined ? undefined : (read(text) ?? NOBODY);
}

/** The holder of a lock that nobody can read: no process has this number. */
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

/** A process of another machine is taken to be alive: there is no asking. */
function isAlive({ pid, host, began }: Holder, path: string): boolean {
  if (pid < 0) return false;
  if (host !== hostname()) return true;
  // A lock with our own number that we have not taken was left by a process before us: containers count from 1 each time.
  if (pid === process.pid) return ownLocks.has(path);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const { state, began: now } = processAt(pid);
  // One that has ended and whose parent has not asked how holds nothing any more.
  return state !== 'Z' && (began === '' || now === '' || began === now);
}

/** The locks that this process holds. */
const ownLocks = new Set<string>();

/** What the system tells of a process: its state, and its start in the kernel's ticks; empty where it tells nothing. */
function processAt(pid: number): { readonly state: string; readonly began: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is a name in parentheses that may hold spaces; the state follows, and the start is the 22nd.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', began: fields[19] ?? '' };
  } catch {
    return { state: '', began: '' };
  }
}
