// Icons, made of the site's picture once.

import type { Outline } from '../../assemble/outline.js';
import { problem } from '../../base/diagnostics.js';
import { Unsettled } from '../../base/errors.js';
import { hashOf } from '../../base/hash.js';
import type { Artifact, ArtifactContext, ArtifactFacts } from '../../engine/artifact.js';
import { type RowTables, storedRow } from '../../engine/rows.js';
import { encoderVersion } from '../../picture/open.js';
import { PROBE } from '../../picture/tasks.js';
import type { Diagnostic } from '../../types.js';
import type { Run } from '../../work/task.js';
import { ICON } from './draw.js';
import { ICON_SIZES, type Icon } from './manifest.js';
import { iconSource } from './source.js';

/** An icon that a page names, and what it is made of. */
interface NamedIcon {
  readonly path: string;
  readonly size: number;
  readonly maxMegapixels: number;
}

export type IconMeans = Pick<ArtifactContext, 'inputs' | 'store'> & { readonly run: Run };

export class Icons implements Artifact {
  /** What is wrong with the picture that icons were last asked of. */
  private found: readonly Diagnostic[] = [];
  /** Those that were asked of last. */
  private known: readonly Icon[] = [];
  /** What they are made of. */
  private source = '';
  private readonly named = new Map<string, NamedIcon>();

  constructor(private readonly means: IconMeans) {}

  prepare = async ({ index, config }: Pick<Outline, 'index' | 'config'>): Promise<void> => {
    await this.of(index.files, config.images.maxMegapixels);
  };

  facts = (): ArtifactFacts => ({ made: this.known, inFrame: this.known.length > 0 });

  kept = async (key: string): Promise<Uint8Array | undefined> => {
    const named = this.named.get(key);
    return named && this.bytes(named);
  };

  problems = (): readonly Diagnostic[] => this.found;

  rows(): RowTables {
    return { icons: this.known.map(({ size, key }) => storedRow(String(size), key)) };
  }

  /** The icons of a site; none if it has no picture for them, or one that cannot be read. */
  async of(files: readonly string[], maxMegapixels: number): Promise<readonly Icon[]> {
    const path = iconSource(files);
    try {
      const hash = path === undefined ? '' : this.means.inputs.hash(path);
      const source = `${path} ${hash} ${maxMegapixels}`;
      if (source === this.source) return this.known;
      [this.source, this.found, this.known] = [source, [], []];
      if (path === undefined) return [];
      const icons = ICON_SIZES.map((size): Icon => ({ size, key: hashOf('icon', encoderVersion(), hash, String(size)) }));
      for (const { size, key } of icons) this.named.set(key, { path, size, maxMegapixels });
      await this.make(path, icons, maxMegapixels);
      this.known = icons;
      return icons;
    } catch (error) {
      if (error instanceof Unsettled) throw error;
      if (path === undefined) throw error;
      const why = `cannot make icons from ${path}: ${(error as Error).message}`;
      this.found = [problem(path, undefined, 'picture/unreadable', why)];
      this.known = [];
      return [];
    }
  }

  /** An icon that is not kept. */
  private async bytes({ path, size, maxMegapixels }: NamedIcon): Promise<Uint8Array> {
    const { inputs, run } = this.means;
    return run(ICON, { file: inputs.fileOf(path), size, maxMegapixels });
  }

  /** Makes those that are not kept; without a store, only looks whether they can be made. */
  private async make(path: string, icons: readonly Icon[], maxMegapixels: number): Promise<void> {
    const { inputs, run, store } = this.means;
    if (!store) {
      const probed = await run(PROBE, { file: inputs.fileOf(path), maxMegapixels });
      if (probed.kind === 'bad') throw new Error(probed.reason);
      return;
    }
    if (await store.hasAll(icons.map(({ key }) => key))) return;
    for (const { size, key } of icons) await store.put(key, await this.bytes({ path, size, maxMegapixels }));
    if (!inputs.isUnmodified(path)) throw new Unsettled(`${path} changed while it was read`, false);
  }
}
