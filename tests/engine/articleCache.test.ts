// Article bodies in memory: the oldest are dropped at the limit.

import { expect, test } from 'vitest';
import { ArticleCache } from '../../scripts/engine/articleCache.js';

test('drops the oldest articles at the limit, but never the newest', () => {
  const bodies = new ArticleCache(10);
  const keep = (path: string, length: number) => bodies.keep(path, 'hash', new Uint8Array(length));
  const atHand = () => ['a', 'b', 'c'].filter((path) => bodies.get(path, 'hash'));
  keep('a', 5);
  keep('b', 5);
  expect(atHand()).toEqual(['a', 'b']);
  keep('c', 1);
  expect(atHand()).toEqual(['b', 'c']);
  keep('a', 99);
  expect(atHand()).toEqual(['a']);
});

test('replaces an article that is added again', () => {
  const bodies = new ArticleCache(10);
  bodies.keep('a', 'old', new Uint8Array(6));
  bodies.keep('a', 'new', new Uint8Array(6));
  expect([bodies.get('a', 'old'), bodies.get('a', 'new')]).toEqual([undefined, new Uint8Array(6)]);
  bodies.forget('a');
  bodies.keep('b', 'hash', new Uint8Array(5));
  bodies.keep('c', 'hash', new Uint8Array(5));
  expect([bodies.get('a', 'new'), bodies.get('b', 'hash')]).toEqual([undefined, new Uint8Array(5)]);
});
