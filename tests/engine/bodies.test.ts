// Articles at hand: the oldest go when there are many.

import { expect, test } from 'vitest';
import { Bodies } from '../../scripts/engine/bodies.js';

test('the oldest articles go when there are too many bytes, and the last one stays however long it is', () => {
  const bodies = new Bodies(10);
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

test('an article that comes again takes the place of the one before', () => {
  const bodies = new Bodies(10);
  bodies.keep('a', 'old', new Uint8Array(6));
  bodies.keep('a', 'new', new Uint8Array(6));
  expect([bodies.get('a', 'old'), bodies.get('a', 'new')]).toEqual([undefined, new Uint8Array(6)]);
  bodies.forget('a');
  bodies.keep('b', 'hash', new Uint8Array(5));
  bodies.keep('c', 'hash', new Uint8Array(5));
  expect([bodies.get('a', 'new'), bodies.get('b', 'hash')]).toEqual([undefined, new Uint8Array(5)]);
});
