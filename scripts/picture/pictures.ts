// The third stage: every picture that anything refers to, once, with the files made of it. What is made is kept by the
// picture's bytes and the settings; a second build opens no picture.

import { availableParallelism } from 'node:os';
import { hashOf } from '../cache/hash.js';
import type { Store } from '../cache/store.js';
import { problem } from '../diagnostics.js';
import { Unsettled } from '../errors.js';
import type { Diagnostic, PictureRef } from '../types.js';
import { announcePicture } from './asked.js';
import { type Made, makePicture, type PictureInput, type PictureWork, pictureKey, variantsOf } from './picture.js';
import type { PictureSettings } from './plan.js';

export interface PictureOptions {
  readonly settings: PictureSettings;
  /** Files are announced and none is made: each is when it is asked for. */
  readonly asked: boolean;
  readonly store: Store;
  readonly work: PictureWork;
  /** The absolute path of a picture. */
  readonly fileOf: (path: string) => string;
  /** The hash of its bytes, and how many there are. */
  readonly hashOfFile: (path: string) => string;
  readonly sizeOf: (path: string) => number;
  /** Whether the file is still the one that was hashed. */
  readonly isStill: (path: string) => boolean;
  /** What came of a picture in the last build. */
  readonly known: (path: string) => KnownPicture | undefined;
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
  readonly made: Made;
}

/**
 * What came of each picture, in the order of the paths; and how many files had to be made.
 * @param uses pictures by their paths, with the CSS pixels that each takes on a page at most
 */
export async function makePictures(
  uses: ReadonlyMap<string, number>,
  options: PictureOptions,
): Promise<{ made: ReadonlyMap<string, KnownPicture>; encoded: number }> {
  const { fileOf, hashOfFile, sizeOf, settings } = options;
  const paths = [...uses.keys()].sort();
  const made = new Map<string, KnownPicture>(paths.map((path) => [path, { key: '', made: { failure: { reason: '' } } }]));
  // Pictures with the same bytes share their files, which bear the name of the first.
  const alike = new Map<string, { named: string; shown: number; paths: string[] }>();
  for (const path of paths) {
    const shown = uses.get(path) as number;
    try {
      const hash = hashOfFile(path);
      const group = alike.get(hash);
      if (!group) alike.set(hash, { named: path, shown, paths: [path] });
      else {
        group.shown = Math.max(group.shown, shown);
        group.paths.push(path);
      }
    } catch (error) {
      made.set(path, { key: '', made: { failure: { reason: (error as Error).message } } });
    }
  }
  const groups = [...alike].map(([hash, group]) => ({ hash, ...group, size: sizeOf(group.named) }));
  // The largest first: at the end, no core waits for a long one.
  groups.sort((a, b) => b.size - a.size);
  const all = groups.reduce((sum, { size }) => sum + size, 0);
  let encoded = 0;
  let doneBytes = 0;
  let done = 0;
  const cores = availableParallelism();
  const work = limited(options.work, cores);
  await inParallel(groups, cores, async ({ hash, named, shown, paths: same, size }) => {
    const input = { path: named, file: fileOf(named), size, hash, shown, named, settings };
    const first = await takeOrMake(input, { ...options, work }, () => encoded++);
    for (const path of same) made.set(path, path === named ? first : { ...first, made: renamed(first.made, path) });
    done += same.length;
    doneBytes += size;
    options.progress({ done, all: paths.length, share: all === 0 ? 1 : doneBytes / all });
  });
  return { made, encoded };
}

/** What came of a picture, for another one with the same bytes. */
function renamed(made: Made, path: string): Made {
  return 'picture' in made ? { ...made, picture: { ...made.picture, path } } : made;
}

async function takeOrMake(input: PictureInput, options: PictureOptions, encoded: () => void): Promise<KnownPicture> {
  const { store, work, known, isStill } = options;
  const { path } = input;
  const key = hashOf(pictureKey(input), path);
  const last = known(path);
  if (last?.key === key) return last;
  const record = options.asked ? undefined : await store.get(key);
  if (record) {
    const made = JSON.parse(Buffer.from(record).toString()) as Made;
    if (await store.hasAll(keysOf(made))) return { key, made };
  }
  // What was made of other bytes must not be kept under the hash of these.
  const checkStill = () => {
    if (!isStill(path)) throw new Unsettled(`${path} changed while it was read`, false);
  };
  let changed: unknown;
  if (options.asked) return { key, made: await announcePicture(input, work) };
  const made = await makePicture(input, work, async (of, make) => {
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
  await store.put(key, Buffer.from(JSON.stringify(made)));
  return { key, made };
}

/** The problems of the pictures that an article refers to. */
export function pictureProblems(
  file: string,
  uses: readonly PictureRef[],
  madeOf: (path: string) => Made | undefined,
  unreadable: 'error' | 'warn',
): Diagnostic[] {
  return uses.flatMap(({ path, place }) => {
    const made = madeOf(path);
    if (!made) return [];
    if ('picture' in made) return made.notices.map(({ rule, reason, note }) => problem(file, place, rule, reason, { note }));
    const { reason, remedy, limit } = made.failure;
    const note = limit
      ? 'make it smaller, or raise `images: {maxMegapixels: …}` in content/site.yaml'
      : (remedy ?? 'open it in a picture editor and save it again as JPEG or PNG');
    const rule = limit ? 'picture/limit' : 'picture/unreadable';
    const what = limit ? 'is too large' : 'cannot be read';
    return [
      problem(file, place, rule, `the picture ${path} ${what}: ${reason}`, {
        note,
        ...(unreadable === 'warn' && { severity: 'warning' }),
      }),
    ];
  });
}

/** The keys under which the files of a picture are kept. */
function keysOf(made: Made): string[] {
  return 'failure' in made ? [] : variantsOf(made.picture).flatMap(({ key }) => key || []);
}

/** All keys that a picture has in the store: so long as it is shown, none of them is old. Files that are made when they are asked for have none. */
export function usedKeys({ key, made }: KnownPicture): string[] {
  return [key, ...keysOf(made), ...('failure' in made ? [] : made.rejected)];
}

/** The same work, at most so much of it at once: memory is bounded by what is in hand, not by the number of pictures. */
function limited(work: PictureWork, most: number): PictureWork {
  let free = most;
  const waiting: (() => void)[] = [];
  const within =
    <Input, Output>(task: (input: Input) => Promise<Output>) =>
    async (input: Input): Promise<Output> => {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await task(input);
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free++;
      }
    };
  return {
    probe: within(work.probe),
    study: within(work.study),
    encode: within(work.encode),
    animate: within(work.animate),
    clean: within(work.clean),
    drawing: within(work.drawing),
  };
}

async function inParallel<T>(values: readonly T[], jobs: number, work: (value: T) => Promise<void>): Promise<void> {
  const queue = values[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: Math.min(jobs, values.length) }, worker));
}
