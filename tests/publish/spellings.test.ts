// File systems that take two spellings of a name for one file (Windows, macOS, FAT), and one that lists names in NFD (HFS+):
// simulated, since none of them can be mounted here.

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

/** The path of what is there under another spelling, part by part; as it is written where nothing is. */
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

/** Lets all spellings of a name below the root mean one file, and lists names in NFD. */
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

test('a file that gets other capitals is there afterwards, under its new name', () => {
  const { table } = publish({ 'posts/Foo.html': 'old' });
  const { table: second } = publish({ 'posts/foo.html': 'new' }, table);
  expect(inFolder()).toEqual(['posts/foo.html']);
  expect(readFileSync(join(root, 'posts/foo.html'), 'utf8')).toBe('new');
  expect(publish({ 'posts/foo.html': 'new' }, second).folder.written).toBe(0);
});

test('a folder that gets other capitals too', () => {
  const { table } = publish({ 'Posts/a.html': 'a', 'Posts/b.html': 'b' });
  publish({ 'posts/a.html': 'a', 'posts/b.html': 'b' }, table);
  expect(inFolder()).toEqual(['posts/a.html', 'posts/b.html']);
});

test('names that are listed otherwise than they were written are the build’s, and written once', () => {
  const files = { 'posts/café.html': 'a', 'Posts/放手.html': 'b', 'posts/한글.html': 'c' };
  const { table } = publish(files);
  const { folder } = publish(files, table);
  expect([folder.written, folder.removed, folder.foreign]).toEqual([0, 0, []]);
  publish({}, table);
  expect(inFolder()).toEqual([]);
});

test('a file of the writer’s is in the way under another spelling too', () => {
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

test('names that are listed otherwise are in the order of the record, which need not be written again', () => {
  // é comes after z, and e with an accent of its own before.
  publish({ 'cafz.html': 'a', 'café.html': 'b' });
  const names = ['.titleblock-files', 'cafz.html', 'café.html'];
  const known = new Survey(names, (path) => join(root, path), NO_FILES, Date.now() + 60_000).table();
  expect(new OutputFolder(root, 'dist', known, Date.now() + 60_000).survey.hasSameStats).toBe(true);
});

test('a build that is killed after a file got other capitals has written it', () => {
  publish({ 'Foo.html': 'a' });
  writeFileSync(join(root, 'mine.html'), 'mine');
  const killed = new OutputFolder(root, 'dist', NO_FILES, Date.now() + 60_000);
  killed.begin(['foo.html'], false);
  killed.put('foo.html', Buffer.from('b'), hashOfBytes(Buffer.from('b')));
  const { folder } = publish({ 'foo.html': 'b' });
  expect([folder.written, folder.removed, folder.foreign]).toEqual([0, 0, ['mine.html']]);
  expect(inFolder()).toEqual(['foo.html', 'mine.html']);
});
