// Stored results of pictures: a killed build keeps what it made, and a second build opens no picture.

import { spawn } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { bytesBelow, LONG, PROGRAM, QUIET, run, temporaryFolder, writeSite } from '../support.js';

const noise = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 30 } } })
    .jpeg()
    .toBuffer();

async function site(): Promise<string> {
  const names = LONG ? [...'abcdefghijkl'] : [...'ab'];
  const pictures = names.map(async (name, at) => [`images/${name}.jpg`, await noise(700, 400 + at)] as const);
  return writeSite({
    'content/posts/2020-01-02-a.md': `% A\n\n${names.map((name) => `![${name}](images/${name}.jpg)`).join('\n')}\n`,
    ...Object.fromEntries(await Promise.all(pictures)),
  });
}

/** Returns the number of bytes in the store. */
function kept(root: string): number {
  try {
    const folder = join(root, '.cache/store');
    return readdirSync(folder).reduce((sum, name) => sum + (name.endsWith('.log') ? statSync(join(folder, name)).size : 0), 0);
  } catch {
    return 0;
  }
}

test.runIf(LONG)(
  'a killed build keeps the variants that it made; the next one makes the rest',
  async () => {
    const root = await site();
    const child = spawn(process.execPath, [PROGRAM, 'build', '--root', root], { stdio: 'ignore' });
    const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
    while (child.exitCode === null && kept(root) < 20_000) await new Promise((resolve) => setTimeout(resolve, 5));
    // Wait until a write is complete; an incomplete one would be lost.
    await new Promise((resolve) => setTimeout(resolve, 150));
    child.kill('SIGKILL');
    await ended;
    const { stdout } = run(['build', '--root', root, '--json']);
    const clean = temporaryFolder();
    const { summary } = await build({ ...QUIET, root, out: clean, noCache: true });
    const { encoded } = JSON.parse(stdout).summary;
    expect(encoded).toBeGreaterThan(0);
    expect(encoded).toBeLessThan(summary.encoded);
    expect(bytesBelow(join(root, 'dist'))).toEqual(bytesBelow(clean));
  },
  60_000,
);

test('opens no picture after changes of a file name, a text and the theme', async () => {
  const root = await site();
  const first = JSON.parse(run(['build', '--root', root, '--json']).stdout).summary;
  expect(first.encoded).toBeGreaterThanOrEqual(first.variants);
  writeFileSync(join(root, 'content/posts/2020-01-03-b.md'), '% B\n\n![a](images/a.jpg) and ![b](images/b.jpg)\n');
  // Node reports which modules it loads.
  const second = run(['build', '--root', root], { env: { NODE_DEBUG: 'module' } });
  expect(second.status).toBe(0);
  expect(second.stderr).not.toContain('node_modules/sharp');
  expect(second.stderr).toContain('2 posts');
});
