// Results that are dear to make, kept in `.cache/` under a hash of everything they were made from.
//
// A result is a file named by its key. It is written beside its place and renamed, so that a build that is killed
// leaves whole results or none. Where the folder cannot be written, nothing is kept and the build goes on.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Content } from '../types.js';

export interface Store {
  /** A result as content, if it is there with the length it had. */
  readonly find: (key: string, bytes: number) => Content | undefined;
  /** Keeps a result; gives it back as content. */
  readonly keep: (key: string, bytes: Uint8Array) => Content;
  /** A small record, if there is one that can be read. */
  readonly record: (key: string) => unknown;
  readonly keepRecord: (key: string, value: unknown) => void;
}

/** @param folder an absolute path; made when something is kept */
export function openStore(folder: string): Store {
  const pathOf = (key: string) => join(folder, key.slice(0, 2), key.slice(2));
  const write = (key: string, data: Uint8Array | string): boolean => {
    const path = pathOf(key);
    const beside = `${path}.${process.pid}.tmp`;
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(beside, data);
      renameSync(beside, path);
      return true;
    } catch {
      return false;
    }
  };
  return {
    find: (key, bytes) => {
      const path = pathOf(key);
      return statSync(path, { throwIfNoEntry: false })?.size === bytes ? { copyOf: path } : undefined;
    },
    keep: (key, bytes) => (write(key, bytes) ? { copyOf: pathOf(key) } : { bytes }),
    record: (key) => {
      try {
        return JSON.parse(readFileSync(pathOf(key), 'utf8'));
      } catch {
        return undefined;
      }
    },
    keepRecord: (key, value) => {
      write(key, JSON.stringify(value));
    },
  };
}

/** The key of a result: a hash of all it depends on. */
export function keyOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
