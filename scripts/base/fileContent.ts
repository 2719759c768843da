// Contents of files to write, which may be too large for memory.

import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';

/** Bytes, or a function that opens the file to copy and returns its descriptor. */
export type FileContent = Uint8Array | { readonly open: () => number };

/** The bytes of a generated file and their hash. */
export interface MadeFile {
  readonly bytes: Uint8Array;
  readonly hash: string;
}

/** Writes a new file. @throws EEXIST if the file exists */
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

/** Bytes to read at once. */
const CHUNK = 1 << 20;

/** Reads an open file in chunks. All chunks share a buffer: each is valid until the next. */
export function* chunksOf(descriptor: number): Generator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK);
  for (let at = 0; ; ) {
    const length = readSync(descriptor, buffer, 0, CHUNK, at);
    if (length === 0) return;
    at += length;
    yield buffer.subarray(0, length);
  }
}
