// Changes of output files, for comparing builds (`--diff`).

import { closeSync, fstatSync, lstatSync, readFileSync } from 'node:fs';
import type { FileContent } from '../base/fileContent.js';

/** A file that is written or removed: its versions before and after, undefined if it does not exist. */
export interface FileChange {
  readonly path: string;
  readonly before: FileVersion | undefined;
  readonly after: FileVersion | undefined;
}

export interface FileVersion {
  /** Bytes. */
  readonly size: number;
  /** Content of the file if it is at hand or worth comparing; undefined for others, since a video need not fit into memory. */
  readonly bytes: Uint8Array | undefined;
}

/** Files whose contents are compared. */
const COMPARED_FILES = /\.(?:html|xml)$/;

/** Returns the version of a file to be written: only the size if it is copied from another file. */
export function versionOf(content: FileContent): FileVersion {
  if (content instanceof Uint8Array) return { size: content.length, bytes: content };
  const descriptor = content.open();
  try {
    return { size: fstatSync(descriptor).size, bytes: undefined };
  } finally {
    closeSync(descriptor);
  }
}

/** Returns the version of a file on disk. */
export function versionAt(file: string): FileVersion {
  if (!COMPARED_FILES.test(file)) return { size: lstatSync(file).size, bytes: undefined };
  const bytes = readFileSync(file);
  return { size: bytes.length, bytes };
}
