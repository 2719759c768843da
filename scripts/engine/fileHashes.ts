// Hashes of files that are published as they are. Files that cannot be read are reported.

import { problem } from '../base/diagnostics.js';
import type { Diagnostic } from '../types.js';
import type { Inputs } from './inputs.js';

export interface FileHashes {
  /** Returns an empty text for a file that cannot be read. */
  readonly hash: (path: string) => string;
  /** Problems of the files that could not be read. */
  readonly problems: () => readonly Diagnostic[];
}

export function fileHashes(inputs: Inputs): FileHashes {
  const unreadable = new Map<string, Diagnostic>();
  const hash = (path: string): string => {
    try {
      const found = inputs.hash(path);
      unreadable.delete(path);
      return found;
    } catch (error) {
      const reason = `the file cannot be read: ${(error as Error).message}`;
      unreadable.set(path, problem(path, undefined, 'source/unreadable', reason));
      return '';
    }
  };
  return { hash, problems: () => [...unreadable.values()] };
}
