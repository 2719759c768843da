// Hashes of texts, bytes and chunks.

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cspHash, hashOf, hashOfBytes, hashOfChunks, isHash, shortHash } from '../../scripts/base/hash.js';

test('truncates SHA-256, however the bytes are divided', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (chunks) => {
      const whole = Buffer.concat(chunks);
      const expected = createHash('sha256').update(whole).digest('base64url').slice(0, 22);
      expect([hashOfBytes(whole), hashOfChunks(chunks)]).toEqual([expected, expected]);
      expect(isHash(expected)).toBe(true);
    }),
  );
});

test('hashes texts with their lengths: ab, c differs from a, bc', () => {
  expect(hashOf('ab', 'c')).not.toBe(hashOf('a', 'bc'));
  expect(hashOf('ab', 'c')).toBe(hashOfBytes(Buffer.from('2:ab1:c')));
});

test.each([
  '',
  'a'.repeat(21),
  'a'.repeat(23),
  `${'a'.repeat(21)}/`,
  `\n${'a'.repeat(22)}`,
  22,
  undefined,
])('rejects %j as a hash', (text) => {
  expect(isHash(text)).toBe(false);
});

test('uses four bytes in file names, and the whole hash in policies', () => {
  // SHA-256 of an empty text: e3b0c442 98fc1c14…
  expect(shortHash(hashOf())).toBe('e3b0c442');
  expect(cspHash('')).toBe("'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
});
