// Lending the builds' store to `check`: only without waiting, and until it is closed.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeLock } from '../../scripts/cache/lock.js';
import { borrowStore } from '../../scripts/engine/borrowedStore.js';
import { buildAt, bytesBelow, SITE_YAML, writeSite } from '../support.js';

const SITE = { 'content/site.yaml': SITE_YAML, 'content/posts/2020-01-02-a.md': '% A\n' };

test('creates no store for a site that was never built', async () => {
  const root = writeSite(SITE);
  const before = bytesBelow(root);
  expect(await borrowStore(root)).toBeUndefined();
  expect(bytesBelow(root)).toEqual(before);
});

test('lends the store once at a time, and not during a build', async () => {
  const root = writeSite(SITE);
  const { last } = await buildAt(root);
  const borrowed = await borrowStore(root);
  expect(await borrowed?.store.get(last.sources[0]?.key ?? '')).toBeDefined();
  expect(await borrowStore(root)).toBeUndefined();
  await borrowed?.close();
  const release = await takeLock(join(root, '.cache/lock'), -1, () => {});
  expect(await borrowStore(root)).toBeUndefined();
  release();
  const again = await borrowStore(root);
  expect(again).toBeDefined();
  await again?.close();
});

test('keeps what a borrower adds', async () => {
  const root = writeSite(SITE);
  await buildAt(root);
  const first = await borrowStore(root);
  await first?.store.put('key', Buffer.from('result'));
  await first?.close();
  const second = await borrowStore(root);
  expect(Buffer.from((await second?.store.get('key')) ?? []).toString()).toBe('result');
  await second?.close();
  expect(existsSync(join(root, '.cache/lock'))).toBe(false);
});
