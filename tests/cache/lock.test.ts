// The lock of a site allows one build at a time, with and without hard links, even if holders are killed.

import { spawn } from 'node:child_process';
import fs, { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { BlockedLockError, type Holder, LockedError, takeLock } from '../../scripts/cache/lock.js';
import { PROJECT, rounds, temporaryFolder } from '../support.js';

let lockModule = '';
beforeAll(async () => {
  lockModule = join(temporaryFolder(), 'lock.mjs');
  const entryPoints = [join(PROJECT, 'scripts/cache/lock.ts')];
  await build({ entryPoints, outfile: lockModule, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
});

/** Takes a lock several times, and at the end leaves it like a killed process. Reports if it is not alone. */
const TAKER = `
  import fs, { rmSync, writeFileSync } from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  import { setTimeout as sleep } from 'node:timers/promises';
  const [lockModule, path, links, times] = process.argv.slice(1);
  if (links === 'without') {
    fs.linkSync = () => { throw Object.assign(new Error('EPERM'), { code: 'EPERM' }); };
    syncBuiltinESMExports();
  }
  const { takeLock } = await import(lockModule);
  for (let n = 0; n < Number(times); n++) {
    const release = await takeLock(path, 60000, () => {});
    try {
      writeFileSync(path + '-inside', String(process.pid), { flag: 'wx' });
    } catch {
      console.log('two at once');
    }
    await sleep(1);
    rmSync(path + '-inside', { force: true });
    if (n < Number(times) - 1) release();
  }
  process.kill(process.pid, 'SIGKILL');
`;

/** Output of a process that takes the lock. */
function taker(path: string, links: string, times: number): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', TAKER, lockModule, path, links, String(times)]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  return new Promise((resolve) => child.on('close', () => resolve(said)));
}

test.each(['with', 'without'])('is held by one process at a time, %s hard links, however many are killed', async (links) => {
  const folder = temporaryFolder();
  const path = join(folder, 'lock');
  const said = await Promise.all(Array.from({ length: 8 }, () => taker(path, links, rounds(5, 20))));
  expect(said.join('')).toBe('');
  expect(readdirSync(folder).filter((name) => name.includes('guard'))).toEqual([]);
});

describe('something else in its place', () => {
  const take = (path: string) => takeLock(path, 1000, () => {});
  test('is an error that says what to delete, if it is a folder or a symlink', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'lock'));
    await expect(take(join(folder, 'lock'))).rejects.toThrow(BlockedLockError);
    symlinkSync('nowhere', join(folder, 'link'));
    await expect(take(join(folder, 'link'))).rejects.toThrow(/link is a symlink.*delete it/);
  });

  test.each([
    ['an empty file', ''],
    ['the lock of a process that is gone', JSON.stringify({ pid: 4_000_000, host: hostname(), began: '1' })],
    ['the lock of no process', JSON.stringify({ pid: -1, host: 'elsewhere', began: '' })],
  ])('is taken over if it is %s', async (_what, text) => {
    const path = join(temporaryFolder(), 'lock');
    writeFileSync(path, text);
    (await take(path))();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });
});

describe('the lock of a process that runs', () => {
  /** Takes a lock that a process holds. Returns the reported holder and the error. */
  const waitFor = async (holder: Holder, longest = 400) => {
    const path = join(temporaryFolder(), 'lock');
    writeFileSync(path, JSON.stringify(holder));
    const told: Holder[] = [];
    const error = await takeLock(path, longest, (each) => told.push(each)).then(
      (release) => void release(),
      (thrown: unknown) => thrown,
    );
    return { path, told, error };
  };
  const other: Holder = { pid: process.ppid, host: hostname(), began: '' };

  test.each([
    ['here', other],
    ['on another machine', { pid: 4_000_000, host: 'elsewhere', began: '1' }],
  ])('is waited for and reported once, and stays: %s', async (_where, holder) => {
    const { path, told, error } = await waitFor(holder);
    expect(told).toEqual([holder]);
    expect(error).toBeInstanceOf(LockedError);
    expect(String(error)).toContain(`(process ${holder.pid} on ${holder.host}); if it is not, delete ${path} and build again`);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(holder);
    expect(readdirSync(join(path, '..'))).toEqual(['lock']);
  });

  test('is taken as soon as it is released', async () => {
    const path = join(temporaryFolder(), 'lock');
    const release = await takeLock(path, 0, () => {});
    const told: number[] = [];
    const second = takeLock(path, 10_000, ({ pid }) => told.push(pid));
    setTimeout(release, 30);
    (await second)();
    expect(told).toEqual([process.pid]);
    expect(existsSync(path)).toBe(false);
  });

  test('is taken over if the process is dead and its id was reused, by another one or by this one', async () => {
    const mine = { pid: process.pid, host: hostname(), began: '' };
    const path = join(temporaryFolder(), 'lock');
    (await takeLock(path, 0, () => {}))();
    writeFileSync(path, JSON.stringify(mine));
    // Without waiting.
    (await takeLock(path, -1, () => {}))();
    expect(await waitFor({ ...other, pid: 4_000_000 }, -1)).toMatchObject({ told: [], error: undefined });
  });

  test.skipIf(!existsSync('/proc/self/stat'))('is taken over if the process is a zombie', async () => {
    // After exec, the shell does not reap its child.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60']);
    try {
      const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
      const ended = () => / Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
      while (!ended()) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await waitFor({ ...other, pid })).toMatchObject({ told: [], error: undefined });
    } finally {
      parent.kill();
    }
  });

  test.skipIf(!existsSync('/proc/self/stat'))('contains the start time of the process', async () => {
    const path = join(temporaryFolder(), 'lock');
    const release = await takeLock(path, 0, () => {});
    const { pid, host, began } = JSON.parse(readFileSync(path, 'utf8')) as Holder;
    release();
    expect({ pid, host }).toEqual({ pid: process.pid, host: hostname() });
    // Hundredths of a second since the system started.
    expect(Math.abs(Number(began) / 100 - (uptime() - process.uptime()))).toBeLessThan(5);
    expect(await waitFor({ ...other, began: '1' })).toMatchObject({ told: [], error: undefined });
  });

  test('is respected if the system does not tell when a process started', async () => {
    const { readFileSync: real } = fs;
    fs.readFileSync = ((path: unknown, ...rest: []) => {
      if (String(path).startsWith('/proc/')) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      return real(path as string, ...rest);
    }) as typeof real;
    syncBuiltinESMExports();
    try {
      expect((await waitFor({ ...other, began: '7' })).error).toBeInstanceOf(LockedError);
      const path = join(temporaryFolder(), 'lock');
      const release = await takeLock(path, 0, () => {});
      expect(JSON.parse(real(path, 'utf8'))).toMatchObject({ pid: process.pid, began: '' });
      release();
    } finally {
      fs.readFileSync = real;
      syncBuiltinESMExports();
    }
  });
});
