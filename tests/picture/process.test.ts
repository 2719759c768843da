// The picture process: what happens if it ends before its tasks are done.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { ENCODE } from '../../scripts/picture/tasks.js';
import { openProcess } from '../../scripts/work/process.js';
import { temporaryFolder } from '../support.js';

/** Returns the ids of picture processes of this process. */
function servants(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
        return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('serve');
      } catch {
        return false;
      }
    });
}

test.skipIf(!existsSync('/proc/self/status'))(
  'another process does its tasks; a second crash is reported',
  async () => {
    const file = join(temporaryFolder(), 'a.jpg');
    await sharp({
      create: { width: 1800, height: 700, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
    }).toFile(file);
    const pixels = { file, hash: '', from: 1800, wide: false };
    const quality = { avif: 50, webp: 80, jpeg: 80 };
    const executor = openProcess();
    const encode = (width: number) => executor.run(ENCODE, { pixels, width, encoding: 'avif', quality });
    const end = async () => {
      await expect.poll(() => servants().length, { timeout: 10_000 }).toBe(1);
      process.kill(servants()[0] as number, 'SIGKILL');
    };
    const both = Promise.all([encode(1800), encode(1700)]);
    await end();
    const [a, b] = await both;
    expect((await sharp(a).metadata()).width).toBe(1800);
    expect((await sharp(b).metadata()).width).toBe(1700);
    const third = encode(1600).then(
      () => 'done',
      (error: Error) => error.message,
    );
    await end();
    expect(await third).toMatch(/the picture process ended \(SIGKILL\)/);
    // The next task still works.
    expect((await sharp(await encode(300)).metadata()).width).toBe(300);
    await executor.close();
    await expect.poll(servants, { timeout: 10_000 }).toEqual([]);
  },
  60_000,
);
