// Changes of files in the output folder, for those who compare builds.

import { closeSync, fstatSync, lstatSync, readFileSync } from 'node:fs';
import type { FileContent } from '../base/fileContent.js';

/** A file that is written or removed: as it was, and as it is; undefined if it is not there. */
export interface FileChange {
  readonly path: string;
  readonly before: FileVersion | undefined;
  readonly after: FileVersion | undefined;
}

export interface FileVersion {
  /** Bytes. */
  readonly size: number;
  /** What is in a page or a feed; undefined for other files, since a film need not fit into memory. */
  readonly bytes: Uint8Array | undefined;
}

/** Files whose texts are compared. */
const COMPARED_FILES = /\.(?:html|xml)$/;

/** What is written; of a file that is copied, only the size. */
export function versionOf(content: FileContent): FileVersion {
  if (content instanceof Uint8Array) return { size: content.length, bytes: content };
  const descriptor = content.open();
  try {
    return { size: fstatSync(descriptor).size, bytes: undefined };
  } finally {
    closeSync(descriptor);
  }
}

/** What is at a place. */
export function versionAt(file: string): FileVersion {
  if (!COMPARED_FILES.test(file)) return { size: lstatSync(file).size, bytes: undefined };
  const bytes = readFileSync(file);
  return { size: bytes.length, bytes };
}
