// The store, over LevelDB and over plain files: it returns what was stored, and nothing damaged.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { hashOfBytes } from '../../scripts/base/hash.js';
import { FileLevel } from '../../scripts/cache/fileLevel.js';
import { hashOfStored, openStore, type Store, type StoreUse } from '../../scripts/cache/store.js';
import { filesBelow, temporaryFolder } from '../support.js';

const NO_BINARY = () => Promise.reject(new Error('No native build was found for platform=haiku'));
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

test('stores results as files without a LevelDB binary', async () => {
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

test('ignores a truncated or changed file', async () => {
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

test('lists entries by key', async () => {
  const level = new FileLevel(temporaryFolder());
  await level.batch([
    { type: 'put', key: 'r/a', value: Buffer.from('1') },
    { type: 'put', key: 'u/a', value: Buffer.from('2') },
    { type: 'put', key: 'u/b', value: Buffer.from('3') },
    { type: 'put', key: 'u/c', value: Buffer.alloc(0) },
  ]);
  await level.batch([{ type: 'del', key: 'u/b' }]);
  const found: string[] = [];
  for await (const [key, value] of level.iterator({ gte: 'u/', lt: 'u/\uFFFF' })) found.push(`${key} ${text(value)}`);
  for await (const key of level.keys({ gte: 'r/', lt: 'r/\uFFFF' })) found.push(key);
  expect(found.sort()).toEqual(['r/a', 'u/a 2', 'u/c ']);
});

test.each([
  ['LevelDB', undefined],
  ['plain files, where LevelDB has no binary', NO_BINARY],
])('removes results after thirty days without use: %s', async (_what, load) => {
  const folder = join(temporaryFolder(), 'store');
  const day = async (today: number, put: readonly string[], use: StoreUse) => {
    const store = openStore(folder, today, load);
    for (const key of put) await store.put(key, Buffer.from(key));
    await store.retire(use);
    const kept = await store.getMany(['a', 'b', 'c']);
    await store.close();
    return kept.map((bytes) => bytes && Buffer.from(bytes).toString());
  };
  const using = (keys: string, added: readonly string[] = [], dropped: readonly string[] = []): StoreUse => ({
    all: () => new Set(keys),
    since: { added, dropped },
  });
  const onlyUsing = (keys: string): StoreUse => ({ all: () => new Set(keys) });
  await day(100, ['a', 'b'], onlyUsing('ab'));
  await day(110, ['c'], using('bc', ['c'], ['a']));
  expect(await day(140, [], using('c', [], ['b']))).toEqual(['a', 'b', 'c']);
  expect(await day(141, [], using('c'))).toEqual([undefined, 'b', 'c']);
  // A result in use again is unmarked. One without a mark counts from the day it is found.
  await day(142, ['b'], using('bc', ['b']));
  expect(await day(500, [], onlyUsing('b'))).toEqual([undefined, 'b', 'c']);
  expect(await day(531, [], using('b'))).toEqual([undefined, 'b', undefined]);
  // One that was dropped by a build without a record is still in use.
  await day(540, [], using('', [], ['b']));
  expect(await day(600, [], using('b'))).toEqual([undefined, 'b', undefined]);
  expect(await day(700, [], using('b'))).toEqual([undefined, 'b', undefined]);
});

/** Returns the results for some keys. */
const given = async (store: Store, ...keys: readonly string[]) => (await store.getMany(keys)).map(text);

test('keeps results in memory without a folder', async () => {
  const store = openStore(undefined, 1);
  await store.put('a', Buffer.from('one'));
  expect(await given(store, 'a', 'b')).toEqual(['one', undefined]);
  expect([await store.hasAll(['a']), await store.hasAll(['a', 'b'])]).toEqual([true, false]);
  await store.close();
  expect(await given(openStore(undefined, 1), 'a')).toEqual([undefined]);
});

test('knows the hash of a result', async () => {
  const folder = join(temporaryFolder(), 'store');
  const store = openStore(folder, 1);
  await store.put('a', Buffer.from('one'));
  await store.close();
  const next = openStore(folder, 1);
  const bytes = (await next.get('a')) as Uint8Array;
  expect(hashOfStored(bytes)).toBe(hashOfBytes(Buffer.from('one')));
  expect(hashOfStored(Buffer.from('two'))).toBe(hashOfBytes(Buffer.from('two')));
  await next.close();
});

describe('unwritten results', () => {
  test('are written together after half a second', async () => {
    const folder = join(temporaryFolder(), 'store');
    const store = openStore(folder, 1, NO_BINARY);
    const written = () => (existsSync(folder) ? filesBelow(folder).length : 0);
    await store.put('a', Buffer.from('one'));
    await store.put('b', Buffer.from('two'));
    await sleep(20);
    expect(written()).toBe(0);
    await sleep(600);
    // A build killed now loses only later results.
    await store.put('c', Buffer.from('three'));
    await store.hasAll(['other']);
    await sleep(20);
    expect(written()).toBe(3);
    await store.close();
  });

  test('are returned, the newest of a key', async () => {
    const folder = join(temporaryFolder(), 'store');
    const store = openStore(folder, 1);
    await store.put('a', Buffer.from('old'));
    const writing = store.retire({ all: () => new Set(['a']) });
    await store.put('a', Buffer.from('new'));
    await writing;
    expect(await given(store, 'a')).toEqual(['new']);
    expect(await store.hasAll(['a'])).toBe(true);
    await store.close();
    const next = openStore(folder, 1);
    expect(await given(next, 'a')).toEqual(['new']);
    await next.close();
  });
});

describe('a database that cannot be used fails no build', () => {
  /** Makes a closed store with a result. */
  const storeWith = async (result: string) => {
    const folder = join(temporaryFolder(), 'store');
    const store = openStore(folder, 1);
    await store.put('a', Buffer.from(result));
    await store.close();
    return folder;
  };

  test('leaves alone a database that another process has open', async () => {
    const folder = await storeWith('one');
    const first = openStore(folder, 1);
    expect(await given(first, 'a')).toEqual(['one']);
    const second = openStore(folder, 1);
    expect(await given(second, 'a')).toEqual([undefined]);
    expect(await second.hasAll(['a'])).toBe(false);
    await second.put('b', Buffer.from('two'));
    expect(await given(second, 'a', 'b')).toEqual([undefined, 'two']);
    await second.retire({ all: () => new Set(['b']) });
    await second.close();
    await first.close();
    const third = openStore(folder, 1);
    expect(await given(third, 'a', 'b')).toEqual(['one', undefined]);
    await third.close();
  });

  test('replaces a damaged database', async () => {
    const folder = await storeWith('one');
    writeFileSync(join(folder, 'CURRENT'), 'nonsense');
    const second = openStore(folder, 1);
    expect(await given(second, 'a')).toEqual([undefined]);
    await second.put('b', Buffer.from('two'));
    await second.close();
    const third = openStore(folder, 1);
    expect(await given(third, 'a', 'b')).toEqual([undefined, 'two']);
    await third.close();
  });

  test('removes a database that fails to be read', async () => {
    const folder = await storeWith('one');
    class Failing extends FileLevel {
      open = async (): Promise<void> => {};
      override getMany = () => Promise.reject(new Error('Corruption: block checksum mismatch'));
    }
    const load = async () => ({ ClassicLevel: Failing as unknown as typeof import('classic-level')['ClassicLevel'] });
    const store = openStore(folder, 1, load);
    expect(await given(store, 'a')).toEqual([undefined]);
    expect(await store.hasAll(['a'])).toBe(false);
    await store.close();
    expect(existsSync(folder)).toBe(false);
  });
});
