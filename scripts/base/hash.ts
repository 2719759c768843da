// Hashes that results are kept under, and that files are compared by: 128 bits of SHA-256, 22 letters, digits, `-` and `_`.

import * as crypto from 'node:crypto';

/** The hash of a text or of bytes. Node has had a way without an object since 20.12; it takes a third of the time. */
const sha256: (input: string | Uint8Array) => string =
  'hash' in crypto
    ? (input) => (crypto.hash as (...args: readonly unknown[]) => string)('sha256', input, 'base64url').slice(0, LENGTH)
    : (input) => crypto.createHash('sha256').update(input).digest('base64url').slice(0, LENGTH);

const LENGTH = 22;

/** The hash of some texts, each with its length. */
export function hashOf(...parts: readonly string[]): string {
  let all = '';
  for (const part of parts) all += `${part.length}:${part}`;
  return sha256(all);
}

/** The hash of a file's bytes. */
export function hashOfBytes(bytes: Uint8Array): string {
  return sha256(bytes);
}

/** The hash of bytes that come in parts; equal to that of all of them at once. */
export function hashOfChunks(chunks: Iterable<Uint8Array>): string {
  const hash = crypto.createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('base64url').slice(0, LENGTH);
}

/** Whether a text has the form of a hash, so that it can be a part of a path. */
export function isHash(text: unknown): text is string {
  return typeof text === 'string' && HASH.test(text);
}

const HASH = new RegExp(`^[A-Za-z0-9_-]{${LENGTH}}$`);

/** Eight hexadecimal digits of a hash, for the names of published files: not every file system tells `a` from `A`. */
export function nameOfHash(hash: string): string {
  return Buffer.from(hash, 'base64url').toString('hex', 0, 4);
}

/** The hash of a script or a style as a Content-Security-Policy names it (CSP level 3, section 2.3.1). */
export function cspHash(code: string): string {
  return `'sha256-${crypto.createHash('sha256').update(code).digest('base64')}'`;
}
