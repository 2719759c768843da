// The output folder: only what differs is written, only what builds made is removed.

import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FileTable, NO_FILES } from '../../scripts/cache/fileTable.js';
import { hashOfBytes } from '../../scripts/cache/hash.js';
import { isPublishError } from '../../scripts/errors.js';
import { OutputFolder } from '../../scripts/publish/publish.js';
import { filesBelow, temporaryFolder, writeFiles } from '../support.js';

/** Publishes some files; what was written is looked at a minute later. */
function publish(out: string, files: { readonly [path: string]: string }, known: FileTable = NO_FILES) {
  const folder = new OutputFolder(out, 'dist', known, Date.now() + 60_000);
  folder.begin(Object.keys(files), false);
  for (const [path, text] of Object.entries(files)) folder.put(path, Buffer.from(text), hashOfBytes(Buffer.from(text)));
  return { folder, table: folder.end(Object.keys(files)) };
}

test('files are written, kept where they have the bytes already, and removed when they are no longer made', () => {
  const out = join(temporaryFolder(), 'dist');
  const first = publish(out, { 'a.html': 'a', 'b/c.html': 'c', 'b/d.html': 'd' });
  expect(first.folder.written).toBe(3);
  const before = statSync(join(out, 'a.html')).mtimeMs;
  const second = publish(out, { 'a.html': 'a', 'b/c.html': 'C' }, first.table);
  expect([second.folder.written, second.folder.removed]).toEqual([1, 1]);
  expect(statSync(join(out, 'a.html')).mtimeMs).toBe(before);
  expect(readFileSync(join(out, 'b/c.html'), 'utf8')).toBe('C');
  expect(filesBelow(out)).toEqual(['.titleblock-files', 'a.html', 'b/c.html']);
});

test('what no build made is left alone, and told of', () => {
  const out = join(temporaryFolder(), 'dist');
  mkdirSync(out);
  writeFileSync(join(out, 'mine.txt'), 'mine');
  const { folder, table } = publish(out, { 'a.html': 'a' });
  expect(folder.foreign).toEqual(['mine.txt']);
  expect(folder.foreignProblems()[0]?.reason).toContain('mine.txt');
  publish(out, {}, table);
  expect(filesBelow(out)).toEqual(['.titleblock-files', 'mine.txt']);
});

test('the list in the folder says what builds made, where the record is lost', () => {
  const out = join(temporaryFolder(), 'dist');
  publish(out, { 'a.html': 'a', 'b.html': 'b' });
  const { folder } = publish(out, { 'a.html': 'a' });
  expect([folder.written, folder.removed]).toEqual([0, 1]);
  expect(existsSync(join(out, 'b.html'))).toBe(false);
});

test('a file where a folder has to be, and the other way round', () => {
  const out = join(temporaryFolder(), 'dist');
  const first = publish(out, { a: 'file', 'b/c': 'below' });
  publish(out, { 'a/x': 'below', b: 'file' }, first.table);
  expect(filesBelow(out)).toEqual(['.titleblock-files', 'a/x', 'b']);
});

test('what was spoilt or lost is made good; what a killed build left goes', () => {
  const out = join(temporaryFolder(), 'dist');
  const files = { 'a.html': 'a', 'b.html': 'b', 'c.html': 'c' };
  const { table } = publish(out, files);
  writeFileSync(join(out, 'a.html'), 'spoilt');
  rmSync(join(out, 'b.html'));
  writeFileSync(join(out, '.titleblock-1.tmp'), 'half');
  expect(publish(out, files, table).folder.written).toBe(2);
  expect(filesBelow(out)).toEqual(['.titleblock-files', 'a.html', 'b.html', 'c.html']);
});

test.each(['../a', 'a/../../b', '/a', 'a//b', '.', 'a\\b'])('nothing is written at %s', (path) => {
  const root = temporaryFolder();
  let error: unknown;
  try {
    publish(join(root, 'dist'), { [path]: 'x' });
  } catch (thrown) {
    error = thrown;
  }
  expect(isPublishError(error)).toBe(true);
  expect(filesBelow(root)).toEqual([]);
});

/** The problems of a publication, by file. */
function refusal(out: string, files: { readonly [path: string]: string }, known?: FileTable): string[] {
  try {
    publish(out, files, known);
    return [];
  } catch (error) {
    if (!isPublishError(error)) throw error;
    return error.problems.map(({ file, reason }) => `${file}: ${reason}`);
  }
}

describe('a file that the list in the folder does not name', () => {
  const foreign = (files: { readonly [path: string]: string }) => {
    const out = join(temporaryFolder(), 'dist');
    writeFiles(out, files);
    return out;
  };

  test('is not overwritten: every one is named, and nothing is written', () => {
    const out = foreign({ 'index.html': 'mine', 'posts/x.html': 'mine', 'other.txt': 'mine' });
    expect(refusal(out, { 'index.html': 'a', 'posts/x.html': 'b', 'c.html': 'c' })).toEqual([
      'dist/index.html: no build wrote this file, and the site has a file of this name',
      'dist/posts/x.html: no build wrote this file, and the site has a file of this name',
    ]);
    expect(filesBelow(out)).toEqual(['index.html', 'other.txt', 'posts/x.html']);
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('mine');
  });

  test('is not taken for one of another folder that has the same names', () => {
    const files = { 'index.html': 'a', 'b.html': 'b' };
    const { table } = publish(join(temporaryFolder(), 'dist'), files);
    const out = foreign({ 'index.html': 'mine', 'b.html': 'mine too', '.titleblock-files': '' });
    expect(refusal(out, { 'index.html': 'a' }, table)).toHaveLength(1);
    expect(publish(out, {}, table).folder.removed).toBe(0);
    expect(readFileSync(join(out, 'b.html'), 'utf8')).toBe('mine too');
  });

  test('is not replaced by a folder, nor its folder by a file', () => {
    expect(refusal(foreign({ a: 'mine' }), { 'a/b.html': 'b' })).toEqual([
      'dist/a: no build wrote this file, and the site has a folder of this name',
    ]);
    expect(refusal(foreign({ 'a/b/c.txt': 'mine' }), { a: 'a' })).toEqual([
      'dist/a/b/c.txt: no build wrote this file, and the site has a file where its folder is',
    ]);
  });

  test('is overwritten with --adopt, and is the build’s from then on; what is not in the way stays', () => {
    const out = foreign({ 'index.html': 'mine', 'other.txt': 'mine' });
    const folder = new OutputFolder(out, 'dist', NO_FILES, Date.now() + 60_000);
    folder.begin(['index.html'], false, true);
    folder.put('index.html', Buffer.from('a'), hashOfBytes(Buffer.from('a')));
    const table = folder.end(['index.html']);
    expect(folder.foreign).toEqual(['other.txt']);
    publish(out, {}, table);
    expect(filesBelow(out)).toEqual(['.titleblock-files', 'other.txt']);
  });

  test('is the build’s if the list is lost and the file has the bytes that the build wrote', () => {
    const out = join(temporaryFolder(), 'dist');
    const { table } = publish(out, { 'a.html': 'a', 'b.html': 'b' });
    rmSync(join(out, '.titleblock-files'));
    writeFileSync(join(out, 'b.html'), 'mine');
    expect(refusal(out, { 'a.html': 'A', 'b.html': 'B' }, table)).toEqual([
      'dist/b.html: no build wrote this file, and the site has a file of this name',
    ]);
  });

  test('of many, the first are named and the others counted', () => {
    const names = Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`${n + 10}.html`, 'mine']));
    const told = refusal(foreign(names), names);
    expect(told).toHaveLength(21);
    expect(told[20]).toBe('dist: 5 more files that no build wrote are in the way');
  });
});

test.each([
  ['posts/con.html', false],
  ['AUX/a.html', false],
  ['nul', false],
  ['lpt1.tar.gz', false],
  ['what?.html', false],
  ['a:b.html', false],
  ['posts/end./a.html', false],
  ['posts/end .html', true],
  ['console.html', true],
  ['posts/2020-01-01-放手.html', true],
])('Windows has %s: %s; known before anything is written', (path, isThere) => {
  const out = join(temporaryFolder(), 'dist');
  const begin = () => new OutputFolder(out, 'dist', NO_FILES, 0).begin(['a.html', path], false, false, 'win32');
  if (isThere) expect(begin).not.toThrow();
  else expect(begin).toThrow('Windows has no files of this name');
  expect(existsSync(out)).toBe(isThere);
});
