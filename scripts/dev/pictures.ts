// Files of pictures, made when a browser asks for one, and kept until the picture is no longer shown.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildResult } from '../buildTypes.js';
import { hashOf } from '../cache/hash.js';
import { makeAsked } from '../picture/asked.js';
import { probe } from '../picture/encode.js';
import { variantsOf } from '../picture/picture.js';
import type { PictureSettings } from '../picture/plan.js';
import { inputFile } from '../read/files.js';

interface Announced {
  readonly path: string;
  readonly width: number;
}

export class AskedPictures {
  private announced: ReadonlyMap<string, Announced> = new Map();
  private settings: PictureSettings | undefined;
  private readonly making = new Map<string, Promise<Uint8Array>>();

  /** @param folder where files are kept, of this class alone */
  constructor(
    private readonly root: string,
    private readonly folder: string,
  ) {}

  /** Takes note of what a build announced; files that it did not are removed. */
  take({ last }: BuildResult): void {
    this.settings = last.site.config.images;
    this.announced = new Map(
      last.site.pictures.flatMap(([path, { made }]) =>
        'picture' in made ? variantsOf(made.picture).map(({ url, width }) => [url, { path, width }] as const) : [],
      ),
    );
    mkdirSync(this.folder, { recursive: true });
    const names = new Set([...this.announced.keys()].map(nameOf));
    for (const name of readdirSync(this.folder)) if (!names.has(name)) rmSync(join(this.folder, name), { force: true });
  }

  /**
   * The bytes of a file.
   * @param url decoded, below the site's root
   * @returns undefined for what no build announced
   * @throws where the picture cannot be read
   */
  async get(url: string): Promise<Uint8Array | undefined> {
    const announced = this.announced.get(url);
    if (!announced || !this.settings) return undefined;
    const kept = join(this.folder, nameOf(url));
    try {
      return readFileSync(kept);
    } catch {
      // It has not been asked for before.
    }
    const running = this.making.get(url);
    if (running) return running;
    const file = inputFile(this.root, announced.path);
    const made = makeAsked({ file, hash: url, settings: this.settings }, announced.width, probe);
    this.making.set(url, made);
    try {
      const bytes = await made;
      writeFileSync(kept, bytes);
      return bytes;
    } finally {
      this.making.delete(url);
    }
  }
}

function nameOf(url: string): string {
  return `${hashOf(url)}${url.slice(url.lastIndexOf('.'))}`;
}
