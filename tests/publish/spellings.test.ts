// File systems that do not distinguish two spellings of a name (Windows, macOS, FAT), and one that lists names in NFD (HFS+).
// They are simulated, since none can be mounted here.

import fs, { readFileSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isPublishError } from '../../scripts/base/errors.js';
import { hashOfBytes } from '../../scripts/base/hash.js';
import { type FileTable, NO_FILES, Survey } from '../../scripts/cache/fileTable.js';
import { OutputFolder } from '../../scripts/publish/publish.js';
import { temporaryFolder } from '../support.js';

const real = { ...fs };
const key = (name: string) => name.normalize('NFC').toLowerCase();

/** Returns the existing path under another spelling, part by part; the given path if nothing exists. */
function found(root: string, path: unknown): unknown {
  if (typeof path !== 'string' || !path.startsWith(`${root}/`)) return path;
  let folder = root;
  for (const part of path.slice(root.length + 1).split('/')) {
    const names = real.existsSync(folder) && real.statSync(folder).isDirectory() ? real.readdirSync(folder) : [];
    folder = join(folder, names.find((name) => key(name) === key(part)) ?? part);
  }
  return folder;
}

type Call = (...args: unknown[]) => unknown;

const ONE_PATH = [
  'lstatSync',
  'statSync',
  'readFileSync',
  'rmSync',
  'rmdirSync',
  'mkdirSync',
  'writeFileSync',
  'openSync',
] as const;
const TWO_PATHS = ['renameSync', 'copyFileSync'] as const;

let root = '';

/** Makes all spellings of a name below the root the same file, and lists names in NFD. */
function forgive(): void {
  for (const name of ONE_PATH)
    Object.assign(fs, { [name]: (path: unknown, ...rest: unknown[]) => (real[name] as Call)(found(root, path), ...rest) });
  for (const name of TWO_PATHS)
    Object.assign(fs, {
      [name]: (from: unknown, to: unknown, ...rest: unknown[]) =>
        (real[name] as Call)(found(root, from), found(root, to), ...rest),
    });
  fs.readdirSync = ((path: string, ...rest: []) =>
    real.readdirSync(found(root, path) as string, ...rest).map((entry: unknown) => {
      if (typeof entry === 'string') return entry.normalize('NFD');
      (entry as fs.Dirent).name = (entry as fs.Dirent).name.normalize('NFD');
      return entry;
    })) as typeof fs.readdirSync;
  syncBuiltinESMExports();
}

beforeEach(() => {
  root = join(temporaryFolder(), 'dist');
  real.mkdirSync(root);
  forgive();
});

afterEach(() => {
  for (const name of [...ONE_PATH, ...TWO_PATHS, 'readdirSync'] as const) Object.assign(fs, { [name]: real[name] });
  syncBuiltinESMExports();
});

function publish(files: { readonly [path: string]: string }, known: FileTable = NO_FILES) {
  const folder = new OutputFolder(root, 'dist', known, Date.now() + 60_000);
  folder.begin(Object.keys(files), false);
  for (const [path, text] of Object.entries(files)) folder.put(path, Buffer.from(text), hashOfBytes(Buffer.from(text)));
  return { folder, table: folder.end(Object.keys(files)) };
}

const inFolder = () => (real.readdirSync(root, { recursive: true }) as string[]).filter((name) => name.endsWith('.html')).sort();

test('keeps a file whose name changes in case, under its new name', () => {
  const { table } = publish({ 'posts/Foo.html': 'old' });
  const { table: second } = publish({ 'posts/foo.html': 'new' }, table);
  expect(inFolder()).toEqual(['posts/foo.html']);
  expect(readFileSync(join(root, 'posts/foo.html'), 'utf8')).toBe('new');
  expect(publish({ 'posts/foo.html': 'new' }, second).folder.written).toBe(0);
});

test('keeps a folder whose name changes in case', () => {
  const { table } = publish({ 'Posts/a.html': 'a', 'Posts/b.html': 'b' });
  publish({ 'posts/a.html': 'a', 'posts/b.html': 'b' }, table);
  expect(inFolder()).toEqual(['posts/a.html', 'posts/b.html']);
});

test('recognizes its own files if names are listed in another form', () => {
  const files = { 'posts/café.html': 'a', 'Posts/放手.html': 'b', 'posts/한글.html': 'c' };
  const { table } = publish(files);
  const { folder } = publish(files, table);
  expect([folder.written, folder.removed, folder.foreign]).toEqual([0, 0, []]);
  publish({}, table);
  expect(inFolder()).toEqual([]);
});

test('refuses to overwrite a foreign file with another spelling', () => {
  writeFileSync(join(root, 'INDEX.html'), 'mine');
  let problems: readonly string[] = [];
  try {
    publish({ 'index.html': 'a' });
  } catch (error) {
    if (isPublishError(error)) problems = error.problems.map(({ file }) => file);
  }
  expect(problems).toEqual(['dist/INDEX.html']);
  expect(readFileSync(join(root, 'INDEX.html'), 'utf8')).toBe('mine');
});

test('keeps the order of the record if names are listed in another form', () => {
  // é sorts after z; e with a combining accent sorts before it.
  publish({ 'cafz.html': 'a', 'café.html': 'b' });
  const names = ['.titleblock-files', 'cafz.html', 'café.html'];
  const known = new Survey(names, (path) => join(root, path), NO_FILES, Date.now() + 60_000).table();
  expect(new OutputFolder(root, 'dist', known, Date.now() + 60_000).survey.hasSameStats).toBe(true);
});

test('has written a file with changed case when it is killed', () => {
  publish({ 'Foo.html': 'a' });
  writeFileSync(join(root, 'mine.html'), 'mine');
  const killed = new OutputFolder(root, 'dist', NO_FILES, Date.now() + 60_000);
  killed.begin(['foo.html'], false);
  killed.put('foo.html', Buffer.from('b'), hashOfBytes(Buffer.from('b')));
  const { folder } = publish({ 'foo.html': 'b' });
  expect([folder.written, folder.removed, folder.foreign]).toEqual([0, 0, ['mine.html']]);
  expect(inFolder()).toEqual(['foo.html', 'mine.html']);
});
