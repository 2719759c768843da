// The third stage: every picture that anything refers to, once, with its variants. A variant is kept by the picture's
// bytes and its own settings, so that another set of widths makes only what is new.

import { availableParallelism } from 'node:os';
import { hashOf, nameOfHash } from '../cache/hash.js';
import type { Store } from '../cache/store.js';
import { problem } from '../diagnostics.js';
import { Unsettled } from '../errors.js';
import type { Diagnostic, FileRef, Picture, Variant } from '../types.js';
import { type EncodeInput, encoderVersion } from './encode.js';
import { type Encoding, type Plan, type Probe, planVariants } from './plan.js';

/** The work that is done with pixels, here or elsewhere. */
export interface PictureWork {
  readonly probe: (file: string) => Promise<Probe>;
  readonly encode: (input: EncodeInput) => Promise<Uint8Array>;
}

export interface PictureOptions {
  readonly widths: readonly number[];
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
  readonly progress: (done: number, all: number) => void;
}

/** A picture, or why it cannot be read. */
export type Made = { readonly picture: Picture } | { readonly failure: string };

/** What came of a picture, with the hash of all that it came of. */
export interface KnownPicture {
  readonly key: string;
  readonly made: Made;
}

/** What came of each picture, by its path, in the order of the paths; and how many variants had to be made. */
export async function makePictures(
  paths: readonly string[],
  options: PictureOptions,
): Promise<{ made: ReadonlyMap<string, KnownPicture>; encoded: number }> {
  const made = new Map<string, KnownPicture>(paths.map((path) => [path, { key: '', made: { failure: '' } }]));
  let done = 0;
  let encoded = 0;
  await inParallel(paths, availableParallelism(), async (path) => {
    made.set(path, await makePicture(path, options, () => encoded++));
    options.progress(++done, paths.length);
  });
  return { made, encoded };
}

/** The problems of the pictures that an article refers to. */
export function pictureProblems(
  file: string,
  uses: readonly FileRef[],
  failureOf: (path: string) => string | undefined,
  unreadable: 'error' | 'warn',
): Diagnostic[] {
  return uses.flatMap(({ path, place }) => {
    const failure = failureOf(path);
    if (failure === undefined) return [];
    const note = 'open it in a picture editor and save it again as JPEG or PNG';
    return [
      problem(file, place, 'picture/unreadable', `the picture ${path} cannot be read: ${failure}`, {
        note,
        ...(unreadable === 'warn' && { severity: 'warning' }),
      }),
    ];
  });
}

async function makePicture(path: string, options: PictureOptions, encoded: () => void): Promise<KnownPicture> {
  const { widths, store, work } = options;
  const file = options.fileOf(path);
  let hash: string;
  try {
    hash = options.hashOfFile(path);
  } catch (error) {
    return { key: '', made: failed(error) };
  }
  // Names carry the encoder too: other settings are other bytes, and a published name never changes its bytes.
  const content = hashOf('picture', encoderVersion(), hash);
  const key = hashOf(content, JSON.stringify(widths), path);
  const last = options.known(path);
  if (last?.key === key) return last;
  const kept = parsed(await store.get(key));
  if (kept && (await store.hasAll(keysOf(kept)))) return { key, made: kept };
  const remember = async (made: Made): Promise<KnownPicture> => {
    await store.put(key, Buffer.from(JSON.stringify(made)));
    return { key, made };
  };

  // What was made of other bytes must not be kept under the hash of these.
  const checkStill = () => {
    if (!options.isStill(path)) throw new Unsettled(`${path} changed while it was read`, false);
  };
  let probed: Probe;
  try {
    probed = await work.probe(file);
  } catch (error) {
    checkStill();
    return remember(failed(error));
  }
  checkStill();
  const plan = planVariants(probed, widths);
  const variant = (format: string, extension: string, width: number, bytes: number, key: string): Variant => ({
    url: variantUrl(path, content, width, extension),
    format,
    width,
    bytes,
    key,
  });
  const make = async ({ format, extension }: Encoding, width: number): Promise<Variant> => {
    const key = hashOf(content, format, String(width));
    let bytes = await store.get(key);
    if (!bytes) {
      bytes = await work.encode({ file, format, width, animated: probed.animated });
      checkStill();
      encoded();
      await store.put(key, bytes);
    }
    return variant(format, extension, width, bytes.length, key);
  };

  const size = options.sizeOf(path);
  let fallback: Variant;
  const sources: { mime: string; variants: Variant[] }[] = [];
  try {
    fallback =
      plan.fallback.encoding === 'copy'
        ? variant(probed.format, probed.format, plan.fallback.width, size, '')
        : await make(plan.fallback.encoding, plan.fallback.width);
    for (const encoding of plan.encodings) {
      const rival = await make(encoding, fallback.width);
      // A format that is no smaller than the fallback is not worth offering.
      if (rival.bytes >= fallback.bytes) continue;
      sources.push({
        mime: encoding.mime,
        variants: await inOrder(plan, (width) => (width === rival.width ? rival : make(encoding, width))),
      });
    }
  } catch (error) {
    checkStill();
    return remember(failed(error));
  }
  return remember({ picture: { path, width: probed.width, height: probed.height, bytes: size, sources, fallback } });
}

async function inOrder(plan: Plan, make: (width: number) => Variant | Promise<Variant>): Promise<Variant[]> {
  const variants: Variant[] = [];
  for (const width of plan.widths) variants.push(await make(width));
  return variants;
}

function parsed(bytes: Uint8Array | undefined): Made | undefined {
  return bytes && (JSON.parse(Buffer.from(bytes).toString()) as Made);
}

/** Every file that is made of a picture. */
export function variantsOf({ sources, fallback }: Picture): readonly Variant[] {
  return [...sources.flatMap(({ variants }) => variants), fallback];
}

/** The keys under which the variants of a picture are kept. */
export function keysOf(made: Made): string[] {
  if ('failure' in made) return [];
  return variantsOf(made.picture)
    .map(({ key }) => key)
    .filter(Boolean);
}

function failed(error: unknown): Made {
  return { failure: (error as Error).message.split('\n')[0] ?? '' };
}

/** `/images/<name>-<hash>-<width>.<ext>`: the hash is of the picture, so that the file can be cached for ever. */
function variantUrl(path: string, content: string, width: number, extension: string): string {
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.[^.]*$/, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `/images/${name || 'picture'}-${nameOfHash(content)}-${width}.${extension}`;
}

async function inParallel<T>(values: readonly T[], jobs: number, work: (value: T) => Promise<void>): Promise<void> {
  const queue = values[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: Math.min(jobs, values.length) }, worker));
}
