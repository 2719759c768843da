// Starting the program: an edit of its sources is seen at once, although they are only looked at where they seem unchanged.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT, temporaryFolder } from './support.js';

test('an edit of the same length with the old time is seen, and looks are kept only when they are settled', async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'scripts'));
  mkdirSync(join(root, 'node_modules'));
  for (const name of ['esbuild', '@esbuild'])
    symlinkSync(join(PROJECT, 'node_modules', name), join(root, 'node_modules', name), 'dir');
  cpSync(join(PROJECT, 'scripts/start.cjs'), join(root, 'scripts/start.cjs'));
  writeFileSync(join(root, 'package.json'), '{}');
  const front = join(root, 'scripts/front.ts');
  const say = (word: string) =>
    writeFileSync(front, `export const main = async (): Promise<number> => { console.log('${word}'); return 0; };\n`);
  const start = () => spawnSync(process.execPath, [join(root, 'scripts/start.cjs')], { encoding: 'utf8' }).stdout.trim();
  const looks = () => readFileSync(join(root, 'node_modules/.cache/titleblock/sources'), 'utf8');

  say('first');
  expect(start()).toBe('first');
  expect(looks).toThrow();
  await new Promise((resolve) => setTimeout(resolve, 2100));
  expect(start()).toBe('first');
  const kept = looks();
  expect(start()).toBe('first');
  expect(looks()).toBe(kept);

  const { atime, mtime } = statSync(front);
  say('other');
  utimesSync(front, atime, mtime);
  expect(start()).toBe('other');
});
