// Files that are published as they are: a picture among them loses its metadata, or is not published. What came of each is known
// before anything is written, and kept by its bytes and the settings.

import { availableParallelism } from 'node:os';
import { problem } from '../base/diagnostics.js';
import { isSystemError, isTaskError, reasonOfSystem } from '../base/errors.js';
import { limitTo } from '../base/flow/limit.js';
import { hashOf } from '../base/hash.js';
import type { Diagnostic } from '../types.js';
import type { Run } from '../work/task.js';
import { failureProblem } from './makePictures.js';
import { encoderVersion } from './open.js';
import { type Failure, recodedNotice } from './picture.js';
import { isCalledPicture } from './sniff.js';
import { CLEAN } from './tasks.js';

/** What a file is published as, with the hash of all that it came of. */
export type CleanedFile = { readonly key: string } & (
  | { readonly kind: 'copy' }
  /** `encoded` again, and kept under the key; `why` if only because nothing else was possible. */
  | { readonly kind: 'clean'; readonly encoded?: true; readonly why?: string }
  | { readonly kind: 'refused'; readonly failure: Failure }
);

export interface CleanOptions {
  readonly maxMegapixels: number;
  /** Whether a drawing may act as its writer means it to. */
  readonly isTrusted: (path: string) => boolean;
  readonly fileOf: (path: string) => string;
  readonly hashOfFile: (path: string) => string;
  /** What came of a file the last time. */
  readonly known: (path: string) => CleanedFile | undefined;
  readonly run: Run;
  /** Keeps a picture that was encoded again, which takes long. */
  readonly keep: (path: string, key: string, bytes: Uint8Array) => Promise<void>;
}

/** Finds out what each file is published as; nothing is published here. */
export async function cleanFiles(paths: Iterable<string>, options: CleanOptions): Promise<ReadonlyMap<string, CleanedFile>> {
  const cleaned = new Map<string, CleanedFile>();
  const atOnce = limitTo(availableParallelism());
  const all = [...new Set(paths)].sort();
  const made = await Promise.all(all.map((path) => atOnce(() => cleanFile(path, options))));
  for (const [at, path] of all.entries()) cleaned.set(path, made[at] as CleanedFile);
  return cleaned;
}

async function cleanFile(path: string, options: CleanOptions): Promise<CleanedFile> {
  const { maxMegapixels, fileOf, hashOfFile, known, run, keep } = options;
  const isTrusted = options.isTrusted(path);
  const hash = hashIn(path, hashOfFile);
  // The plan tells of a file that cannot be read.
  if (hash === undefined) return { key: '', kind: 'copy' };
  const key = hashOf('clean', encoderVersion(), hash, String(isCalledPicture(path)), String(maxMegapixels), String(isTrusted));
  const last = known(path);
  if (last?.key === key) return last;
  try {
    const found = await run(CLEAN, { file: fileOf(path), maxMegapixels, isTrusted });
    if (found.kind === 'copy') return { key, kind: 'copy' };
    if (found.kind === 'bad') {
      const { kind: _kind, ...failure } = found;
      return { key: failure.passing ? '' : key, kind: 'refused', failure };
    }
    const { bytes, ...rest } = found;
    if (rest.encoded) await keep(path, key, bytes);
    return { key, ...rest };
  } catch (error) {
    // What the disk does not give, or a decoder that died, says nothing of the next build.
    const reason = isSystemError(error) ? reasonOfSystem(error.code ?? '') : isTaskError(error) ? error.message : undefined;
    if (reason === undefined) throw error;
    return { key: '', kind: 'refused', failure: { reason, passing: true } };
  }
}

function hashIn(path: string, hashOfFile: CleanOptions['hashOfFile']): string | undefined {
  try {
    return hashOfFile(path);
  } catch {
    return undefined;
  }
}

/**
 * The problems of files that are published as they are.
 * @param isTold whether the failure of a picture is told where it is shown
 */
export function cleaningProblems(
  cleaned: ReadonlyMap<string, CleanedFile>,
  isTold: (path: string) => boolean,
  unreadable: 'error' | 'warn',
): Diagnostic[] {
  return [...cleaned].flatMap(([path, file]) => {
    if (file.kind === 'refused')
      return isTold(path) ? [] : [failureProblem(path, { path, place: undefined }, file.failure, unreadable)];
    if (file.kind === 'copy' || file.why === undefined) return [];
    const { rule, reason, note } = recodedNotice(file.why);
    return [problem(path, undefined, rule, `${path} ${reason}`, { note })];
  });
}
