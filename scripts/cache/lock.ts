// One build of a site at a time.
//
// A lock is a file that says whose it is, put in place with its content at once (a hard link of a finished file). The
// lock of a process that is gone is taken over: no build has to be cleaned up after.

import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
const PATIENCE = 50;

/**
 * Waits for a lock and takes it.
 * @param path the lock's file, absolute
 * @param longest milliseconds to wait for another build
 * @param waiting is told once whom the build waits for
 * @returns what gives it back; nothing is locked where the file cannot be written
 * @throws LockedError if the other build does not end in time
 */
export async function takeLock(path: string, longest: number, waiting: (holder: Holder) => void): Promise<() => void> {
  const me: Holder = { pid: process.pid, host: hostname(), began: beganAt(process.pid) };
  const own = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(own, JSON.stringify(me));
  } catch {
    return () => {};
  }
  const end = Date.now() + longest;
  let told = false;
  try {
    for (;;) {
      if (place(own, path)) {
        held.add(path);
        return () => {
          held.delete(path);
          rmSync(path, { force: true });
        };
      }
      const text = textOf(path);
      if (text === undefined) continue;
      const holder = read(text);
      if (!holder || !isAlive(holder, path)) {
        takeOver(path, text);
        continue;
      }
      if (Date.now() > end) throw new LockedError(holder, path);
      if (!told) waiting(holder);
      told = true;
      await sleep(PATIENCE);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Whether the lock could be put in place. */
function place(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // A file system without hard links.
    try {
      writeFileSync(path, readFileSync(own), { flag: 'wx' });
      return true;
    } catch {
      return false;
    }
  }
}

/** Removes the lock of a process that is gone; another build may do so in the same moment, and have its own there by now. */
function takeOver(path: string, stale: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
    if (textOf(aside) !== stale) place(aside, path);
  } catch {
    // The other build was first.
  }
  rmSync(aside, { force: true });
}

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
  if (host !== hostname()) return true;
  // A lock with our own number that we have not taken was left by a process before us: containers count from 1 each time.
  if (pid === process.pid) return held.has(path);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return began === '' || beganAt(pid) === '' || began === beganAt(pid);
}

/** The locks that this process holds. */
const held = new Set<string>();

/** The start of a process in the kernel's ticks, where the system tells. */
function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is a name in parentheses that may hold spaces; the start is the 22nd.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
