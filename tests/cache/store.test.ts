// The store, over LevelDB and over plain files: what is kept is given back, and what is damaged is not.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FileLevel } from '../../scripts/cache/fileLevel.js';
import { openStore } from '../../scripts/cache/store.js';
import { filesBelow, temporaryFolder } from '../support.js';

const NO_BINARY = () => Promise.reject(new Error('No native build was found for platform=haiku'));
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

test('without a binary of LevelDB, results are kept as files', async () => {
  const folder = join(temporaryFolder(), 'store');
  const first = openStore(folder, 1, NO_BINARY);
  await first.put('posts/一.md', Buffer.from('one'));
  await first.put('two', Buffer.from('two'));
  await first.close();
  const second = openStore(folder, 1, NO_BINARY);
  expect((await second.getMany(['two', 'posts/一.md', 'three'])).map(text)).toEqual(['two', 'one', undefined]);
  expect(await second.hasAll(['two', 'posts/一.md'])).toBe(true);
  expect(await second.hasAll(['two', 'three'])).toBe(false);
  await second.close();
});

test('a file of it that is cut or changed is not kept', async () => {
  const folder = join(temporaryFolder(), 'store');
  for (const spoil of [(bytes: Buffer) => bytes.subarray(0, 5), (bytes: Buffer) => bytes.fill(1, bytes.length - 1)]) {
    const store = openStore(folder, 1, NO_BINARY);
    await store.put('key', Buffer.from('result'));
    await store.close();
    const [file] = filesBelow(folder).map((path) => join(folder, path));
    writeFileSync(file as string, spoil(readFileSync(file as string)));
    const after = openStore(folder, 1, NO_BINARY);
    expect(await after.get('key')).toBeUndefined();
    await after.close();
  }
});

test('entries are listed by their keys', async () => {
  const level = new FileLevel(temporaryFolder());
  await level.batch([
    { type: 'put', key: 'r/a', value: Buffer.from('1') },
    { type: 'put', key: 'u/a', value: Buffer.from('2') },
    { type: 'put', key: 'u/b', value: Buffer.from('3') },
  ]);
  await level.batch([{ type: 'del', key: 'u/b' }]);
  const found: string[] = [];
  for await (const [key, value] of level.iterator({ gte: 'u/', lt: 'u/\uFFFF' })) found.push(`${key} ${text(value)}`);
  for await (const key of level.keys({ gte: 'r/', lt: 'r/\uFFFF' })) found.push(key);
  expect(found).toEqual(['u/a 2', 'r/a']);
});
