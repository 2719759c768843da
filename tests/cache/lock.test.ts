// The lock of a site: one build at a time, on file systems with and without hard links, whoever is killed.

import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { NoLockError, takeLock } from '../../scripts/cache/lock.js';
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
