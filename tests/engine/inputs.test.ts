// Input files that change while the site is read: the engine uses the registered bytes, and each change is reported once.

import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashOfBytes } from '../../scripts/base/hash.js';
import { Inputs } from '../../scripts/engine/inputs.js';
import { temporaryFolder, writeFiles } from '../support.js';

const A = 'content/a.md';
const B = 'content/b.md';

function siteWith(files: { readonly [path: string]: string }): string {
  const root = temporaryFolder();
  writeFiles(root, files);
  return root;
}
const textIn = (inputs: Inputs, path: string) => inputs.read(path).toString();
const hashOf = (text: string) => hashOfBytes(Buffer.from(text));
const NOTHING = { changed: [], removed: [], isListChanged: false };
/** Surveys as if a minute had passed, so that no mtime is too recent to trust. */
const lookLater = (root: string, last?: Inputs) => new Inputs(root, last?.table(), Date.now() + 60_000);

test('lists a saved file as a possible change until an update registers it', () => {
  const root = siteWith({ [A]: 'one', [B]: 'b' });
  const inputs = new Inputs(root, undefined);
  expect(textIn(inputs, A)).toBe('one');
  expect(inputs.possibleChanges()).toEqual([]);
  writeFiles(root, { [A]: 'two, longer' });
  expect(inputs.possibleChanges()).toEqual([A]);
  expect([inputs.isUnmodified(A), inputs.isUnmodified(B)]).toEqual([false, true]);
  expect(inputs.update(inputs.possibleChanges())).toEqual({ changed: [A], removed: [], isListChanged: false });
  expect(inputs.possibleChanges()).toEqual([]);
  expect([textIn(inputs, A), inputs.hash(A), inputs.size(A)]).toEqual(['two, longer', hashOf('two, longer'), 11]);
  expect(inputs.update([A])).toEqual(NOTHING);
});

test('still lists a saved file after its text was read, because its header is the old one', () => {
  const root = siteWith({ [A]: 'one' });
  const inputs = new Inputs(root, undefined);
  inputs.read(A);
  writeFiles(root, { [A]: 'two, longer' });
  expect(textIn(inputs, A)).toBe('two, longer');
  // The stats are those of the last read, but no update has registered these bytes.
  expect([inputs.isUnmodified(A), inputs.hasChangedOnDisk(A)]).toEqual([true, true]);
  expect(inputs.possibleChanges()).toEqual([A]);
  expect(inputs.update([A]).changed).toEqual([A]);
  expect(inputs.hasChangedOnDisk(A)).toBe(false);
});

test('reports a change even if only the hash was asked, and none if the bytes are the same', () => {
  const root = siteWith({ [A]: 'one', [B]: 'b' });
  const inputs = new Inputs(root, undefined);
  expect([inputs.hash(A), inputs.hash(B)]).toEqual([hashOf('one'), hashOf('b')]);
  writeFiles(root, { [A]: 'two, longer', [B]: 'other' });
  writeFiles(root, { [B]: 'b' });
  expect(inputs.update([A, B]).changed).toEqual([A]);
  // The file is saved repeatedly.
  for (const text of ['three', 'four, the longest']) {
    writeFiles(root, { [A]: text });
    expect(inputs.update([A, A])).toEqual({ changed: [A], removed: [], isListChanged: false });
    expect(textIn(inputs, A)).toBe(text);
  }
});

test('reports added and removed files', () => {
  const root = siteWith({ [A]: 'one', [B]: 'b' });
  const inputs = new Inputs(root, undefined);
  inputs.read(A);
  rmSync(join(root, A));
  writeFiles(root, { 'content/c.md': 'c' });
  expect(inputs.possibleChanges()).toEqual(['content/c.md', A]);
  expect(inputs.update(inputs.possibleChanges())).toEqual({ changed: ['content/c.md'], removed: [A], isListChanged: true });
  expect([inputs.has(A), inputs.has(B), inputs.has('content/c.md')]).toEqual([false, true, true]);
  expect([inputs.size(A), inputs.size('content/c.md'), inputs.hash('content/c.md')]).toEqual([0, 1, hashOf('c')]);
  // A removed file that comes back is new, even with the same bytes.
  writeFiles(root, { [A]: 'one' });
  expect(inputs.update([A])).toEqual({ changed: [A], removed: [], isListChanged: true });
  expect([inputs.isUnchanged(A), textIn(inputs, A), inputs.size(A)]).toEqual([false, 'one', 3]);
});

test('finds all added files once one hint shows that the list has changed, and ignores useless hints', () => {
  const root = siteWith({ [A]: 'one' });
  const inputs = new Inputs(root, undefined);
  expect(inputs.update(['content/never.md', 'content'])).toEqual(NOTHING);
  writeFiles(root, { 'content/c.md': 'c', 'content/d.md': 'd' });
  expect(inputs.update([])).toEqual(NOTHING);
  expect(inputs.update(['content/d.md'])).toEqual({
    changed: ['content/c.md', 'content/d.md'],
    removed: [],
    isListChanged: true,
  });
});

test('treats a file as removed if a folder or an outside link takes its place', () => {
  const root = siteWith({ [A]: 'one', [B]: 'b', 'secret.md': 'never' });
  const inputs = new Inputs(root, undefined);
  rmSync(join(root, A));
  mkdirSync(join(root, A));
  rmSync(join(root, B));
  symlinkSync(join(root, 'secret.md'), join(root, B));
  expect(inputs.update([B])).toEqual({ changed: [], removed: [A, B], isListChanged: true });
  expect(inputs.problems.map(({ file, ruleId }) => [file, ruleId])).toEqual([[B, 'source/outside']]);
});

test('notices a removed file without a hint', () => {
  const root = siteWith({ [A]: 'one' });
  const inputs = new Inputs(root, undefined);
  inputs.read(A);
  renameSync(join(root, A), join(root, 'content/away.md'));
  expect(inputs.update([]).changed).toEqual([]);
  expect([inputs.isUnmodified(A), inputs.hasChangedOnDisk(A)]).toEqual([false, true]);
  expect(() => inputs.read(A)).toThrow('ENOENT');
});

test('does not record the hash of an unrecorded read', () => {
  const root = siteWith({ [A]: 'one' });
  const inputs = new Inputs(root, undefined);
  inputs.read(A);
  writeFiles(root, { [A]: 'two, longer' });
  expect(inputs.readUnrecorded(A).toString()).toBe('two, longer');
  expect([inputs.isUnmodified(A), inputs.hash(A), inputs.size(A)]).toEqual([false, hashOf('one'), 3]);
});

test('treats files with the last build’s bytes as unchanged', () => {
  const root = siteWith({ [A]: 'one', [B]: 'b', 'content/c.md': 'c' });
  const first = lookLater(root);
  for (const path of [A, B, 'content/c.md']) first.read(path);
  const same = lookLater(root, first);
  expect([same.hasSameStats, same.areAllUnchanged(), same.isUnchanged(A)]).toEqual([true, true, true]);
  // One file changes between two builds, another while the second build reads it.
  writeFiles(root, { [A]: 'two, longer' });
  const second = lookLater(root, first);
  expect([second.hasSameStats, second.areAllUnchanged()]).toEqual([false, false]);
  writeFiles(root, { [B]: 'other' });
  expect(textIn(second, B)).toBe('other');
  expect([A, B, 'content/c.md'].map((path) => second.isUnchanged(path))).toEqual([false, false, true]);
  const third = lookLater(root, second);
  expect([A, B, 'content/c.md'].map((path) => third.isUnchanged(path))).toEqual([true, true, true]);
  // A file that was removed for a moment is new to `dev`, whatever the record says.
  rmSync(join(root, 'content/c.md'));
  third.update(['content/c.md']);
  writeFiles(root, { 'content/c.md': 'c' });
  third.update(['content/c.md']);
  expect(third.isUnchanged('content/c.md')).toBe(false);
});

test('registers a file that was saved after the survey with the last build’s hash', () => {
  const root = siteWith({ [A]: 'one' });
  const first = lookLater(root);
  first.read(A);
  const second = lookLater(root, first);
  writeFiles(root, { [A]: 'two, longer' });
  // Its header was taken from the last build.
  second.read(A);
  expect(second.hasChangedOnDisk(A)).toBe(true);
  expect(second.update(second.possibleChanges()).changed).toEqual([A]);
});

test('overlays an existing or a new file with other text, and changes nothing else', () => {
  const root = siteWith({ [A]: 'one', [B]: 'b' });
  const inputs = new Inputs(root, undefined);
  inputs.read(A);
  const over = inputs.withText(A, 'über');
  expect([textIn(over, A), over.hash(A), over.size(A), over.isUnchanged(A)]).toEqual(['über', hashOf('über'), 5, false]);
  expect([textIn(over, B), over.hash(B), over.size(B), over.isUnchanged(B)]).toEqual(['b', hashOf('b'), 1, true]);
  expect([over.has(A), over.has(B), over.has('content/aa.md')]).toEqual([true, true, false]);
  expect(over.paths).toEqual(inputs.paths);
  const more = inputs.withText('content/aa.md', 'new');
  expect(more.paths.filter((path) => path.startsWith('content/'))).toEqual([A, 'content/aa.md', B]);
  expect([more.has('content/aa.md'), more.has('content/ab.md'), textIn(more, 'content/aa.md')]).toEqual([true, false, 'new']);
  expect([inputs.has('content/aa.md'), textIn(inputs, A), inputs.hash(A)]).toEqual([false, 'one', hashOf('one')]);
  // A change read through the overlay is still reported.
  writeFileSync(join(root, B), 'other');
  expect(textIn(over, B)).toBe('other');
  expect(inputs.possibleChanges()).toEqual([B]);
});
