// The output folder: only changed files are written, and only files made by builds are removed.

import {
  appendFileSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { isPublishError } from '../../scripts/base/errors.js';
import { hashOfBytes } from '../../scripts/base/hash.js';
import { type FileTable, NO_FILES, Survey } from '../../scripts/cache/fileTable.js';
import type { FileChange } from '../../scripts/publish/changes.js';
import { OutputFolder } from '../../scripts/publish/publish.js';
import { filesBelow, temporaryFolder, writeFiles } from '../support.js';

/** Opens an output folder as if a minute had passed. */
const lookAt = (out: string, known: FileTable = NO_FILES) => new OutputFolder(out, 'dist', known, Date.now() + 60_000);

const put = (folder: OutputFolder, path: string, text: string) =>
  folder.put(path, Buffer.from(text), hashOfBytes(Buffer.from(text)));

/** Publishes some files, as if a minute had passed. */
function publish(out: string, files: { readonly [path: string]: string }, known: FileTable = NO_FILES) {
  const folder = lookAt(out, known);
  folder.begin(Object.keys(files), false);
  for (const [path, text] of Object.entries(files)) put(folder, path, text);
  return { folder, table: folder.end(Object.keys(files)) };
}

/** Returns the manifest of an output folder. */
const listIn = (out: string) => readFileSync(join(out, '.titleblock-files'), 'utf8');

/** Returns an output folder with some files, and its table in the record, in the order of the folder. */
function published(files: { readonly [path: string]: string }) {
  const out = join(temporaryFolder(), 'dist');
  publish(out, files);
  const survey = new Survey(filesBelow(out), (path) => join(out, path), NO_FILES, Date.now() + 60_000);
  for (const path of survey.paths) survey.hash(path);
  return { out, known: survey.table() };
}

test('writes changed files, keeps equal ones, and removes files that are no longer made', () => {
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

test('leaves foreign files alone, and reports them', () => {
  const out = join(temporaryFolder(), 'dist');
  mkdirSync(out);
  writeFileSync(join(out, 'mine.txt'), 'mine');
  const { folder, table } = publish(out, { 'a.html': 'a' });
  expect(folder.foreign).toEqual(['mine.txt']);
  expect(folder.foreignProblems()[0]?.reason).toContain('mine.txt');
  publish(out, {}, table);
  expect(filesBelow(out)).toEqual(['.titleblock-files', 'mine.txt']);
});

test('knows its own files from the manifest if the record is lost', () => {
  const out = join(temporaryFolder(), 'dist');
  publish(out, { 'a.html': 'a', 'b.html': 'b' });
  const { folder } = publish(out, { 'a.html': 'a' });
  expect([folder.written, folder.removed]).toEqual([0, 1]);
  expect(existsSync(join(out, 'b.html'))).toBe(false);
});

test('replaces a file with a folder, and a folder with a file', () => {
  const out = join(temporaryFolder(), 'dist');
  const first = publish(out, { a: 'file', 'b/c': 'below' });
  publish(out, { 'a/x': 'below', b: 'file' }, first.table);
  expect(filesBelow(out)).toEqual(['.titleblock-files', 'a/x', 'b']);
});

test('restores damaged and lost files, and removes leftovers of a killed build', () => {
  const out = join(temporaryFolder(), 'dist');
  const files = { 'a.html': 'a', 'b.html': 'b', 'c.html': 'c' };
  const { table } = publish(out, files);
  writeFileSync(join(out, 'a.html'), 'spoilt');
  rmSync(join(out, 'b.html'));
  writeFileSync(join(out, '.titleblock-1.tmp'), 'half');
  expect(publish(out, files, table).folder.written).toBe(2);
  expect(filesBelow(out)).toEqual(['.titleblock-files', 'a.html', 'b.html', 'c.html']);
});

test.each(['../a', 'a/../../b', '/a', 'a//b', '.', 'a\\b'])('writes nothing at %s', (path) => {
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

/** Returns the problems that an operation throws. */
function problemsOf(work: () => void) {
  try {
    work();
    return [];
  } catch (error) {
    if (!isPublishError(error)) throw error;
    return error.problems;
  }
}

/** Returns the problems of publishing some files. */
function refusal(out: string, files: { readonly [path: string]: string }, known?: FileTable): string[] {
  return problemsOf(() => publish(out, files, known)).map(({ file, reason }) => `${file}: ${reason}`);
}

describe('a file that is not in the manifest', () => {
  const foreign = (files: { readonly [path: string]: string }) => {
    const out = join(temporaryFolder(), 'dist');
    writeFiles(out, files);
    return out;
  };

  test('is not overwritten: each is reported, and nothing is written', () => {
    const out = foreign({ 'index.html': 'mine', 'posts/x.html': 'mine', 'other.txt': 'mine' });
    expect(refusal(out, { 'index.html': 'a', 'posts/x.html': 'b', 'c.html': 'c' })).toEqual([
      'dist/index.html: no build wrote this file, and the site has a file of this name',
      'dist/posts/x.html: no build wrote this file, and the site has a file of this name',
    ]);
    expect(filesBelow(out)).toEqual(['index.html', 'other.txt', 'posts/x.html']);
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('mine');
  });

  test('is not mistaken for one in another folder with the same names', () => {
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

  test('is overwritten with --adopt and then belongs to the build, if it is in the way', () => {
    const out = foreign({ 'index.html': 'mine', 'other.txt': 'mine' });
    const folder = new OutputFolder(out, 'dist', NO_FILES, Date.now() + 60_000);
    folder.begin(['index.html'], false, true);
    folder.put('index.html', Buffer.from('a'), hashOfBytes(Buffer.from('a')));
    const table = folder.end(['index.html']);
    expect(folder.foreign).toEqual(['other.txt']);
    publish(out, {}, table);
    expect(filesBelow(out)).toEqual(['.titleblock-files', 'other.txt']);
  });

  test('belongs to the build if the manifest is lost and the bytes are those of the last build', () => {
    const out = join(temporaryFolder(), 'dist');
    const { table } = publish(out, { 'a.html': 'a', 'b.html': 'b' });
    rmSync(join(out, '.titleblock-files'));
    writeFileSync(join(out, 'b.html'), 'mine');
    expect(refusal(out, { 'a.html': 'A', 'b.html': 'B' }, table)).toEqual([
      'dist/b.html: no build wrote this file, and the site has a file of this name',
    ]);
  });

  test('may be overwritten with --adopt, which the note says where it helps', () => {
    const noteOf = (out: string, files: { readonly [path: string]: string }) =>
      problemsOf(() => publish(out, files)).map(({ note }) => note);
    const move = 'move it away (into content/, if it is to be published)';
    const elsewhere = 'build into another folder with --out';
    expect(noteOf(foreign({ 'a.html': 'mine' }), { 'a.html': 'a' })).toEqual([
      `${move}, ${elsewhere}, or pass --adopt to overwrite such files`,
    ]);
    expect(noteOf(foreign({ a: 'mine' }), { 'a/b.html': 'b' })).toEqual([`${move} or ${elsewhere}`]);
  });

  test('is a different file if the system distinguishes case', (context) => {
    const out = foreign({ 'INDEX.html': 'mine' });
    context.skip(existsSync(join(out, 'index.html')), 'this system does not');
    publish(out, { 'index.html': 'a' });
    expect(publish(out, { 'index.html': 'a' }).folder.foreign).toEqual(['INDEX.html']);
    expect(filesBelow(out)).toEqual(['.titleblock-files', 'INDEX.html', 'index.html']);
  });

  test.each([
    [1, 'x1.txt'],
    [3, 'x1.txt, x2.txt, x3.txt'],
    [4, 'x1.txt, x2.txt, x3.txt and 1 more'],
    [6, 'x1.txt, x2.txt, x3.txt and 3 more'],
  ])('is named in a warning with up to three of %i files', (count, named) => {
    const out = foreign(Object.fromEntries(Array.from({ length: count }, (_, n) => [`x${n + 1}.txt`, 'mine'])));
    const { folder } = publish(out, {});
    expect(folder.foreignProblems().map(({ file, reason }) => `${file}: ${reason}`)).toEqual([
      `dist: files that no build wrote are left alone: ${named}`,
    ]);
  });

  test.each([
    [21, '1 more file that no build wrote is in the way'],
    [25, '5 more files that no build wrote are in the way'],
  ])('is named among the first of %i, or only counted', (count, rest) => {
    const names = Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n + 10}.html`, 'mine']));
    const reported = refusal(foreign(names), names);
    expect(reported).toHaveLength(21);
    expect(reported[20]).toBe(`dist: ${rest}`);
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
])('checks names for Windows before anything is written: %s is possible: %s', (path, isThere) => {
  const out = join(temporaryFolder(), 'dist');
  const begin = () => lookAt(out).begin(['a.html', path], false, false, 'win32');
  if (isThere) expect(begin).not.toThrow();
  else expect(begin).toThrow('Windows does not allow files of this name');
  expect(existsSync(out)).toBe(isThere);
});

test('allows these names on other systems', () => {
  const out = join(temporaryFolder(), 'dist');
  const begin = (platform: string) => lookAt(out).begin(['nul', 'what?.html'], false, false, platform);
  expect(problemsOf(() => begin('win32')).map(({ file }) => file)).toEqual(['dist/nul']);
  begin('linux');
});

describe('a folder that the last build wrote', () => {
  const files = { 'b.html': 'b', 'a.html': 'a', 'posts/c.html': 'c' };
  const paths = Object.keys(files);

  test('is intact, and a build with the same files writes nothing, not even the manifest', () => {
    const { out, known } = published(files);
    const before = statSync(join(out, '.titleblock-files')).ino;
    for (const areThose of [true, false]) {
      const folder = lookAt(out, known);
      expect([folder.isIntact, folder.foreign, folder.survey.hasSameStats]).toEqual([true, [], true]);
      folder.begin(paths, areThose);
      for (const [path, text] of Object.entries(files)) put(folder, path, text);
      const table = folder.end(paths);
      if (areThose) expect(table).toEqual(known);
      expect([folder.written, folder.removed]).toEqual([0, 0]);
    }
    expect(statSync(join(out, '.titleblock-files')).ino).toBe(before);
  });

  test('is not intact if a file was changed, or a killed build left an unfinished one', () => {
    const spoilt = published(files);
    appendFileSync(join(spoilt.out, 'a.html'), 'x');
    expect(lookAt(spoilt.out, spoilt.known).isIntact).toBe(false);
    const half = published(files);
    writeFileSync(join(half.out, '.titleblock-7.tmp'), 'half');
    expect(lookAt(half.out, half.known).isIntact).toBe(false);
  });

  test('is intact again after one file was rewritten', async () => {
    const { out, known } = published(files);
    const folder = lookAt(out, known);
    folder.begin(paths, true);
    put(folder, 'a.html', 'A');
    // The clock of the file system moves in steps.
    await sleep(50);
    const table = folder.end(paths);
    expect(folder.written).toBe(1);
    const next = new OutputFolder(out, 'dist', table, Date.now());
    expect([next.survey.hasSameStats, next.hash('a.html')]).toEqual([true, hashOfBytes(Buffer.from('A'))]);
  });

  test('has a renamed file: it is reported, and the old name is written again', () => {
    const { out, known } = published(files);
    renameSync(join(out, 'b.html'), join(out, 'bb.html'));
    const { folder } = publish(out, files, known);
    expect([folder.foreign, folder.written]).toEqual([['bb.html'], 1]);
    expect(filesBelow(out)).toEqual(['.titleblock-files', 'a.html', 'b.html', 'bb.html', 'posts/c.html']);
  });

  test('is repaired by the next build if someone changes it during this one', async () => {
    const { out, known } = published(files);
    const folder = lookAt(out, known);
    // One more file, so that this build checks all of them again.
    folder.begin([...paths, 'd.html'], false);
    put(folder, 'd.html', 'd');
    writeFileSync(join(out, 'a.html'), 'spoilt');
    // The clock of the file system moves in steps.
    await sleep(50);
    const table = folder.end([...paths, 'd.html']);
    const next = publish(out, { ...files, 'd.html': 'd' }, table);
    expect(next.folder.written).toBe(1);
    expect(readFileSync(join(out, 'a.html'), 'utf8')).toBe('a');
  });
});

describe('the manifest', () => {
  test.each(['known', 'lost'])('contains old and new files, sorted, until a build has ended: its record is %s', (record) => {
    const { out, known } = published({ 'b.html': 'b', 'a.html': 'a' });
    expect(listIn(out)).toBe('a.html\nb.html\n');
    const folder = lookAt(out, record === 'known' ? known : NO_FILES);
    // The build may be killed from here on.
    folder.begin(['d.html', 'c.html'], false);
    expect(listIn(out)).toBe('a.html\nb.html\nc.html\nd.html\n');
    put(folder, 'd.html', 'd');
    put(folder, 'c.html', 'c');
    folder.end(['d.html', 'c.html']);
    expect(listIn(out)).toBe('c.html\nd.html\n');
  });

  test('no longer contains removed files, even if none is new', () => {
    const { out, known } = published({ 'a.html': 'a', 'b.html': 'b' });
    publish(out, { 'a.html': 'a' }, known);
    expect(listIn(out)).toBe('a.html\n');
  });

  test('is not needed to replace an old file with a folder', () => {
    const { out, known } = published({ a: 'file' });
    rmSync(join(out, '.titleblock-files'));
    publish(out, { 'a/x': 'below' }, known);
    expect(filesBelow(out)).toEqual(['.titleblock-files', 'a/x']);
  });
});

test('ignores a file that is gone when the build removes it', () => {
  const { out, known } = published({ 'a.html': 'a', 'b.html': 'b' });
  writeFileSync(join(out, '.titleblock-7.tmp'), 'half');
  const folder = lookAt(out, known);
  rmSync(join(out, '.titleblock-7.tmp'));
  rmSync(join(out, 'b.html'));
  folder.begin(['a.html'], false);
  put(folder, 'a.html', 'a');
  folder.end(['a.html']);
  expect([folder.removed, filesBelow(out)]).toEqual([1, ['.titleblock-files', 'a.html']]);
});

test('replaces an empty folder with a file', () => {
  const out = join(temporaryFolder(), 'dist');
  mkdirSync(join(out, 'a.html'), { recursive: true });
  publish(out, { 'a.html': 'a' });
  expect(readFileSync(join(out, 'a.html'), 'utf8')).toBe('a');
});

describe('an output that cannot be written', () => {
  const failing = (code: string) => ({
    open: () => {
      throw Object.assign(new Error(`${code}: some message`), { code });
    },
  });

  test.each([
    ['ENOSPC', 'the disk is full'],
    ['EROFS', 'the disk is read-only'],
    ['EACCES', 'it is not writable'],
    ['EIO', 'EIO: some message'],
  ])('is reported with the reason: %s', (code, reason) => {
    const folder = lookAt(join(temporaryFolder(), 'dist'));
    folder.begin(['posts/a.html'], false);
    expect(problemsOf(() => folder.put('posts/a.html', failing(code), 'hash'))).toMatchObject([
      { file: 'dist/posts/a.html', reason: `the output cannot be written: ${reason}` },
    ]);
  });

  test('is reported for the folder if it is the manifest', () => {
    for (const last of ['written', 'removed']) {
      const { out, known } = published({ 'a.html': 'a', 'b.html': 'b' });
      const folder = lookAt(out, known);
      folder.begin(['a.html', 'b.html', 'c.html'], false);
      put(folder, 'c.html', 'c');
      rmSync(join(out, '.titleblock-files'));
      mkdirSync(join(out, '.titleblock-files/x'), { recursive: true });
      const paths = ['a.html', 'c.html', ...(last === 'written' ? ['b.html'] : [])];
      expect(problemsOf(() => folder.end(paths)).map(({ file }) => file)).toEqual(['dist']);
    }
  });

  test('is refused if the folder is a file', () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'dist'), 'a file');
    expect(() => lookAt(join(root, 'dist'))).toThrow('ENOTDIR');
  });
});

describe('recording changes', () => {
  /** Returns the changes that a build reports, in short. */
  const changesOf = (out: string, known: FileTable, work: (folder: OutputFolder) => void) => {
    const told: FileChange[] = [];
    const folder = lookAt(out, known);
    folder.onChange = (change) => told.push(change);
    work(folder);
    const shown = (version: FileChange['before']) =>
      version && `${version.size} bytes${version.bytes ? `: ${Buffer.from(version.bytes)}` : ''}`;
    return told.map(({ path, before, after }) => [path, shown(before), shown(after)]);
  };

  test('reports written and removed files, before and after, but not unchanged ones', () => {
    const { out, known } = published({ 'a.html': 'old', 'b.html': 'gone', 'c.html': 'same' });
    const files = { 'a.html': 'newer', 'c.html': 'same', 'd.html': 'new' };
    const work = (folder: OutputFolder) => {
      folder.begin(Object.keys(files), false);
      for (const [path, text] of Object.entries(files)) put(folder, path, text);
      folder.end(Object.keys(files));
    };
    expect(changesOf(out, known, work)).toEqual([
      ['a.html', '3 bytes: old', '5 bytes: newer'],
      ['d.html', undefined, '3 bytes: new'],
      ['b.html', '4 bytes: gone', undefined],
    ]);
  });

  test('reports only the size of a video, which need not fit into memory', () => {
    const { out, known } = published({ 'a.mp4': 'short', 'b.mp4': 'gone' });
    const large = 2 ** 31 + 1;
    truncateSync(join(out, 'b.mp4'), large);
    const film = join(temporaryFolder(), 'film.mp4');
    writeFileSync(film, 'x'.repeat(3_000_000));
    const opened: number[] = [];
    const open = () => {
      const descriptor = openSync(film, 'r');
      opened.push(descriptor);
      return descriptor;
    };
    const work = (folder: OutputFolder) => {
      folder.begin(['a.mp4'], false);
      folder.put('a.mp4', { open }, 'hash');
      // All opened files are closed.
      for (const descriptor of new Set(opened)) expect(() => fstatSync(descriptor)).toThrow('EBADF');
      folder.end(['a.mp4']);
    };
    expect(changesOf(out, known, work)).toEqual([
      ['a.mp4', '5 bytes', '3000000 bytes'],
      ['b.mp4', `${large} bytes`, undefined],
    ]);
    expect(statSync(join(out, 'a.mp4')).size).toBe(3_000_000);
  });
});
