// The picture stage of a build: makes the variants of every picture that a page uses. Pictures with the same bytes are made once.
// Results are stored by the picture's bytes and the settings, so that a second build opens no picture.

import { availableParallelism } from 'node:os';
import { problem } from '../base/diagnostics.js';
import { isTaskError, Unsettled } from '../base/errors.js';
import { limitTo } from '../base/flow/limit.js';
import { hashOf } from '../base/hash.js';
import { variantsOf } from '../base/variants.js';
import type { Store } from '../cache/store.js';
import type { Diagnostic, PictureRef } from '../types.js';
import type { Run } from '../work/task.js';
import { type Failure, makePicture, type PictureInput, type PictureResult, pictureKey, suffixNotices } from './picture.js';
import type { PictureSettings } from './plan.js';
import type { WholePicture } from './whole.js';

export interface PictureOptions {
  readonly settings: PictureSettings;
  readonly store: Store;
  readonly run: Run;
  /** Returns the absolute path of a picture. */
  readonly fileOf: (path: string) => string;
  /** Returns the hash of a picture's bytes. */
  readonly hashOfFile: (path: string) => string;
  /** Returns the size of a picture in bytes. */
  readonly sizeOf: (path: string) => number;
  /** True if the file has not changed since it was hashed. */
  readonly isUnchanged: (path: string) => boolean;
  /** Returns the last build's result for a picture. */
  readonly lastResult: (path: string) => CachedPicture | undefined;
  /** Maximum tasks at once; by default one per core. */
  readonly atOnce?: number | undefined;
  /** Makes all variants of a picture in one task on another machine; absent if pictures are made here. */
  readonly whole?: ((input: PictureInput) => Promise<WholePicture>) | undefined;
  readonly progress: (progress: Progress) => void;
}

/** Progress of the picture stage. */
export interface Progress {
  /** Number of pictures done, and of all. */
  readonly done: number;
  readonly all: number;
  /** Fraction of the work that is done, measured in bytes of pictures, 0 to 1. */
  readonly share: number;
}

/** The result for a picture. The key is a hash of everything that it depends on; empty if it must not be reused. */
export interface CachedPicture {
  readonly key: string;
  readonly result: PictureResult;
}

/** How the pages of a site use a picture. */
export type PictureUse = Pick<PictureRef, 'shown' | 'isCover'>;

/** Merges two uses of a picture, so that its variants serve both. */
export function mergeUses({ shown, isCover }: PictureUse, other: PictureUse = { shown: 0 }): PictureUse {
  return { shown: Math.max(shown, other.shown), ...((isCover || other.isCover) && { isCover: true }) };
}

/** Pictures with the same bytes, which share their files. */
interface Group {
  readonly hash: string;
  /** The first path, whose file name is part of the variants' names. */
  readonly named: string;
  readonly paths: string[];
  use: PictureUse;
  /** Size of the file in bytes. */
  readonly size: number;
}

/**
 * Makes all pictures, or reuses stored results.
 * @param uses uses of pictures by path
 * @returns the results by path, sorted, and the number of files that were encoded
 */
export async function makePictures(
  uses: ReadonlyMap<string, PictureUse>,
  options: PictureOptions,
): Promise<{ made: ReadonlyMap<string, CachedPicture>; encoded: number }> {
  const { fileOf, settings } = options;
  const results = new Map<string, CachedPicture>();
  const groups = groupsOf(uses, options, (path, reason) =>
    results.set(path, { key: '', result: { failure: { reason, isTemporary: true } } }),
  );
  const all = groups.reduce((sum, { size }) => sum + size, 0);
  let encoded = 0;
  let doneBytes = 0;
  let done = 0;
  const atOnce = options.atOnce ?? availableParallelism();
  // Limit the pictures in progress too, not only the tasks: each holds its encoded variants in memory.
  const [limitPictures, limitTasks] = [limitTo(atOnce), limitTo(atOnce)];
  const run: Run = (name, input) => limitTasks(() => options.run(name, input));
  const make = async ({ hash, named, use, paths, size }: Group) => {
    const input = { path: named, file: fileOf(named), size, hash, ...use, named, settings };
    const first = await reuseOrMake(input, { ...options, run }, () => encoded++);
    for (const path of paths) results.set(path, path === named ? first : { ...first, result: withPath(first.result, path) });
    done += paths.length;
    doneBytes += size;
    options.progress({ done, all: uses.size, share: all === 0 ? 1 : doneBytes / all });
  };
  await Promise.all(groups.map((group) => limitPictures(() => make(group))));
  const paths = [...uses.keys()].sort();
  return { made: new Map(paths.map((path) => [path, results.get(path) as CachedPicture])), encoded };
}

/** Groups pictures by their bytes, smallest first, so that an interrupted build has stored most of them. */
function groupsOf(
  uses: ReadonlyMap<string, PictureUse>,
  { hashOfFile, sizeOf }: PictureOptions,
  failed: (path: string, reason: string) => void,
): Group[] {
  const groups = new Map<string, Group>();
  for (const path of [...uses.keys()].sort()) {
    const use = uses.get(path) as PictureUse;
    try {
      const hash = hashOfFile(path);
      const group = groups.get(hash);
      if (!group) groups.set(hash, { hash, named: path, use, paths: [path], size: sizeOf(path) });
      else {
        group.use = mergeUses(group.use, use);
        group.paths.push(path);
      }
    } catch (error) {
      failed(path, (error as Error).message);
    }
  }
  return [...groups.values()].sort((a, b) => a.size - b.size);
}

/** Returns the result of a picture for another path with the same bytes. */
function withPath(result: PictureResult, path: string): PictureResult {
  return 'picture' in result ? { ...result, picture: { ...result.picture, path } } : result;
}

async function reuseOrMake(input: PictureInput, options: PictureOptions, encoded: () => void): Promise<CachedPicture> {
  const { store, run, lastResult, isUnchanged } = options;
  const { path } = input;
  const key = hashOf(pictureKey(input), path);
  const last = lastResult(path);
  if (last?.key === key) return last;
  const record = await store.get(key);
  if (record) {
    const result = JSON.parse(Buffer.from(record).toString()) as PictureResult;
    if (await store.hasAll(keysOf(result))) return { key, result };
  }
  // If the file changed in the meantime, the result belongs to other bytes and must not be stored under this hash.
  const checkUnchanged = () => {
    if (!isUnchanged(path)) throw new Unsettled(`${path} changed while it was read`, false);
  };
  if (options.whole) {
    const whole = await options.whole(input).catch((error: Error) => {
      // One failed task must not stop the build. The empty key makes the next build retry.
      if (isTaskError(error)) return { failure: { reason: error.message, isTemporary: true as const } };
      throw error;
    });
    if ('failure' in whole) return { key: '', result: whole };
    const { result, files } = whole;
    checkUnchanged();
    if (isTemporary(result)) return { key: '', result };
    for (const [storeKey, bytes] of files) {
      encoded();
      await store.put(storeKey, bytes);
    }
    await store.put(key, Buffer.from(JSON.stringify(result)));
    return { key, result };
  }
  let changed: unknown;
  const result = await makePicture(input, run, async (storeKey, make) => {
    const before = await store.get(storeKey);
    if (before) return before;
    const bytes = await make();
    try {
      checkUnchanged();
    } catch (error) {
      changed = error;
      throw error;
    }
    encoded();
    await store.put(storeKey, bytes);
    return bytes;
  });
  if (changed) throw changed;
  checkUnchanged();
  if (isTemporary(result)) return { key: '', result };
  await store.put(key, Buffer.from(JSON.stringify(result)));
  return { key, result };
}

/** True if a picture failed for a temporary reason, so that the next build must retry. */
function isTemporary(result: PictureResult): boolean {
  return 'failure' in result && result.failure.isTemporary === true;
}

/** Returns the problems of the pictures that an article uses. @param file the article's file */
export function pictureProblems(
  file: string,
  uses: readonly PictureRef[],
  resultOf: (path: string) => PictureResult | undefined,
  unreadable: 'error' | 'warn',
): Diagnostic[] {
  return uses.flatMap(({ path, place }) => {
    const result = resultOf(path);
    if (!result) return [];
    if ('failure' in result) return [failureProblem(file, { path, place }, result.failure, unreadable)];
    const notices = [...suffixNotices(path, result.format), ...result.notices];
    return notices.map(({ rule, reason, note }) => problem(file, place, rule, `${path} ${reason}`, { note }));
  });
}

/**
 * Makes the problem of a picture that cannot be published.
 * @param file the file to report it in
 * @param unreadable its severity
 */
export function failureProblem(
  file: string,
  { path, place }: { readonly path: string; readonly place: PictureRef['place'] },
  { reason, remedy, limit }: Failure,
  unreadable: 'error' | 'warn',
): Diagnostic {
  const note = limit
    ? 'make it smaller, or raise `images: {maxMegapixels: …}` in content/site.yaml'
    : (remedy ?? 'open it in a picture editor and save it again as JPEG or PNG');
  const rule = limit ? 'picture/limit' : 'picture/unreadable';
  const what = limit ? 'is too large' : 'cannot be read';
  return problem(file, place, rule, `the picture ${path} ${what}: ${reason}`, {
    note,
    ...(unreadable === 'warn' && { severity: 'warning' }),
  });
}

/** Returns the store keys of a picture's variants. */
function keysOf(result: PictureResult): string[] {
  return 'failure' in result ? [] : variantsOf(result.picture).flatMap(({ key }) => key || []);
}

/**
 * Returns all store keys of a picture. They must be kept as long as a page uses it. Variants that are made on request have none.
 */
export function usedKeys({ key, result }: CachedPicture): string[] {
  return [key, ...keysOf(result), ...('failure' in result ? [] : result.rejected)];
}
