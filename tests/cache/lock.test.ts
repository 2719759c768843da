// The lock of a site: one build at a time, on file systems with and without hard links, whoever is killed.

import { spawn } from 'node:child_process';
import fs, { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Holder, LockedError, NoLockError, takeLock } from '../../scripts/cache/lock.js';
import { PROJECT, rounds, temporaryFolder } from '../support.js';

let lockModule = '';
beforeAll(async () => {
  lockModule = join(temporaryFolder(), 'lock.mjs');
  const entryPoints = [join(PROJECT, 'scripts/cache/lock.ts')];
  await build({ entryPoints, outfile: lockModule, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
});

/** Takes a lock some times, and leaves it at the end as a killed process does. It is alone while it holds it, or says so. */
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

/** What a process that takes the lock says. */
function taker(path: string, links: string, times: number): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', TAKER, lockModule, path, links, String(times)]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  return new Promise((resolve) => child.on('close', () => resolve(said)));
}

test.each(['with', 'without'])('one process at a time holds it, %s hard links, however many are killed', async (links) => {
  const folder = temporaryFolder();
  const path = join(folder, 'lock');
  const said = await Promise.all(Array.from({ length: 8 }, () => taker(path, links, rounds(5, 20))));
  expect(said.join('')).toBe('');
  expect(readdirSync(folder).filter((name) => name.includes('guard'))).toEqual([]);
});

describe('what is in its place and no lock', () => {
  const take = (path: string) => takeLock(path, 1000, () => {});
  test('a folder or a symlink is an error that says what to delete', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'lock'));
    await expect(take(join(folder, 'lock'))).rejects.toThrow(NoLockError);
    symlinkSync('nowhere', join(folder, 'link'));
    await expect(take(join(folder, 'link'))).rejects.toThrow(/link is a symlink.*delete it/);
  });

  test.each([
    ['an empty file', ''],
    ['the lock of a process that is gone', JSON.stringify({ pid: 4_000_000, host: hostname(), began: '1' })],
    ['the lock of no process', JSON.stringify({ pid: -1, host: 'elsewhere', began: '' })],
  ])('%s is taken over', async (_what, text) => {
    const path = join(temporaryFolder(), 'lock');
    writeFileSync(path, text);
    (await take(path))();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });
});

describe('the lock of a process that runs', () => {
  /** Takes a lock that a process holds. @returns whom it waits for, and what it throws */
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
  ])('%s is waited for, which is told once, and stays', async (_where, holder) => {
    const { path, told, error } = await waitFor(holder);
    expect(told).toEqual([holder]);
    expect(error).toBeInstanceOf(LockedError);
    expect(String(error)).toContain(`(process ${holder.pid} on ${holder.host}); if it is not, delete ${path} and build again`);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(holder);
    expect(readdirSync(join(path, '..'))).toEqual(['lock']);
  });

  test('is taken as soon as it is given back', async () => {
    const path = join(temporaryFolder(), 'lock');
    const release = await takeLock(path, 0, () => {});
    const told: number[] = [];
    const second = takeLock(path, 10_000, ({ pid }) => told.push(pid));
    setTimeout(release, 30);
    (await second)();
    expect(told).toEqual([process.pid]);
    expect(existsSync(path)).toBe(false);
  });

  test('is not waited for if the process is gone: its number is another’s now, or ours', async () => {
    const mine = { pid: process.pid, host: hostname(), began: '' };
    const path = join(temporaryFolder(), 'lock');
    (await takeLock(path, 0, () => {}))();
    writeFileSync(path, JSON.stringify(mine));
    // No time to wait.
    (await takeLock(path, -1, () => {}))();
    expect(await waitFor({ ...other, pid: 4_000_000 }, -1)).toMatchObject({ told: [], error: undefined });
  });

  test.skipIf(!existsSync('/proc/self/stat'))(
    'is not waited for if the process has ended and its parent does not ask how',
    async () => {
      // A shell that becomes another program does not notice that its child ends.
      const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60']);
      try {
        const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
        const ended = () => / Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
        while (!ended()) await new Promise((resolve) => setTimeout(resolve, 20));
        expect(await waitFor({ ...other, pid })).toMatchObject({ told: [], error: undefined });
      } finally {
        parent.kill();
      }
    },
  );

  test.skipIf(!existsSync('/proc/self/stat'))('has the time at which the process began', async () => {
    const path = join(temporaryFolder(), 'lock');
    const release = await takeLock(path, 0, () => {});
    const { pid, host, began } = JSON.parse(readFileSync(path, 'utf8')) as Holder;
    release();
    expect({ pid, host }).toEqual({ pid: process.pid, host: hostname() });
    // Hundredths of a second since the system began.
    expect(Math.abs(Number(began) / 100 - (uptime() - process.uptime()))).toBeLessThan(5);
    expect(await waitFor({ ...other, began: '1' })).toMatchObject({ told: [], error: undefined });
  });

  test('counts where the system does not tell when a process began', async () => {
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
