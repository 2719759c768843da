// The third stage: every picture that anything refers to, once, with its variants.

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { keyOf, type Store } from '../cache/store.js';
import { problem } from '../diagnostics.js';
import type { Diagnostic, FileRef, Picture, Variant } from '../types.js';
import { type Plan, type Probe, planVariants } from './plan.js';

export interface PictureOptions {
  readonly root: string;
  readonly widths: readonly number[];
  readonly store: Store;
  readonly unreadable: 'error' | 'warn';
  readonly progress: (done: number, all: number) => void;
}

/** A reference to a picture, with the file that refers to it. */
export interface PictureUse extends FileRef {
  readonly file: string;
}

/**
 * Makes the variants of all pictures that are used.
 * @returns pictures by path; one that cannot be read is left out, with a problem at each place that uses it
 */
export async function makePictures(
  uses: readonly PictureUse[],
  options: PictureOptions,
): Promise<{ pictures: ReadonlyMap<string, Picture>; problems: readonly Diagnostic[] }> {
  const paths = [...new Set(uses.map(({ path }) => path))].sort();
  const pictures = new Map<string, Picture>();
  const failures = new Map<string, string>();
  let done = 0;
  await inParallel(paths, availableParallelism(), async (path) => {
    try {
      pictures.set(path, await makePicture(path, options));
    } catch (error) {
      failures.set(path, (error as Error).message.split('\n')[0] ?? '');
    }
    options.progress(++done, paths.length);
  });
  const problems = uses.flatMap(({ file, path, place }) => {
    const failure = failures.get(path);
    if (failure === undefined) return [];
    const note = 'open it in a picture editor and save it again as JPEG or PNG';
    return [
      problem(file, place, 'picture/unreadable', `the picture ${path} cannot be read: ${failure}`, {
        note,
        ...(options.unreadable === 'warn' && { severity: 'warning' }),
      }),
    ];
  });
  return { pictures: new Map([...pictures].sort(([a], [b]) => (a < b ? -1 : 1))), problems };
}

interface Recorded {
  readonly probe: Probe;
  readonly sources: readonly { readonly mime: string; readonly variants: readonly RecordedVariant[] }[];
  readonly fallback: RecordedVariant;
}
type RecordedVariant = {
  readonly format: string;
  readonly extension: string;
  readonly width: number;
  readonly bytes: number;
  readonly key: string;
};

async function makePicture(path: string, { root, widths, store }: PictureOptions): Promise<Picture> {
  const file = join(root, path);
  const bytes = readFileSync(file);
  // sharp takes a third of a second to load: not before a picture has to be made.
  const { encode, ENCODER, probe } = await import('./encode.js');
  // Names carry the encoder too: other settings are other bytes, and a published name never changes its bytes.
  const content = keyOf('variant', ENCODER, bytes);
  const key = keyOf('picture', JSON.stringify(widths), content);
  const known = fromRecord(store.record(key) as Recorded | undefined, path, file, bytes.length, content, store);
  if (known) return known;

  const probed = await probe(file);
  const plan = planVariants(probed, widths);
  const make = async (
    encoding: Plan['encodings'][number],
    width: number,
  ): Promise<{ recorded: RecordedVariant; variant: Variant }> => {
    const made = await encode(file, encoding, width, probed.animated);
    const recorded = {
      format: encoding.format,
      extension: encoding.extension,
      width,
      bytes: made.length,
      key: keyOf(key, encoding.format, String(width)),
    };
    return { recorded, variant: toVariant(recorded, path, content, store.keep(recorded.key, made)) };
  };
  const copied: RecordedVariant = {
    format: probed.format,
    extension: probed.format,
    width: plan.fallback.width,
    bytes: bytes.length,
    key: '',
  };
  const fallback =
    plan.fallback.encoding === 'copy'
      ? { recorded: copied, variant: toVariant(copied, path, content, { copyOf: file }) }
      : await make(plan.fallback.encoding, plan.fallback.width);
  const sources: { mime: string; variants: Awaited<ReturnType<typeof make>>[] }[] = [];
  for (const encoding of plan.encodings) {
    const rival = await make(encoding, fallback.variant.width);
    // A format that is no smaller than the fallback is not worth offering.
    if (rival.variant.bytes >= fallback.variant.bytes) continue;
    const variants = [];
    for (const width of plan.widths) variants.push(width === rival.variant.width ? rival : await make(encoding, width));
    sources.push({ mime: encoding.mime, variants });
  }
  const recorded: Recorded = {
    probe: probed,
    sources: sources.map(({ mime, variants }) => ({ mime, variants: variants.map((v) => v.recorded) })),
    fallback: fallback.recorded,
  };
  store.keepRecord(key, recorded);
  return {
    path,
    width: probed.width,
    height: probed.height,
    bytes: bytes.length,
    sources: sources.map(({ mime, variants }) => ({ mime, variants: variants.map((v) => v.variant) })),
    fallback: fallback.variant,
  };
}

/** A picture made before, if every variant of it is still kept. */
function fromRecord(
  record: Recorded | undefined,
  path: string,
  file: string,
  bytes: number,
  content: string,
  store: Store,
): Picture | undefined {
  if (!record) return undefined;
  const variant = (recorded: RecordedVariant): Variant | undefined => {
    const found = recorded.key === '' ? { copyOf: file } : store.find(recorded.key, recorded.bytes);
    return found && toVariant(recorded, path, content, found);
  };
  const fallback = variant(record.fallback);
  const sources = record.sources.map(({ mime, variants }) => ({ mime, variants: variants.map(variant) }));
  if (!fallback || sources.some(({ variants }) => variants.includes(undefined))) return undefined;
  const { width, height } = record.probe;
  return { path, width, height, bytes, sources: sources as Picture['sources'], fallback };
}

/** `/images/<name>-<hash>-<width>.<ext>`: the hash is of the picture, so that the file can be cached for ever. */
function toVariant(recorded: RecordedVariant, path: string, content: string, bytes: Variant['content']): Variant {
  const { format, extension, width } = recorded;
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.[^.]*$/, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return {
    url: `/images/${name || 'picture'}-${content.slice(0, 8)}-${width}.${extension}`,
    format,
    width,
    bytes: recorded.bytes,
    content: bytes,
  };
}

async function inParallel<T>(values: readonly T[], jobs: number, work: (value: T) => Promise<void>): Promise<void> {
  const queue = values[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: Math.min(jobs, values.length) }, worker));
}
