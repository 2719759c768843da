// Files that are swapped during a build, and unreadable folders: nothing outside the site is read, and everything readable is.

import { spawnSync } from 'node:child_process';
import fs, { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { hashOfBytes, hashOfChunks } from '../../scripts/base/hash.js';
import { openWithin } from '../../scripts/base/inside.js';
import { build } from '../../scripts/build/build.js';
import { NO_FILES } from '../../scripts/cache/fileTable.js';
import { InputSurvey, readInput } from '../../scripts/read/inputFiles.js';
import { walk } from '../../scripts/read/walk.js';
import { buildAt, bytesBelow, QUIET, temporaryFolder, writeSite } from '../support.js';

const SECRET = 'nobody may read this';

/** Replaces a file by a symlink that leads out of the site. */
function swap(root: string, path: string): void {
  const secret = join(temporaryFolder(), 'secret.txt');
  writeFileSync(secret, SECRET);
  rmSync(join(root, path));
  symlinkSync(secret, join(root, path));
}

describe('a file that is replaced by a symlink after the folders were listed', () => {
  test('is not read', () => {
    const root = writeSite({ 'content/a.md': '% A\n', 'content/b.txt': 'b' });
    const inputs = new InputSurvey(root, ['content/a.md', 'content/b.txt'], NO_FILES, Date.now());
    for (const path of inputs.paths) swap(root, path);
    expect(() => inputs.read('content/a.md')).toThrow('outside of the site');
    expect(() => inputs.hash('content/b.txt')).toThrow('outside of the site');
    expect(() => readInput(root, 'content/b.txt')).toThrow('outside of the site');
  });

  test('is not published, whether it is a text or a copy', async () => {
    const root = writeSite({ 'content/a.md': '% A\n', 'content/z.txt': 'z', 'content/files/y.txt': 'y' });
    const out = join(root, 'dist');
    let isSwapped = false;
    const onFileChange = () => {
      if (!isSwapped) for (const path of ['content/z.txt', 'content/files/y.txt']) swap(root, path);
      isSwapped = true;
    };
    const first = await build({ ...QUIET, root, out, onFileChange });
    expect(first.published).toBe(false);
    const second = await buildAt(root);
    expect(second.rules).toEqual(['source/outside', 'source/outside']);
    expect(
      bytesBelow(out)
        .map(([, bytes]) => Buffer.from(bytes, 'base64').toString())
        .join(),
    ).not.toContain(SECRET);
  });
});

test('opens only regular files, wherever links lead', () => {
  const folder = temporaryFolder();
  const content = join(folder, 'content');
  mkdirSync(join(content, 'posts'), { recursive: true });
  writeFileSync(join(content, 'posts/a.md'), 'a');
  symlinkSync('posts/a.md', join(content, 'link.md'));
  symlinkSync(content, join(folder, 'alias'));
  for (const path of ['content/posts/a.md', 'content/link.md', 'alias/posts/a.md'])
    fs.closeSync(openWithin(join(folder, path), [join(folder, 'alias')]));
  expect(() => openWithin(join(content, 'posts/a.md'), [join(folder, 'cont'), join(content, 'p')])).toThrow('outside');
  expect(() => openWithin(join(content, 'posts'), [content])).toThrow();
  if (spawnSync('mkfifo', [join(content, 'pipe')]).status === 0)
    expect(() => openWithin(join(content, 'pipe'), [content])).toThrow('outside');
});

test('limits the number of ways through a graph of symlinks', () => {
  const root = join(temporaryFolder(), 'content');
  const levels = 40;
  for (let level = 0; level < levels; level++) {
    mkdirSync(join(root, `l${level}`), { recursive: true });
    writeFileSync(join(root, `l${level}/a.md`), '% A\n');
  }
  for (let level = 0; level + 1 < levels; level++)
    for (const name of ['x', 'y']) symlinkSync(`../l${level + 1}`, join(root, `l${level}/${name}`));
  const { files, refused } = walk(root, [root]);
  expect(files.length).toBeLessThan(levels * 65);
  for (let level = 0; level < levels; level++) expect(files).toContain(`l${level}/a.md`);
  expect(new Set(refused.map(([, why]) => why))).toEqual(new Set(['ways']));
  expect(refused.length).toBeLessThan(levels);
});

describe('a folder that may not be listed', () => {
  const { readdirSync } = fs;
  afterEach(() => {
    fs.readdirSync = readdirSync;
    syncBuiltinESMExports();
  });
  /** Simulated, since root can list everything. */
  const forbid = (folder: string) => {
    fs.readdirSync = ((path: string, ...rest: []) => {
      if (path === folder) throw Object.assign(new Error(`EACCES: permission denied, scandir '${path}'`), { code: 'EACCES' });
      return readdirSync(path, ...rest);
    }) as typeof fs.readdirSync;
    syncBuiltinESMExports();
  };

  test('is reported, and the others are read', async () => {
    const root = writeSite({ 'content/posts/2020-01-01-a.md': '% A\n', 'content/private/b.md': '% B\n' });
    forbid(join(root, 'content/private'));
    const built = await buildAt(root);
    expect(built.problems.map(({ file, ruleId }) => [file, ruleId])).toEqual([['content/private', 'source/unreadable']]);
    expect(built.summary.posts).toBe(1);
  });

  test('is not treated as missing settings', async () => {
    const root = writeSite({ 'content/posts/2020-01-01-a.md': '% A\n' });
    forbid(join(root, 'content'));
    const built = await buildAt(root);
    expect(built.problems.map(({ file, ruleId }) => [file, ruleId])).toEqual([['content', 'source/unreadable']]);
  });
});

test('hashes chunks like the whole', () => {
  const bytes = Buffer.from('一二三四五六七八九十'.repeat(50));
  expect(hashOfChunks([bytes.subarray(0, 7), bytes.subarray(7, 8), bytes.subarray(8)])).toBe(hashOfBytes(bytes));
});
