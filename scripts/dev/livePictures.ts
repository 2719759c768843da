// Pictures while a site is written: announced when a page shows them, and their files made when a browser asks for one. Where a
// build left a picture's files, those are shown.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownPictures } from '../assemble/site.js';
import { hashOf } from '../base/hash.js';
import { replaceFile } from '../base/inside.js';
import { sharedFile, variantsOf } from '../base/variants.js';
import type { Config, ImageSettings } from '../config/config.js';
import type { Inputs } from '../engine/inputs.js';
import { bothUses, type KnownPicture, type PictureUse } from '../picture/makePictures.js';
import { announcePicture, makeOnDemand } from '../picture/onDemand.js';
import { type PictureResult, pictureKey } from '../picture/picture.js';
import type { Picture, PictureRef, Variant } from '../types.js';
import type { Run } from '../work/task.js';

/** What the last build left of pictures. */
export interface StoredPictures {
  readonly config: Pick<Config, 'images'>;
  readonly pictures: readonly (readonly [path: string, KnownPicture])[];
}

interface Known extends KnownPicture {
  /** What it is known for: its bytes, and its use. */
  readonly hash: string;
  readonly use: PictureUse;
}

interface Announced {
  readonly path: string;
  readonly variant: Variant;
}

export class LivePictures implements KnownPictures {
  private readonly known = new Map<string, Known>();
  /** Files that pages name, by their addresses. */
  private readonly announced = new Map<string, Announced>();
  private readonly making = new Map<string, Promise<Uint8Array>>();
  private readonly stored: ReadonlyMap<string, KnownPicture>;
  private settings: ImageSettings | undefined;

  /**
   * @param folder where files are kept, of this class alone
   * @param built the output folder, where a build may have left files
   */
  constructor(
    private readonly inputs: Inputs,
    private readonly run: Run,
    private readonly places: { readonly folder: string; readonly built: string },
    private readonly last: StoredPictures | undefined,
  ) {
    this.stored = new Map(last?.pictures ?? []);
  }

  /** Takes the settings of site.yaml; called before anything is asked for. */
  use({ images }: Pick<Config, 'images'>): void {
    if (JSON.stringify(images) !== JSON.stringify(this.settings)) this.known.clear();
    this.settings = images;
  }

  /** Makes pictures ready to be shown. */
  async ready(uses: readonly PictureRef[]): Promise<void> {
    await Promise.all(uses.map(({ path, ...use }) => this.announce(path, use)));
  }

  readonly get = (path: string): Picture | undefined => {
    const result = this.result(path);
    return result && 'picture' in result ? result.picture : undefined;
  };

  readonly key = (path: string): string => this.known.get(path)?.key ?? '';

  /** What came of a picture; undefined for one that was not made ready. */
  readonly result = (path: string): PictureResult | undefined => this.known.get(path)?.made;

  /**
   * The bytes of a file.
   * @param url decoded, below the site's root
   * @returns undefined for what no page names
   * @throws if the picture cannot be read
   */
  async bytes(url: string): Promise<Uint8Array | undefined> {
    const announced = this.announced.get(url);
    if (!announced) return undefined;
    const kept = join(this.places.folder, `${hashOf(url)}${url.slice(url.lastIndexOf('.'))}`);
    // Its name tells one file of a picture from all others: whoever made it, it is this one.
    for (const file of [kept, join(this.places.built, url)]) {
      try {
        return readFileSync(file);
      } catch {
        // Nobody has made it.
      }
    }
    let making = this.making.get(url);
    if (!making) {
      making = this.make(announced, kept).finally(() => this.making.delete(url));
      this.making.set(url, making);
    }
    return making;
  }

  private async make({ path, variant: { width, format } }: Announced, kept: string): Promise<Uint8Array> {
    const [file, hash, settings] = [this.inputs.fileOf(path), this.inputs.hash(path), this.settings as ImageSettings];
    const bytes = await makeOnDemand({ file, hash, settings, width, format }, this.run);
    mkdirSync(this.places.folder, { recursive: true });
    replaceFile(kept, bytes);
    return bytes;
  }

  private async announce(path: string, asked: PictureUse): Promise<void> {
    let hash = '';
    let use = asked;
    try {
      hash = this.inputs.hash(path);
      const known = this.known.get(path);
      const before = known?.hash === hash ? known.use : undefined;
      if (before && before.shown >= use.shown && (before.isCover || !use.isCover)) return;
      use = bothUses(use, before);
      const built = this.fromLastBuild(path);
      if (built && (!use.isCover || isShareable(built)))
        this.note(path, { ...built, hash, use: { ...use, shown: Number.POSITIVE_INFINITY } });
      else {
        const { widths, formats, quality, maxMegapixels } = this.settings as ImageSettings;
        const settings = { widths, formats, quality, maxMegapixels };
        const file = this.inputs.fileOf(path);
        const input = { path, file, size: this.inputs.size(path), hash, ...use, named: path, settings };
        this.note(path, { key: hashOf(pictureKey(input), path), made: await announcePicture(input, this.run), hash, use });
      }
    } catch (error) {
      this.note(path, { key: '', made: { failure: { reason: (error as Error).message } }, hash, use });
    }
  }

  /** What the last build made of a picture that has not changed since. */
  private fromLastBuild(path: string): KnownPicture | undefined {
    const stored = this.stored.get(path);
    const isSame = JSON.stringify(this.last?.config.images) === JSON.stringify(this.settings);
    return stored && isSame && this.inputs.isUnchanged(path) ? stored : undefined;
  }

  private note(path: string, known: Known): void {
    this.known.set(path, known);
    if (!('picture' in known.made)) return;
    for (const variant of variantsOf(known.made.picture)) this.announced.set(variant.url, { path, variant });
  }
}

/** Whether the last build made of a picture what a cover needs. */
function isShareable({ made }: KnownPicture): boolean {
  return 'picture' in made && sharedFile(made.picture) !== undefined;
}
