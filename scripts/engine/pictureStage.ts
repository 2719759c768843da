// The pictures of a site: those of other sites are fetched, all are made.

import type { KnownPictures } from '../assemble/site.js';
import { isTrustedDrawing } from '../base/activeFiles.js';
import { problem } from '../base/diagnostics.js';
import { Unsettled } from '../base/errors.js';
import { lazy } from '../base/flow/lazy.js';
import { variantsOf } from '../base/variants.js';
import type { Config } from '../config/config.js';
import { type CleanedFile, cleanFiles } from '../picture/cleanFiles.js';
import { bothUses, type KnownPicture, makePictures, type PictureUse, pictureProblems } from '../picture/makePictures.js';
import type { PictureResult } from '../picture/picture.js';
import { fetchPictures } from '../picture/remote.js';
import { PICTURE } from '../picture/whole.js';
import type { Diagnostic, Picture, PictureRef } from '../types.js';
import { type Executor, openExecutor } from '../work/executor.js';
import { openProcess } from '../work/process.js';
import type { Run } from '../work/task.js';
import type { MakeContext } from './context.js';
import type { Summary } from './options.js';
import type { Referring } from './references.js';
import type { SitePicture } from './sitePictures.js';

/** Bytes of pictures that are worth a process, which takes a third of a second to start. */
const WORTH_A_PROCESS = 1_000_000;

/** Fetches the pictures of other sites; where some have come, the build begins again with them. */
export async function fetchRemotes(
  { root, unfetched }: { readonly root: string; readonly unfetched: Map<string, string> },
  referring: readonly Referring[],
  { images, allowPrivate }: Config,
): Promise<Diagnostic[]> {
  const wanted = referring.flatMap(({ path, head }) => head.remotes.map((each) => ({ ...each, file: `content/${path}` })));
  const missing = wanted.filter(({ url }) => !unfetched.has(url));
  if (missing.length > 0) {
    const maxBytes = images.maxRemoteMegabytes * 1_000_000;
    const { fetched, failures } = await fetchPictures(missing, { root, maxBytes, allowPrivate });
    for (const [url, reason] of failures) unfetched.set(url, reason);
    if (fetched > 0) throw new Unsettled('pictures were fetched', false);
  }
  return wanted.map(({ file, place, url }) => {
    const note = 'it is linked from the other site; the next build tries again';
    return problem(file, place, 'picture/fetch', `the picture ${url} could not be downloaded: ${unfetched.get(url)}`, { note });
  });
}

/** How each picture is used, by their paths. */
export function usesOf(referring: readonly Referring[], ofSite: readonly PictureRef[]): Map<string, PictureUse> {
  const uses = new Map<string, PictureUse>();
  for (const { path, ...use } of [...referring.flatMap(({ head }) => head.pictures), ...ofSite])
    uses.set(path, bothUses(use, uses.get(path)));
  return uses;
}

/**
 * The problems of pictures, where they are shown.
 * @param resultOf what came of a picture
 */
export function problemsOfPictures(
  referring: readonly Referring[],
  ofSite: readonly SitePicture[],
  resultOf: (path: string) => PictureResult | undefined,
  { pictures: severity }: Config,
): Diagnostic[] {
  return [
    ...referring.flatMap(({ path, head }) => pictureProblems(`content/${path}`, head.pictures, resultOf, severity)),
    ...ofSite.flatMap((each) => pictureProblems(each.file, [each], resultOf, severity)),
  ];
}

/** What came of all pictures. */
export class MadePictures implements KnownPictures {
  constructor(
    readonly made: ReadonlyMap<string, KnownPicture>,
    /** How many files had to be made. */
    readonly encoded: number,
  ) {}

  readonly get = (path: string): Picture | undefined => {
    const result = this.result(path);
    return result && 'picture' in result ? result.picture : undefined;
  };

  readonly key = (path: string): string => this.made.get(path)?.key ?? '';

  /** Pictures that can be shown. */
  readonly shown = lazy((): readonly Picture[] => [...this.made.keys()].map(this.get).filter((each) => each !== undefined));

  /** How many files were made of the pictures, and the bytes before and after. */
  summary(): Pick<Summary, 'pictures' | 'variants' | 'encoded' | 'pictureBytes'> {
    const shown = this.shown();
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
    const loaded = shown.map(({ sources, fallback }) => (sources[0]?.variants.at(-1) ?? fallback).bytes);
    return {
      pictures: shown.length,
      variants: sum(shown.map((picture) => variantsOf(picture).length)),
      encoded: this.encoded,
      pictureBytes: [sum(shown.map(({ bytes }) => bytes)), sum(loaded)],
    };
  }

  readonly result = (path: string): PictureResult | undefined => this.made.get(path)?.made;
}

/** Files below images/ that are published as they are: articles link to them, or they are pictures that cannot be shown. */
export function linkedFiles(referring: readonly Referring[], pictures: Pick<KnownPictures, 'get'>): ReadonlySet<string> {
  const unshown = (paths: readonly { readonly path: string }[]) =>
    paths.map(({ path }) => path).filter((path) => !pictures.get(path));
  return new Set(referring.flatMap(({ head }) => [...head.files, ...unshown(head.pictures)]));
}

/** What files are published as, by their paths. */
export class CleanedFiles {
  constructor(readonly files: ReadonlyMap<string, CleanedFile>) {}

  /** How a file loses its metadata, as a hash; undefined for one that is no picture. */
  readonly cleaningOf = (path: string): string | undefined => {
    const file = this.files.get(path);
    return file?.kind === 'clean' ? file.key : undefined;
  };

  readonly isRefused = (path: string): boolean => this.files.get(path)?.kind === 'refused';
}

/** Finds out what files are published as; those that were encoded again are kept. */
export async function cleanAllFiles(
  { inputs, last, store }: MakeContext,
  paths: Iterable<string>,
  { images: { maxMegapixels }, safe }: Config,
  run: Run,
): Promise<CleanedFiles> {
  const known = new Map(last?.site.cleaned ?? []);
  const files = await cleanFiles(paths, {
    maxMegapixels,
    isTrusted: (path) => isTrustedDrawing(path, safe),
    fileOf: inputs.fileOf,
    hashOfFile: (path) => inputs.hash(path),
    known: (path) => known.get(path),
    run: run,
    keep: async (path, key, bytes) => {
      if (!inputs.isStill(path)) throw new Unsettled(`${path} changed while it was read`, false);
      await store.put(key, bytes);
    },
  });
  return new CleanedFiles(files);
}

/** Makes all pictures that are used. */
export async function makeAllPictures(
  context: MakeContext,
  uses: ReadonlyMap<string, PictureUse>,
  config: Config,
  elsewhere?: Executor,
): Promise<MadePictures> {
  const { inputs, last, store, options } = context;
  const { widths, formats, quality, maxMegapixels } = config.images;
  const known = new Map(last?.site.pictures ?? []);
  // A process is worth its start where there is much to do; what was made before is not opened.
  const unknown = [...uses.keys()].filter((path) => !known.has(path));
  const bytes = unknown.reduce((all, path) => all + inputs.size(path), 0);
  const own = bytes > WORTH_A_PROCESS ? openProcess() : openExecutor(0);
  const executor = elsewhere ?? own;
  try {
    const { made, encoded } = await makePictures(uses, {
      settings: { widths, formats, quality, maxMegapixels },
      store,
      run: executor.run,
      fileOf: inputs.fileOf,
      hashOfFile: (path) => inputs.hash(path),
      sizeOf: (path) => inputs.size(path),
      isStill: (path) => inputs.isStill(path),
      known: (path) => known.get(path),
      atOnce: executor.atOnce,
      whole: elsewhere && ((input) => elsewhere.run(PICTURE, input)),
      progress: options.progress,
    });
    return new MadePictures(made, encoded);
  } finally {
    await own.close();
  }
}
