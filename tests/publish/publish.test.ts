// The output folder: only what differs is written, only what builds made is removed.

import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type FileTable, NO_FILES } from '../../scripts/cache/fileTable.js';
import { hashOfBytes } from '../../scripts/cache/hash.js';
import { isPublishError } from '../../scripts/errors.js';
import { OutputFolder } from '../../scripts/publish/publish.js';
import { filesBelow, temporaryFolder } from '../support.js';

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
