// Files that change while someone reads them: a site is made of bytes that it has taken note of, and each change is told once.

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
/** A look long after files were written: their times are not in doubt. */
const lookLater = (root: string, last?: Inputs) => new Inputs(root, last?.table(), Date.now() + 60_000);

test('a file that is saved is suspected until its change is noted', () => {
  const root = siteWith({ [A]: 'one', [B]: 'b' });
  const inputs = new Inputs(root, undefined);
  expect(textIn(inputs, A)).toBe('one');
  expect(inputs.suspects()).toEqual([]);
  writeFiles(root, { [A]: 'two, longer' });
  expect(inputs.suspects()).toEqual([A]);
  expect([inputs.isStill(A), inputs.isStill(B)]).toEqual([false, true]);
  expect(inputs.update(inputs.suspects())).toEqual({ changed: [A], removed: [], isListChanged: false });
  expect(inputs.suspects()).toEqual([]);
  expect([textIn(inputs, A), inputs.hash(A), inputs.size(A)]).toEqual(['two, longer', hashOf('two, longer'), 11]);
  expect(inputs.update([A])).toEqual(NOTHING);
});

test('a file that is read for its text after it was saved is still suspected: its header is the old one', () => {
  const root = siteWith({ [A]: 'one' });
  const inputs = new Inputs(root, undefined);
  inputs.read(A);
  writeFiles(root, { [A]: 'two, longer' });
  expect(textIn(inputs, A)).toBe('two, longer');
  // The file is the one that was read, and not the one that was noted.
  expect([inputs.isStill(A), inputs.hasNewLook(A)]).toEqual([true, true]);
  expect(inputs.suspects()).toEqual([A]);
  expect(inputs.update([A]).changed).toEqual([A]);
  expect(inputs.hasNewLook(A)).toBe(false);
});

test('a file whose hash alone was asked is told as changed, and one that says the same is not', () => {
  const root = siteWith({ [A]: 'one', [B]: 'b' });
  const inputs = new Inputs(root, undefined);
  expect([inputs.hash(A), inputs.hash(B)]).toEqual([hashOf('one'), hashOf('b')]);
  writeFiles(root, { [A]: 'two, longer', [B]: 'other' });
  writeFiles(root, { [B]: 'b' });
  expect(inputs.update([A, B]).changed).toEqual([A]);
  // It is saved again and again.
  for (const text of ['three', 'four, the longest']) {
    writeFiles(root, { [A]: text });
    expect(inputs.update([A, A])).toEqual({ changed: [A], removed: [], isListChanged: false });
    expect(textIn(inputs, A)).toBe(text);
  }
});

test('files that come and go', () => {
  const root = siteWith({ [A]: 'one', [B]: 'b' });
  const inputs = new Inputs(root, undefined);
  inputs.read(A);
  rmSync(join(root, A));
  writeFiles(root, { 'content/c.md': 'c' });
  expect(inputs.suspects()).toEqual(['content/c.md', A]);
  expect(inputs.update(inputs.suspects())).toEqual({ changed: ['content/c.md'], removed: [A], isListChanged: true });
  expect([inputs.has(A), inputs.has(B), inputs.has('content/c.md')]).toEqual([false, true, true]);
  expect([inputs.size(A), inputs.size('content/c.md'), inputs.hash('content/c.md')]).toEqual([0, 1, hashOf('c')]);
  // It comes back, and is new even if it says what it said.
  writeFiles(root, { [A]: 'one' });
  expect(inputs.update([A])).toEqual({ changed: [A], removed: [], isListChanged: true });
  expect([inputs.isUnchanged(A), textIn(inputs, A), inputs.size(A)]).toEqual([false, 'one', 3]);
});

test('a hint brings other changes of the list along, and what is hinted at in vain does nothing', () => {
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

test('a file that a folder or a link to another place has taken the place of is gone', () => {
  const root = siteWith({ [A]: 'one', [B]: 'b', 'secret.md': 'never' });
  const inputs = new Inputs(root, undefined);
  rmSync(join(root, A));
  mkdirSync(join(root, A));
  rmSync(join(root, B));
  symlinkSync(join(root, 'secret.md'), join(root, B));
  expect(inputs.update([B])).toEqual({ changed: [], removed: [A, B], isListChanged: true });
  expect(inputs.problems.map(({ file, ruleId }) => [file, ruleId])).toEqual([[B, 'source/outside']]);
});

test('a file that is gone and of which nothing was told is no longer the one that was read', () => {
  const root = siteWith({ [A]: 'one' });
  const inputs = new Inputs(root, undefined);
  inputs.read(A);
  renameSync(join(root, A), join(root, 'content/away.md'));
  expect(inputs.update([]).changed).toEqual([]);
  expect([inputs.isStill(A), inputs.hasNewLook(A)]).toEqual([false, true]);
  expect(() => inputs.read(A)).toThrow('ENOENT');
});

test('bytes that are copied are not taken note of', () => {
  const root = siteWith({ [A]: 'one' });
  const inputs = new Inputs(root, undefined);
  inputs.read(A);
  writeFiles(root, { [A]: 'two, longer' });
  expect(inputs.copy(A).toString()).toBe('two, longer');
  expect([inputs.isStill(A), inputs.hash(A), inputs.size(A)]).toEqual([false, hashOf('one'), 3]);
});

test('the next build takes files for unchanged that have the bytes of this one', () => {
  const root = siteWith({ [A]: 'one', [B]: 'b', 'content/c.md': 'c' });
  const first = lookLater(root);
  for (const path of [A, B, 'content/c.md']) first.read(path);
  const same = lookLater(root, first);
  expect([same.isSame, same.isUnchangedAll(), same.isUnchanged(A)]).toEqual([true, true, true]);
  // One changes between two builds, and one while the second reads it.
  writeFiles(root, { [A]: 'two, longer' });
  const second = lookLater(root, first);
  expect([second.isSame, second.isUnchangedAll()]).toEqual([false, false]);
  writeFiles(root, { [B]: 'other' });
  expect(textIn(second, B)).toBe('other');
  expect([A, B, 'content/c.md'].map((path) => second.isUnchanged(path))).toEqual([false, false, true]);
  const third = lookLater(root, second);
  expect([A, B, 'content/c.md'].map((path) => third.isUnchanged(path))).toEqual([true, true, true]);
  // A file that was gone for a moment is new to `dev`, whatever the last build knew of it.
  rmSync(join(root, 'content/c.md'));
  third.update(['content/c.md']);
  writeFiles(root, { 'content/c.md': 'c' });
  third.update(['content/c.md']);
  expect(third.isUnchanged('content/c.md')).toBe(false);
});

test('a file that was saved between two builds and is read late is noted as the last build knew it', () => {
  const root = siteWith({ [A]: 'one' });
  const first = lookLater(root);
  first.read(A);
  const second = lookLater(root, first);
  writeFiles(root, { [A]: 'two, longer' });
  // Its header is that of the last build.
  second.read(A);
  expect(second.hasNewLook(A)).toBe(true);
  expect(second.update(second.suspects()).changed).toEqual([A]);
});

test('another text is laid over a file, or over none, and the files stay what they are', () => {
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
  // A file that changes meanwhile is still to be noted.
  writeFileSync(join(root, B), 'other');
  expect(textIn(over, B)).toBe('other');
  expect(inputs.suspects()).toEqual([B]);
});
