// The bytes of a file, which need not fit into memory.

import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';

/** The bytes of a file: given, or to be copied from a file, which is opened when it is needed (a descriptor). */
export type FileContent = Uint8Array | { readonly open: () => number };

/** A file that was made, with the hash of its bytes. */
export interface MadeFile {
  readonly bytes: Uint8Array;
  readonly hash: string;
}

/** Writes a file that must not be there. */
export function createFile(path: string, content: string | FileContent, mode: number): void {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    writeFileSync(path, content, { flag: 'wx', mode });
    return;
  }
  const from = content.open();
  try {
    const to = openSync(path, 'wx', mode);
    try {
      for (const bytes of chunksOf(from)) writeFileSync(to, bytes);
    } finally {
      closeSync(to);
    }
  } finally {
    closeSync(from);
  }
}

/** Bytes that are read at once from a file that need not fit into memory. */
const CHUNK = 1 << 20;

/** The bytes of an open file, part by part; each part is overwritten by the next. */
export function* chunksOf(descriptor: number): Generator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK);
  for (let at = 0; ; ) {
    const length = readSync(descriptor, buffer, 0, CHUNK, at);
    if (length === 0) return;
    at += length;
    yield buffer.subarray(0, length);
  }
}
