// Cleans the files that are published as copies: pictures lose their metadata or are refused. All files are cleaned before
// anything is written; results are cached by the file's bytes and the settings.

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
import { hasPictureExtension } from './sniff.js';
import { CLEAN } from './tasks.js';

/** Result of cleaning a file. The key is a hash of everything that it depends on; empty if it must not be reused. */
export type CleanedFile = { readonly key: string } & (
  | { readonly kind: 'copy' }
  /** As in `CleanResult`; the bytes of an `encoded` picture are in the store under the key. */
  | { readonly kind: 'clean'; readonly encoded?: true; readonly why?: string }
  | { readonly kind: 'refused'; readonly failure: Failure }
);

export interface CleanOptions {
  readonly maxMegapixels: number;
  /** True if an SVG may contain scripts. */
  readonly isTrusted: (path: string) => boolean;
  readonly fileOf: (path: string) => string;
  readonly hashOfFile: (path: string) => string;
  /** Returns the last build's result for a file. */
  readonly lastResult: (path: string) => CleanedFile | undefined;
  readonly run: Run;
  /** Stores a picture that was encoded again, because that is slow. */
  readonly save: (path: string, key: string, bytes: Uint8Array) => Promise<void>;
}

/** Cleans files, or reuses the last build's results. Returns the results by path, sorted; writes nothing to the output folder. */
export async function cleanFiles(paths: Iterable<string>, options: CleanOptions): Promise<ReadonlyMap<string, CleanedFile>> {
  const cleaned = new Map<string, CleanedFile>();
  const atOnce = limitTo(availableParallelism());
  const all = [...new Set(paths)].sort();
  const results = await Promise.all(all.map((path) => atOnce(() => cleanFile(path, options))));
  for (const [at, path] of all.entries()) cleaned.set(path, results[at] as CleanedFile);
  return cleaned;
}

async function cleanFile(path: string, options: CleanOptions): Promise<CleanedFile> {
  const { maxMegapixels, fileOf, hashOfFile, lastResult, run, save } = options;
  const isTrusted = options.isTrusted(path);
  const hash = hashIn(path, hashOfFile);
  // Making the plan reports a file that cannot be read.
  if (hash === undefined) return { key: '', kind: 'copy' };
  const key = hashOf(
    'clean',
    encoderVersion(),
    hash,
    String(hasPictureExtension(path)),
    String(maxMegapixels),
    String(isTrusted),
  );
  const last = lastResult(path);
  if (last?.key === key) return last;
  try {
    const result = await run(CLEAN, { file: fileOf(path), maxMegapixels, isTrusted });
    if (result.kind === 'copy') return { key, kind: 'copy' };
    if (result.kind === 'refused') {
      const { kind: _kind, ...failure } = result;
      return { key: failure.isTemporary ? '' : key, kind: 'refused', failure };
    }
    const { bytes, ...rest } = result;
    if (rest.encoded) await save(path, key, bytes);
    return { key, ...rest };
  } catch (error) {
    // A disk error or a crashed decoder may not happen again, so the next build must retry: the key is empty.
    const reason = isSystemError(error) ? reasonOfSystem(error.code ?? '') : isTaskError(error) ? error.message : undefined;
    if (reason === undefined) throw error;
    return { key: '', kind: 'refused', failure: { reason, isTemporary: true } };
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
 * Returns the problems of cleaned files.
 * @param isReported true if the failure of a picture is already reported where a page shows it
 */
export function cleaningProblems(
  cleaned: ReadonlyMap<string, CleanedFile>,
  isReported: (path: string) => boolean,
  unreadable: 'error' | 'warn',
): Diagnostic[] {
  return [...cleaned].flatMap(([path, file]) => {
    if (file.kind === 'refused')
      return isReported(path) ? [] : [failureProblem(path, { path, place: undefined }, file.failure, unreadable)];
    if (file.kind === 'copy' || file.why === undefined) return [];
    const { rule, reason, note } = recodedNotice(file.why);
    return [problem(path, undefined, rule, `${path} ${reason}`, { note })];
  });
}
