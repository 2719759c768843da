// The third stage: every picture that anything refers to, once, with the files made of it. What is made is kept by the
// picture's bytes and the settings; a second build opens no picture.

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
  /** The absolute path of a picture. */
  readonly fileOf: (path: string) => string;
  /** The hash of its bytes, and how many there are. */
  readonly hashOfFile: (path: string) => string;
  readonly sizeOf: (path: string) => number;
  /** Whether the file is still the one that was hashed. */
  readonly isStill: (path: string) => boolean;
  /** What came of a picture in the last build. */
  readonly known: (path: string) => KnownPicture | undefined;
  /** Pieces of work that are worth giving out at once; undefined for one for each core. */
  readonly atOnce?: number | undefined;
  /** Makes all of a picture at once, elsewhere. */
  readonly whole?: ((input: PictureInput) => Promise<WholePicture>) | undefined;
  readonly progress: (progress: Progress) => void;
}

/** How far the making of pictures is. */
export interface Progress {
  readonly done: number;
  readonly all: number;
  /** The part of the work that is done, by the bytes of the pictures; 0 to 1. */
  readonly share: number;
}

/** What came of a picture, with the hash of all that it came of. */
export interface KnownPicture {
  readonly key: string;
  readonly made: PictureResult;
}

/** How the pages of a site use a picture. */
export type PictureUse = Pick<PictureRef, 'shown' | 'isCover'>;

/** What serves both uses of a picture. */
export function bothUses({ shown, isCover }: PictureUse, other: PictureUse = { shown: 0 }): PictureUse {
  return { shown: Math.max(shown, other.shown), ...((isCover || other.isCover) && { isCover: true }) };
}

/** Pictures with the same bytes, which share their files. */
interface Group {
  readonly hash: string;
  /** The first, whose name their files bear. */
  readonly named: string;
  readonly paths: string[];
  use: PictureUse;
  /** Bytes of each. */
  readonly size: number;
}

/**
 * What came of each picture, in the order of the paths; and how many files had to be made.
 * @param uses pictures by their paths
 */
export async function makePictures(
  uses: ReadonlyMap<string, PictureUse>,
  options: PictureOptions,
): Promise<{ made: ReadonlyMap<string, KnownPicture>; encoded: number }> {
  const { fileOf, settings } = options;
  const made = new Map<string, KnownPicture>();
  const groups = groupsOf(uses, options, (path, reason) =>
    made.set(path, { key: '', made: { failure: { reason, passing: true } } }),
  );
  const all = groups.reduce((sum, { size }) => sum + size, 0);
  let encoded = 0;
  let doneBytes = 0;
  let done = 0;
  const atOnce = options.atOnce ?? availableParallelism();
  // Memory is bounded by what is in hand, not by the number of pictures.
  const [inHand, atWork] = [limitTo(atOnce), limitTo(atOnce)];
  const run: Run = (name, input) => atWork(() => options.run(name, input));
  const make = async ({ hash, named, use, paths, size }: Group) => {
    const input = { path: named, file: fileOf(named), size, hash, ...use, named, settings };
    const first = await takeOrMake(input, { ...options, run }, () => encoded++);
    for (const path of paths) made.set(path, path === named ? first : { ...first, made: renamed(first.made, path) });
    done += paths.length;
    doneBytes += size;
    options.progress({ done, all: uses.size, share: all === 0 ? 1 : doneBytes / all });
  };
  await Promise.all(groups.map((group) => inHand(() => make(group))));
  const paths = [...uses.keys()].sort();
  return { made: new Map(paths.map((path) => [path, made.get(path) as KnownPicture])), encoded };
}

/** Pictures by their bytes, the smallest first: a build that is stopped has then made most of them. */
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
        group.use = bothUses(group.use, use);
        group.paths.push(path);
      }
    } catch (error) {
      failed(path, (error as Error).message);
    }
  }
  return [...groups.values()].sort((a, b) => a.size - b.size);
}

/** What came of a picture, for another one with the same bytes. */
function renamed(made: PictureResult, path: string): PictureResult {
  return 'picture' in made ? { ...made, picture: { ...made.picture, path } } : made;
}

async function takeOrMake(input: PictureInput, options: PictureOptions, encoded: () => void): Promise<KnownPicture> {
  const { store, run, known, isStill } = options;
  const { path } = input;
  const key = hashOf(pictureKey(input), path);
  const last = known(path);
  if (last?.key === key) return last;
  const record = await store.get(key);
  if (record) {
    const made = JSON.parse(Buffer.from(record).toString()) as PictureResult;
    if (await store.hasAll(keysOf(made))) return { key, made };
  }
  // What was made of other bytes must not be kept under the hash of these.
  const checkStill = () => {
    if (!isStill(path)) throw new Unsettled(`${path} changed while it was read`, false);
  };
  if (options.whole) {
    const whole = await options.whole(input).catch((error: Error) => {
      // A picture that nothing can read does not keep the others from being made, and may be readable the next time.
      if (isTaskError(error)) return { failure: { reason: error.message, passing: true as const } };
      throw error;
    });
    if ('failure' in whole) return { key: '', made: whole };
    const { made, files } = whole;
    checkStill();
    if (isPassing(made)) return { key: '', made };
    for (const [of, bytes] of files) {
      encoded();
      await store.put(of, bytes);
    }
    await store.put(key, Buffer.from(JSON.stringify(made)));
    return { key, made };
  }
  let changed: unknown;
  const made = await makePicture(input, run, async (of, make) => {
    const before = await store.get(of);
    if (before) return before;
    const bytes = await make();
    try {
      checkStill();
    } catch (error) {
      changed = error;
      throw error;
    }
    encoded();
    await store.put(of, bytes);
    return bytes;
  });
  if (changed) throw changed;
  checkStill();
  if (isPassing(made)) return { key: '', made };
  await store.put(key, Buffer.from(JSON.stringify(made)));
  return { key, made };
}

/** Whether a picture could not be made for a reason that says nothing of the next build. */
function isPassing(made: PictureResult): boolean {
  return 'failure' in made && made.failure.passing === true;
}

/** The problems of the pictures that an article refers to. */
export function pictureProblems(
  file: string,
  uses: readonly PictureRef[],
  madeOf: (path: string) => PictureResult | undefined,
  unreadable: 'error' | 'warn',
): Diagnostic[] {
  return uses.flatMap(({ path, place }) => {
    const made = madeOf(path);
    if (!made) return [];
    if ('failure' in made) return [failureProblem(file, { path, place }, made.failure, unreadable)];
    const notices = [...suffixNotices(path, made.format), ...made.notices];
    return notices.map(({ rule, reason, note }) => problem(file, place, rule, `${path} ${reason}`, { note }));
  });
}

/** Tells why a picture is not published. */
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

/** The keys under which the files of a picture are kept. */
function keysOf(made: PictureResult): string[] {
  return 'failure' in made ? [] : variantsOf(made.picture).flatMap(({ key }) => key || []);
}

/** All keys that a picture has in the store: so long as it is shown, none of them is old. Files that are made when they are asked for have none. */
export function usedKeys({ key, made }: KnownPicture): string[] {
  return [key, ...keysOf(made), ...('failure' in made ? [] : made.rejected)];
}
