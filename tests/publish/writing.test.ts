// Files written by the thread that made them, or handed back.

import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { MadeFile } from '../../scripts/base/fileContent.js';
import { hashOfBytes } from '../../scripts/base/hash.js';
import { type WritingInput, writingTask } from '../../scripts/publish/writing.js';
import type { ListTask } from '../../scripts/work/task.js';
import { temporaryFolder } from '../support.js';

const made = (text: string): MadeFile => ({ bytes: Buffer.from(text), hash: hashOfBytes(Buffer.from(text)) });
/** A task that makes files from given bytes. */
const REPEAT: ListTask<string, MadeFile> = { name: 'repeat', run: (texts) => texts.map(made) };
const { run } = writingTask(REPEAT);

let out: string;
beforeEach(() => {
  out = temporaryFolder();
});
const input = (path: string, text: string, heldHash?: string): WritingInput<string> => ({ path, heldHash, input: text });
const write = async (inputs: readonly WritingInput<string>[], suspects: readonly Uint8Array[] = []) =>
  run(inputs, { out, suspects, shared: undefined });

test('writes files with their folders, and returns their stats', async () => {
  const [one, two] = await write([input('a.html', 'one'), input('b/c/d.html', 'two')]);
  expect([readFileSync(join(out, 'a.html'), 'utf8'), readFileSync(join(out, 'b/c/d.html'), 'utf8')]).toEqual(['one', 'two']);
  expect([one?.hash, one?.stats?.size, two?.stats?.size]).toEqual([made('one').hash, 3, 3]);
  expect([one?.bytes, two?.bytes]).toEqual([undefined, undefined]);
});

test('does not write a file that has the bytes already', async () => {
  const [kept] = await write([input('a.html', 'one', made('one').hash)]);
  expect(kept).toEqual({ hash: made('one').hash });
  expect(existsSync(join(out, 'a.html'))).toBe(false);
});

test('hands back a file with a forbidden text, whether or not it exists', async () => {
  const files = await write(
    [input('a.html', 'a secret'), input('b.html', 'a secret', made('a secret').hash)],
    [Buffer.from('secret')],
  );
  expect(files.map(({ bytes }) => Buffer.from(bytes ?? []).toString())).toEqual(['a secret', 'a secret']);
  expect(existsSync(join(out, 'a.html'))).toBe(false);
});

test.each<readonly [what: string, path: string, prepare: () => void]>([
  ['outside of the folder', '../a.html', () => {}],
  [
    'where a folder with a file is',
    'a',
    () => {
      mkdirSync(join(out, 'a'));
      writeFileSync(join(out, 'a/b'), '');
    },
  ],
  ['through a link', 'linked/a', () => symlinkSync(temporaryFolder(), join(out, 'linked'))],
])('hands back a file that cannot be written: %s', async (_what, path, prepare) => {
  prepare();
  const [file] = await write([input(path, 'one')]);
  expect(Buffer.from(file?.bytes ?? []).toString()).toBe('one');
  chmodSync(out, 0o700);
  rmSync(out, { recursive: true });
});
