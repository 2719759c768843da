// The pictures of a site. Remote pictures are downloaded first. A build makes all files of each picture; `dev` and `check` only
// plan them: they read the size from the header, and make a file when a browser requests it.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PictureFacts } from '../assemble/site.js';
import { problem } from '../base/diagnostics.js';
import { Unsettled } from '../base/errors.js';
import { hashOf } from '../base/hash.js';
import { contentFile } from '../base/inputFolders.js';
import { replaceFile } from '../base/replaceFile.js';
import { sharedVariant, variantsOf } from '../base/variants.js';
import type { Store } from '../cache/store.js';
import type { Config } from '../config/config.js';
import {
  type CachedPicture,
  makePictures,
  mergeUses,
  type PictureUse,
  type Progress,
  pictureProblems,
  usedKeys,
} from '../picture/makePictures.js';
import { makeVariant, plannedPicture } from '../picture/onRequest.js';
import { type PictureResult, pictureKey } from '../picture/picture.js';
import type { PictureSettings } from '../picture/plan.js';
import { fetchPictures } from '../picture/remote.js';
import { PICTURE } from '../picture/whole.js';
import type { ArticleHead, Diagnostic, Picture, PictureRef, Variant } from '../types.js';
import { type Executor, openExecutor } from '../work/executor.js';
import { openProcess } from '../work/process.js';
import type { Run } from '../work/task.js';
import type { Artifact } from './artifact.js';
import type { Inputs } from './inputs.js';
import type { ReferringArticle } from './references.js';
import type { Row, RowTables } from './rows.js';
import type { SitePicture } from './sitePictures.js';

/** Start a process for this many bytes of pictures or more; starting it takes a third of a second. */
const PROCESS_MIN_BYTES = 1_000_000;

/**
 * Downloads remote pictures and returns the problems of those that failed.
 * @throws Unsettled if some were downloaded: they are new input files
 */
export async function fetchRemotes(
  { root, unfetched }: { readonly root: string; readonly unfetched: Map<string, string> },
  referring: readonly ReferringArticle[],
  { images, allowPrivate }: Config,
): Promise<Diagnostic[]> {
  const wanted = referring.flatMap(({ path, head }) => head.remotes.map((each) => ({ ...each, file: contentFile(path) })));
  const missing = wanted.filter(({ url }) => !unfetched.has(url));
  if (missing.length > 0) {
    const maxBytes = images.maxRemoteMegabytes * 1_000_000;
    const { fetched, failures } = await fetchPictures(missing, { root, maxBytes, allowPrivate });
    for (const [url, reason] of failures) unfetched.set(url, reason);
    if (fetched > 0) throw new Unsettled('pictures were fetched', false);
  }
  return wanted.map(({ file, place, url }) => {
    const note = 'pages load it from the other site for now; the next build tries again';
    return problem(file, place, 'picture/fetch', `the picture ${url} could not be downloaded: ${unfetched.get(url)}`, { note });
  });
}

/** Returns how each picture is used, by path. */
export function pictureUses(
  referring: readonly { readonly head: Pick<ArticleHead, 'pictures'> }[],
  sitePictures: readonly PictureRef[],
): Map<string, PictureUse> {
  const uses = new Map<string, PictureUse>();
  for (const { path, ...use } of [...referring.flatMap(({ head }) => head.pictures), ...sitePictures])
    uses.set(path, mergeUses(use, uses.get(path)));
  return uses;
}

/**
 * Returns the problems of pictures, at the places that show them.
 * @param resultOf result for a picture's path
 */
export function problemsOfPictures(
  referring: readonly ReferringArticle[],
  sitePictures: readonly SitePicture[],
  resultOf: (path: string) => PictureResult | undefined,
  { pictures: severity }: Config,
): Diagnostic[] {
  return [
    ...referring.flatMap(({ path, head }) => pictureProblems(contentFile(path), head.pictures, resultOf, severity)),
    ...sitePictures.flatMap((each) => pictureProblems(each.file, [each], resultOf, severity)),
  ];
}

/**
 * Returns the files below images/ that are published as they are: articles link to them, or they are pictures that could not be
 * made.
 */
export function linkedFiles(referring: readonly ReferringArticle[], pictures: Pick<PictureFacts, 'get'>): ReadonlySet<string> {
  const unshown = (paths: readonly { readonly path: string }[]) =>
    paths.map(({ path }) => path).filter((path) => !pictures.get(path));
  return new Set(referring.flatMap(({ head }) => [...head.files, ...unshown(head.pictures)]));
}

/** Numbers for the summary of a build. */
export interface PictureSummary {
  readonly pictures: number;
  readonly variants: number;
  /** Variants that were encoded by this build. */
  readonly encoded: number;
  /** Bytes of the original files, and of the largest variants that a modern browser loads. */
  readonly pictureBytes: readonly [number, number];
}

export interface PicturesOptions {
  readonly inputs: Inputs;
  readonly run: Run;
  /** The last build's pictures, and the settings they were made with. */
  readonly last: { readonly config: Pick<Config, 'images'>; readonly rows: RowTables } | undefined;
}

export interface Pictures extends PictureFacts, Artifact {
  /** Sets the settings of site.yaml. Call it before anything else. */
  readonly use: (config: Pick<Config, 'images'>) => void;
  /** Makes or plans pictures. Pictures with the same bytes share their files if they are in the same call. */
  readonly prepareUses: (uses: ReadonlyMap<string, PictureUse>) => Promise<void>;
  /** Returns the result for a picture; undefined if it was not prepared. */
  readonly result: (path: string) => PictureResult | undefined;
  readonly summary: () => PictureSummary;
}

function pictureOf(row: Row | undefined): CachedPicture | undefined {
  return row && { key: row.key, result: JSON.parse(row.value) as PictureResult };
}

function rowOf(path: string, { key, result }: CachedPicture): Row {
  return { id: path, inputsHash: '', key, keys: usedKeys({ key, result }), value: JSON.stringify(result) };
}

/** Common base of pictures made in advance and on request. */
abstract class BasePictures<Entry extends CachedPicture> implements Pictures {
  protected readonly pictures = new Map<string, Entry>();
  /** The last build's rows, by path. */
  protected readonly before: ReadonlyMap<string, Row>;
  protected settings: PictureSettings | undefined;
  protected encoded = 0;

  constructor(protected readonly options: PicturesOptions) {
    this.before = new Map((options.last?.rows.pictures ?? []).map((row) => [row.id, row]));
  }

  readonly use = ({ images }: Pick<Config, 'images'>): void => {
    const { widths, formats, quality, maxMegapixels } = images;
    const settings = { widths, formats, quality, maxMegapixels };
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) return;
    this.pictures.clear();
    this.settings = settings;
  };

  abstract prepareUses(uses: ReadonlyMap<string, PictureUse>): Promise<void>;

  readonly get = (path: string): Picture | undefined => {
    const result = this.result(path);
    return result && 'picture' in result ? result.picture : undefined;
  };

  readonly key = (path: string): string => this.pictures.get(path)?.key ?? '';

  readonly result = (path: string): PictureResult | undefined => this.pictures.get(path)?.result;

  readonly rows = (): RowTables => ({ pictures: Array.from(this.pictures, ([path, picture]) => rowOf(path, picture)) });

  summary(): PictureSummary {
    const shown = [...this.pictures.keys()].map(this.get).filter((each) => each !== undefined);
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
    const loaded = shown.map(({ sources, fallback }) => (sources[0]?.variants.at(-1) ?? fallback).bytes);
    return {
      pictures: shown.length,
      variants: sum(shown.map((picture) => variantsOf(picture).length)),
      encoded: this.encoded,
      pictureBytes: [sum(shown.map(({ bytes }) => bytes)), sum(loaded)],
    };
  }
}

// ── made ────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface MadePicturesOptions extends PicturesOptions {
  readonly store: Store;
  /** Runs tasks on other machines; undefined if there are none. */
  readonly remote: Executor | undefined;
  readonly progress: (progress: Progress) => void;
}

/** Makes all files of each picture and puts them into the store. */
export class MadePictures extends BasePictures<CachedPicture> {
  constructor(private readonly madeOptions: MadePicturesOptions) {
    super(madeOptions);
  }

  async prepareUses(uses: ReadonlyMap<string, PictureUse>): Promise<void> {
    const { inputs, store, remote, progress } = this.madeOptions;
    // Pictures in the last build's record are not opened, so they do not count.
    const unknown = [...uses.keys()].filter((path) => !this.before.has(path));
    const bytes = unknown.reduce((all, path) => all + inputs.size(path), 0);
    const own = bytes > PROCESS_MIN_BYTES ? openProcess() : openExecutor(0);
    const executor = remote ?? own;
    try {
      const { made, encoded } = await makePictures(uses, {
        settings: this.settings as PictureSettings,
        store,
        run: executor.run,
        fileOf: inputs.fileOf,
        hashOfFile: (path) => inputs.hash(path),
        sizeOf: (path) => inputs.size(path),
        isUnchanged: (path) => inputs.isUnmodified(path),
        lastResult: (path) => pictureOf(this.before.get(path)),
        atOnce: executor.atOnce,
        whole: remote && ((input) => remote.run(PICTURE, input)),
        progress,
      });
      for (const [path, picture] of made) this.pictures.set(path, picture);
      this.encoded += encoded;
    } finally {
      await own.close();
    }
  }
}

// ── on request ───────────────────────────────────────────────────────────────────────────────────────────────────

interface RequestedPicture extends CachedPicture {
  /** Hash of the file and the use that this result is for. */
  readonly hash: string;
  readonly use: PictureUse;
}

/** A file that pages refer to. */
interface RequestedFile {
  readonly path: string;
  readonly variant: Variant;
}

export interface RequestedPicturesOptions extends PicturesOptions {
  /** Folder for files of this class only; undefined if none will be requested. */
  readonly pictureFolder: string | undefined;
  /** The output folder of builds, which may contain the file. */
  readonly outputFolder: string;
}

/** Plans pictures: reads only the header, and makes a file when a browser first requests it. */
export class RequestedPictures extends BasePictures<RequestedPicture> {
  /** Files that may be requested, by address. */
  private readonly files = new Map<string, RequestedFile>();
  private readonly making = new Map<string, Promise<Uint8Array>>();

  constructor(private readonly requestOptions: RequestedPicturesOptions) {
    super(requestOptions);
  }

  async prepareUses(uses: ReadonlyMap<string, PictureUse>): Promise<void> {
    await Promise.all(Array.from(uses, ([path, use]) => this.plan(path, use)));
  }

  /**
   * Returns a file of a picture.
   * @throws if the picture cannot be read
   */
  async onRequest(url: string): Promise<Uint8Array | undefined> {
    const { pictureFolder, outputFolder } = this.requestOptions;
    const file = this.files.get(url);
    if (!file || pictureFolder === undefined) return undefined;
    const kept = join(pictureFolder, `${hashOf(url)}${url.slice(url.lastIndexOf('.'))}`);
    // The name contains a hash of the picture, so a file of this name has the right content, whoever made it.
    for (const file of [kept, join(outputFolder, url)]) {
      try {
        return readFileSync(file);
      } catch {
        // It does not exist yet.
      }
    }
    let making = this.making.get(url);
    if (!making) {
      making = this.make(file, pictureFolder, kept).finally(() => this.making.delete(url));
      this.making.set(url, making);
    }
    return making;
  }

  private async make({ path, variant }: RequestedFile, folder: string, kept: string): Promise<Uint8Array> {
    const { inputs, run } = this.options;
    const { width, format } = variant;
    const [file, hash, settings] = [inputs.fileOf(path), inputs.hash(path), this.settings as PictureSettings];
    const bytes = await makeVariant({ file, hash, settings, width, format }, run);
    mkdirSync(folder, { recursive: true });
    replaceFile(kept, bytes);
    return bytes;
  }

  private async plan(path: string, requested: PictureUse): Promise<void> {
    const { inputs, run } = this.options;
    let hash = '';
    let use = requested;
    try {
      hash = inputs.hash(path);
      const known = this.pictures.get(path);
      const before = known?.hash === hash ? known.use : undefined;
      if (before && before.shown >= use.shown && (before.isCover || !use.isCover)) return;
      use = mergeUses(use, before);
      const built = this.fromLastBuild(path);
      if (built && (!use.isCover || isShareable(built)))
        this.note(path, { ...built, hash, use: { ...use, shown: Number.POSITIVE_INFINITY } });
      else {
        const settings = this.settings as PictureSettings;
        const input = { path, file: inputs.fileOf(path), size: inputs.size(path), hash, ...use, named: path, settings };
        this.note(path, { key: hashOf(pictureKey(input), path), result: await plannedPicture(input, run), hash, use });
      }
    } catch (error) {
      this.note(path, { key: '', result: { failure: { reason: (error as Error).message } }, hash, use });
    }
  }

  /** Returns the last build's result if the picture and the settings have not changed since. */
  private fromLastBuild(path: string): CachedPicture | undefined {
    const { inputs, last } = this.options;
    const built = pictureOf(this.before.get(path));
    if (!built || !last || !inputs.isUnchanged(path)) return undefined;
    const { widths, formats, quality, maxMegapixels } = last.config.images;
    const isSame = JSON.stringify({ widths, formats, quality, maxMegapixels }) === JSON.stringify(this.settings);
    return isSame ? built : undefined;
  }

  private note(path: string, known: RequestedPicture): void {
    this.pictures.set(path, known);
    if (!('picture' in known.result)) return;
    for (const variant of variantsOf(known.result.picture)) this.files.set(variant.url, { path, variant });
  }
}

/** True if the last build made the file that a cover needs. */
function isShareable({ result }: CachedPicture): boolean {
  return 'picture' in result && sharedVariant(result.picture) !== undefined;
}
