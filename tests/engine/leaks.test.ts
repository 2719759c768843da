// Secrets in files that are not posts: changed files are searched, and results for others are taken from the last build.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problem } from '../../scripts/base/diagnostics.js';
import { Inputs } from '../../scripts/engine/inputs.js';
import { Leaks } from '../../scripts/features/leaks/artifact.js';
import type { Diagnostic } from '../../scripts/types.js';
import { temporaryFolder, writeFiles } from '../support.js';

const KEY = 'content/id_rsa';
const SAFE = 'content/notes.txt';
const FILES = { 'content/site.yaml': 'title: A\n', [KEY]: 'a key', [SAFE]: 'notes' };

function leaksIn(files: { readonly [path: string]: string }, before?: readonly Diagnostic[]) {
  const root = temporaryFolder();
  writeFiles(root, files);
  const first = new Inputs(root, undefined, Date.now() + 60_000);
  for (const path of Object.keys(files)) first.read(path);
  const open = () => new Inputs(root, before && first.table(), Date.now() + 60_000);
  const inputs = open();
  return { root, inputs, leaks: new Leaks(inputs, before), open };
}
const told = async (problems: Promise<readonly Diagnostic[]>) => (await problems).map(({ ruleId, file }) => `${ruleId} ${file}`);

test('reports files with secrets, and searches changed files again', async () => {
  const { leaks, root, inputs } = leaksIn(FILES);
  const [found = ''] = await told(leaks.problemsOfFiles(false));
  expect(found).toMatch(/^leak\/.* content\/id_rsa$/);
  expect(await told(leaks.problemsOfFiles(false))).toEqual([found]);
  writeFiles(root, { [SAFE]: '-- MySQL dump 10.13\n' });
  inputs.update([SAFE]);
  expect((await told(leaks.problemsOfFiles(false))).map((each) => each.split(' ')[1])).toEqual([KEY, SAFE]);
  rmSync(join(root, KEY));
  inputs.update([KEY]);
  expect((await told(leaks.problemsOfFiles(false))).map((each) => each.split(' ')[1])).toEqual([SAFE]);
});

test('reuses the last build’s findings while the file and the settings are the same', async () => {
  const before = [
    problem(SAFE, undefined, 'leak/secret', 'found by the last build'),
    problem(SAFE, undefined, 'link/dead', 'of another kind'),
  ];
  const same = leaksIn(FILES, before);
  expect(await told(same.leaks.problemsOfFiles(false))).toEqual([`leak/secret ${SAFE}`]);
  // A changed file is searched.
  writeFiles(same.root, { [SAFE]: 'other notes', [KEY]: 'another key' });
  const changed = same.open();
  expect((await told(new Leaks(changed, before).problemsOfFiles(false))).map((each) => each.split(' ')[1])).toEqual([KEY]);
  // Changed settings: findings silenced by the old ones are not in the record, so all files are searched.
  writeFiles(same.root, { ...FILES, 'content/site.yaml': 'title: B\n' });
  expect((await told(new Leaks(same.open(), before).problemsOfFiles(false))).map((each) => each.split(' ')[1])).toEqual([KEY]);
});

test('does not search files that safe mode does not publish', async () => {
  const script = { 'content/posts/a.html': '-- MySQL dump 10.13\n' };
  const { leaks } = leaksIn({ ...FILES, ...script });
  const files = async (safe: boolean) => (await told(leaks.problemsOfFiles(safe))).map((each) => each.split(' ')[1]);
  expect([await files(false), await files(true)]).toEqual([[KEY, 'content/posts/a.html'], [KEY]]);
});

test('searches linked files below images/ when they are published', async () => {
  const { leaks } = leaksIn({ ...FILES, 'images/id_rsa': 'a key' });
  expect((await told(leaks.problemsOfPublished(['images/id_rsa', KEY]))).map((each) => each.split(' ')[1])).toEqual([
    'images/id_rsa',
  ]);
});
