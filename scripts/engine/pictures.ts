// The pictures of a site: those of other sites are fetched; all are made, or announced, so that their files are made when a browser
// asks for them.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownPictures } from '../assemble/site.js';
import { problem } from '../base/diagnostics.js';
import { Unsettled } from '../base/errors.js';
import { hashOf } from '../base/hash.js';
import { contentFile } from '../base/inputFolders.js';
import { replaceFile } from '../base/replaceFile.js';
import { sharedVariant, variantsOf } from '../base/variants.js';
import type { Store } from '../cache/store.js';
import type { Config } from '../config/config.js';
import { announcePicture, makeVariant } from '../picture/announce.js';
import {
  bothUses,
  type CachedPicture,
  makePictures,
  type PictureUse,
  type Progress,
  pictureProblems,
  usedKeys,
} from '../picture/makePictures.js';
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
import type { Referring } from './references.js';
import type { Row, RowTables } from './rows.js';
import type { SitePicture } from './sitePictures.js';

/** Bytes of pictures that are worth a process, which takes a third of a second to start. */
const WORTH_A_PROCESS = 1_000_000;

/** Fetches the pictures of other sites. @throws Unsettled if some have come: they are new files of this one */
export async function fetchRemotes(
  { root, unfetched }: { readonly root: string; readonly unfetched: Map<string, string> },
  referring: readonly Referring[],
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
    const note = 'it is linked from the other site; the next build tries again';
    return problem(file, place, 'picture/fetch', `the picture ${url} could not be downloaded: ${unfetched.get(url)}`, { note });
  });
}

/** How each picture is used, by their paths. */
export function usesOf(
  referring: readonly { readonly head: Pick<ArticleHead, 'pictures'> }[],
  ofSite: readonly PictureRef[],
): Map<string, PictureUse> {
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
    ...referring.flatMap(({ path, head }) => pictureProblems(contentFile(path), head.pictures, resultOf, severity)),
    ...ofSite.flatMap((each) => pictureProblems(each.file, [each], resultOf, severity)),
  ];
}

/** Files below images/ that are published as they are: articles link to them, or they are pictures that cannot be shown. */
export function linkedFiles(referring: readonly Referring[], pictures: Pick<KnownPictures, 'get'>): ReadonlySet<string> {
  const unshown = (paths: readonly { readonly path: string }[]) =>
    paths.map(({ path }) => path).filter((path) => !pictures.get(path));
  return new Set(referring.flatMap(({ head }) => [...head.files, ...unshown(head.pictures)]));
}

/** How many files were made of the pictures, and the bytes before and after. */
export interface PictureSummary {
  readonly pictures: number;
  readonly variants: number;
  /** Variants that had to be made. */
  readonly encoded: number;
  /** Bytes of the pictures as the writer keeps them, and as a modern browser loads them at the most. */
  readonly pictureBytes: readonly [number, number];
}

export interface PictureMeans {
  readonly inputs: Inputs;
  readonly run: Run;
  /** What the last build made, and the settings that it was made with. */
  readonly last: { readonly config: Pick<Config, 'images'>; readonly rows: RowTables } | undefined;
}

/** Pictures, made or announced. */
export interface Pictures extends KnownPictures, Artifact {
  /** Takes the settings of site.yaml; called before anything is asked for. */
  readonly use: (config: Pick<Config, 'images'>) => void;
  /** Makes pictures ready to be shown; those with the same bytes share their files if they are asked for together. */
  readonly ready: (uses: ReadonlyMap<string, PictureUse>) => Promise<void>;
  /** What came of a picture; undefined for one that was not made ready. */
  readonly result: (path: string) => PictureResult | undefined;
  readonly summary: () => PictureSummary;
}

/** A picture of the last build. */
function pictureOf(row: Row | undefined): CachedPicture | undefined {
  return row && { key: row.key, result: JSON.parse(row.value) as PictureResult };
}

function rowOf(path: string, { key, result }: CachedPicture): Row {
  return { id: path, by: '', key, keys: usedKeys({ key, result }), value: JSON.stringify(result) };
}

/** What both ways have in common. */
abstract class SomePictures<Known extends CachedPicture> implements Pictures {
  protected readonly pictures = new Map<string, Known>();
  /** Those of the last build, by their paths. */
  protected readonly before: ReadonlyMap<string, Row>;
  protected settings: PictureSettings | undefined;
  protected encoded = 0;

  constructor(protected readonly means: PictureMeans) {
    this.before = new Map((means.last?.rows.pictures ?? []).map((row) => [row.id, row]));
  }

  readonly use = ({ images }: Pick<Config, 'images'>): void => {
    const { widths, formats, quality, maxMegapixels } = images;
    const settings = { widths, formats, quality, maxMegapixels };
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) return;
    this.pictures.clear();
    this.settings = settings;
  };

  abstract ready(uses: ReadonlyMap<string, PictureUse>): Promise<void>;

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

export interface MakingMeans extends PictureMeans {
  readonly store: Store;
  /** Does tasks on other machines, if there are some. */
  readonly elsewhere: Executor | undefined;
  readonly progress: (progress: Progress) => void;
}

/** Pictures with all their files, in the store. */
export class MadePictures extends SomePictures<CachedPicture> {
  constructor(private readonly making: MakingMeans) {
    super(making);
  }

  async ready(uses: ReadonlyMap<string, PictureUse>): Promise<void> {
    const { inputs, store, elsewhere, progress } = this.making;
    // A process is worth its start where there is much to do; what was made before is not opened.
    const unknown = [...uses.keys()].filter((path) => !this.before.has(path));
    const bytes = unknown.reduce((all, path) => all + inputs.size(path), 0);
    const own = bytes > WORTH_A_PROCESS ? openProcess() : openExecutor(0);
    const executor = elsewhere ?? own;
    try {
      const { made, encoded } = await makePictures(uses, {
        settings: this.settings as PictureSettings,
        store,
        run: executor.run,
        fileOf: inputs.fileOf,
        hashOfFile: (path) => inputs.hash(path),
        sizeOf: (path) => inputs.size(path),
        isUnchanged: (path) => inputs.isStill(path),
        lastResult: (path) => pictureOf(this.before.get(path)),
        atOnce: executor.atOnce,
        whole: elsewhere && ((input) => elsewhere.run(PICTURE, input)),
        progress,
      });
      for (const [path, picture] of made) this.pictures.set(path, picture);
      this.encoded += encoded;
    } finally {
      await own.close();
    }
  }
}

// ── announced ───────────────────────────────────────────────────────────────────────────────────────────────────

interface Announced extends CachedPicture {
  /** What it is known for: its bytes, and its use. */
  readonly hash: string;
  readonly use: PictureUse;
}

/** A file that pages name. */
interface AnnouncedFile {
  readonly path: string;
  readonly variant: Variant;
}

export interface AnnouncingMeans extends PictureMeans {
  /** Where files are kept, of this class alone; undefined where none is asked for. */
  readonly folder: string | undefined;
  /** The output folder, where a build may have left files. */
  readonly built: string;
}

/** Pictures of which the header is read; their files are made when a browser asks for one, and kept in a folder. */
export class AnnouncedPictures extends SomePictures<Announced> {
  /** By their addresses. */
  private readonly files = new Map<string, AnnouncedFile>();
  private readonly making = new Map<string, Promise<Uint8Array>>();

  constructor(private readonly announcing: AnnouncingMeans) {
    super(announcing);
  }

  async ready(uses: ReadonlyMap<string, PictureUse>): Promise<void> {
    await Promise.all(Array.from(uses, ([path, use]) => this.announce(path, use)));
  }

  /** A file of a picture that a page names. @throws if the picture cannot be read */
  async onRequest(url: string): Promise<Uint8Array | undefined> {
    const { folder, built } = this.announcing;
    const announced = this.files.get(url);
    if (!announced || folder === undefined) return undefined;
    const kept = join(folder, `${hashOf(url)}${url.slice(url.lastIndexOf('.'))}`);
    // Its name tells one file of a picture from all others: whoever made it, it is this one.
    for (const file of [kept, join(built, url)]) {
      try {
        return readFileSync(file);
      } catch {
        // Nobody has made it.
      }
    }
    let making = this.making.get(url);
    if (!making) {
      making = this.make(announced, folder, kept).finally(() => this.making.delete(url));
      this.making.set(url, making);
    }
    return making;
  }

  private async make({ path, variant }: AnnouncedFile, folder: string, kept: string): Promise<Uint8Array> {
    const { inputs, run } = this.means;
    const { width, format } = variant;
    const [file, hash, settings] = [inputs.fileOf(path), inputs.hash(path), this.settings as PictureSettings];
    const bytes = await makeVariant({ file, hash, settings, width, format }, run);
    mkdirSync(folder, { recursive: true });
    replaceFile(kept, bytes);
    return bytes;
  }

  private async announce(path: string, asked: PictureUse): Promise<void> {
    const { inputs, run } = this.means;
    let hash = '';
    let use = asked;
    try {
      hash = inputs.hash(path);
      const known = this.pictures.get(path);
      const before = known?.hash === hash ? known.use : undefined;
      if (before && before.shown >= use.shown && (before.isCover || !use.isCover)) return;
      use = bothUses(use, before);
      const built = this.fromLastBuild(path);
      if (built && (!use.isCover || isShareable(built)))
        this.note(path, { ...built, hash, use: { ...use, shown: Number.POSITIVE_INFINITY } });
      else {
        const settings = this.settings as PictureSettings;
        const input = { path, file: inputs.fileOf(path), size: inputs.size(path), hash, ...use, named: path, settings };
        this.note(path, { key: hashOf(pictureKey(input), path), result: await announcePicture(input, run), hash, use });
      }
    } catch (error) {
      this.note(path, { key: '', result: { failure: { reason: (error as Error).message } }, hash, use });
    }
  }

  /** What the last build made of a picture that has not changed since. */
  private fromLastBuild(path: string): CachedPicture | undefined {
    const { inputs, last } = this.means;
    const built = pictureOf(this.before.get(path));
    if (!built || !last || !inputs.isUnchanged(path)) return undefined;
    const { widths, formats, quality, maxMegapixels } = last.config.images;
    const isSame = JSON.stringify({ widths, formats, quality, maxMegapixels }) === JSON.stringify(this.settings);
    return isSame ? built : undefined;
  }

  private note(path: string, known: Announced): void {
    this.pictures.set(path, known);
    if (!('picture' in known.result)) return;
    for (const variant of variantsOf(known.result.picture)) this.files.set(variant.url, { path, variant });
  }
}

/** Whether the last build made of a picture what a cover needs. */
function isShareable({ result }: CachedPicture): boolean {
  return 'picture' in result && sharedVariant(result.picture) !== undefined;
}
