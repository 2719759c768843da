// Change detection: by size, times and inode, and by the bytes if in doubt.

import { mkdirSync, renameSync, rmSync, type Stats, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hashOfBytes } from '../../scripts/base/hash.js';
import { NO_FILES, recordStats, Survey } from '../../scripts/cache/fileTable.js';
import { temporaryFolder } from '../support.js';

/** A folder of files, surveyed as if a minute had passed, so that all times can be trusted. */
function folder(files: { readonly [path: string]: string }) {
  const root = temporaryFolder();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const survey = (paths: readonly string[], known = NO_FILES, later = 60_000) =>
    new Survey(paths, (path) => join(root, path), known, Date.now() + later);
  return { root, write, survey };
}

test('does not read files with the same stats, and takes their hashes from the table', () => {
  const { survey } = folder({ a: 'one', b: 'two' });
  const first = survey(['a', 'b']);
  expect(first.hasSameStats).toBe(false);
  expect(first.hash('a')).toBe(hashOfBytes(Buffer.from('one')));
  const second = survey(['a', 'b'], first.table());
  expect([second.hasSameStats, second.isUnchanged('a'), second.knownHash('a'), second.knownHash('b')]).toEqual([
    true,
    true,
    hashOfBytes(Buffer.from('one')),
    '',
  ]);
});

test('compares the bytes of a file whose times cannot be trusted', () => {
  const { write, survey } = folder({ a: 'one' });
  // Surveyed in the moment it was written.
  const first = survey(['a'], NO_FILES, 0);
  first.hash('a');
  const same = survey(['a'], first.table());
  expect([same.hasSameStats, same.isUnchanged('a'), same.areAllUnchanged()]).toEqual([false, true, true]);
  write('a', 'two');
  const other = survey(['a'], first.table());
  expect([other.hasSameStats, other.isUnchanged('a')]).toEqual([false, false]);
});

test('notices an edit that keeps size and mtime, and files that are added, removed or swapped', () => {
  const { root, write, survey } = folder({ a: 'one', b: 'two' });
  const first = survey(['a', 'b']);
  first.hash('a');
  first.hash('b');
  const table = first.table();
  write('a', 'eno');
  utimesSync(join(root, 'a'), new Date(0), new Date(0));
  expect(survey(['a', 'b'], table).isUnchanged('a')).toBe(false);
  write('a', 'one');
  expect(survey(['a', 'b'], table).isUnchanged('a')).toBe(true);
  renameSync(join(root, 'a'), join(root, 'c'));
  renameSync(join(root, 'b'), join(root, 'a'));
  const traded = survey(['a', 'c'], table);
  expect([traded.isUnchanged('a'), traded.isUnchanged('c'), traded.areAllUnchanged()]).toEqual([false, false, false]);
  rmSync(join(root, 'c'));
  expect(survey(['a'], table).hasSameStats).toBe(false);
});

test('notices changes during the survey', () => {
  const { write, survey } = folder({ a: 'one' });
  const first = survey(['a']);
  expect(first.isUnmodified('a')).toBe(true);
  write('a', 'other');
  expect(first.isUnmodified('a')).toBe(false);
  expect(() => first.hash('b')).toThrow('not in the table');
});

describe('among several files', () => {
  const files = { a: '1', b: '22', c: '333' };
  const all = Object.keys(files);

  test('each keeps its stats if it has not changed', () => {
    const { write, survey } = folder(files);
    const first = survey(all);
    for (const path of all) first.hash(path);
    const table = first.table();
    expect(survey(all, table).table()).toEqual(table);
    write('0', 'a new one, before the others');
    const second = survey(['0', ...all], table);
    expect(second.paths.map((path) => second.size(path))).toEqual([28, 1, 2, 3]);
    expect(second.table().stats.slice(4)).toEqual(table.stats);
  });

  test('a missing one does not affect the others', () => {
    const { survey } = folder(files);
    const first = survey([...all, 'gone']);
    expect(all.map((path) => first.size(path))).toEqual([1, 2, 3]);
    expect(first.size('gone')).toBeNaN();
    expect(first.isUnmodified('gone')).toBe(false);
  });

  test('a changed one is found', () => {
    const { write, survey } = folder(files);
    const first = survey(all);
    for (const path of all) first.hash(path);
    expect(all.map((path) => first.isUnmodified(path))).toEqual([true, true, true]);
    write('b', '2');
    expect(all.map((path) => first.isUnmodified(path))).toEqual([true, false, true]);
    const second = survey(all, first.table());
    expect(all.map((path) => second.isUnchanged(path))).toEqual([true, false, true]);
    expect(second.areAllUnchanged()).toBe(false);
  });

  test('the stats of one can be copied to another table', () => {
    const { survey } = folder(files);
    const first = survey(all);
    const copy = new Float64Array(12);
    for (const [to, path] of ['c', 'a', 'b'].entries()) first.copyStats(path, copy, to);
    const rows = (stats: Float64Array) => [0, 1, 2].map((at) => [...stats.slice(at * 4, at * 4 + 4)]);
    const [a, b, c] = rows(first.table().stats);
    expect(rows(copy)).toEqual([c, a, b]);
  });
});

test.each([
  // The clock of the file system moves in steps of 20 ms.
  ['a time that is not older than a step', 1_700_000_000_123, 20, true],
  ['an older one', 1_700_000_000_123, 21, false],
  // FAT: whole seconds in steps of two.
  ['a time of whole seconds that is not older than two', 1_700_000_000_000, 2000, true],
  ['an older one of whole seconds', 1_700_000_000_000, 2001, false],
])('knows if %s may hide a later change', (_what, time, age, isInDoubt) => {
  for (const other of [time, time - 5000]) {
    const stats = new Float64Array(8);
    recordStats(stats, 1, { size: 3, mtimeMs: time, ctimeMs: other, ino: 7 } as Stats, time + age);
    recordStats(stats, 0, { size: 3, mtimeMs: other, ctimeMs: time, ino: 7 } as Stats, time + age);
    expect([...stats]).toEqual([3, isInDoubt ? Number.NaN : other, time, 7, 3, isInDoubt ? Number.NaN : time, other, 7]);
  }
});
