// Hashes that results are kept under, and that files are compared by.

import { createHash } from 'node:crypto';

/** 128 bits of SHA-256 over some parts, each with its length; 22 letters, digits, `-` and `_`. */
export function hashOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest().toString('base64url', 0, 16);
}

/** 128 bits of SHA-256 of a file's bytes. */
export function hashOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest().toString('base64url', 0, 16);
}

/** Eight hexadecimal digits of a hash, for the names of published files: not every file system tells `a` from `A`. */
export function nameOfHash(hash: string): string {
  return Buffer.from(hash, 'base64url').toString('hex', 0, 4);
}
