// Icons as an artifact: made once from `images/icon` and kept in the store.

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

/** An icon to make: its source and size. */
interface IconRequest {
  readonly path: string;
  readonly size: number;
  readonly maxMegapixels: number;
}

export type IconContext = Pick<ArtifactContext, 'inputs' | 'store'> & { readonly run: Run };

export class Icons implements Artifact {
  /** Problems of the present source. */
  private sourceProblems: readonly Diagnostic[] = [];
  /** Icons of the present source. */
  private current: readonly Icon[] = [];
  /** Path, hash and limits of the present source. */
  private source = '';
  /** Icons by key. */
  private readonly requests = new Map<string, IconRequest>();

  constructor(private readonly context: IconContext) {}

  prepare = async ({ index, config }: Pick<Outline, 'index' | 'config'>): Promise<void> => {
    await this.iconsFor(index.files, config.images.maxMegapixels);
  };

  facts = (): ArtifactFacts => ({ made: this.current, inFrame: this.current.length > 0 });

  kept = async (key: string): Promise<Uint8Array | undefined> => {
    const request = this.requests.get(key);
    return request && this.bytes(request);
  };

  problems = (): readonly Diagnostic[] => this.sourceProblems;

  rows(): RowTables {
    return { icons: this.current.map(({ size, key }) => storedRow(String(size), key)) };
  }

  /** Returns the icons of a site; none if it has no `images/icon`, or one that cannot be read. */
  async iconsFor(files: readonly string[], maxMegapixels: number): Promise<readonly Icon[]> {
    const path = iconSource(files);
    try {
      const hash = path === undefined ? '' : this.context.inputs.hash(path);
      const source = `${path} ${hash} ${maxMegapixels}`;
      if (source === this.source) return this.current;
      [this.source, this.sourceProblems, this.current] = [source, [], []];
      if (path === undefined) return [];
      const icons = ICON_SIZES.map((size): Icon => ({ size, key: hashOf('icon', encoderVersion(), hash, String(size)) }));
      for (const { size, key } of icons) this.requests.set(key, { path, size, maxMegapixels });
      await this.make(path, icons, maxMegapixels);
      this.current = icons;
      return icons;
    } catch (error) {
      if (error instanceof Unsettled) throw error;
      if (path === undefined) throw error;
      const why = `cannot make icons from ${path}: ${(error as Error).message}`;
      this.sourceProblems = [problem(path, undefined, 'picture/unreadable', why)];
      this.current = [];
      return [];
    }
  }

  /** Draws an icon. */
  private async bytes({ path, size, maxMegapixels }: IconRequest): Promise<Uint8Array> {
    const { inputs, run } = this.context;
    return run(ICON, { file: inputs.fileOf(path), size, maxMegapixels });
  }

  /** Draws the icons that the store lacks. Without a store, only checks that the source can be read. */
  private async make(path: string, icons: readonly Icon[], maxMegapixels: number): Promise<void> {
    const { inputs, run, store } = this.context;
    if (!store) {
      const probed = await run(PROBE, { file: inputs.fileOf(path), maxMegapixels });
      if (probed.kind === 'refused') throw new Error(probed.reason);
      return;
    }
    if (await store.hasAll(icons.map(({ key }) => key))) return;
    for (const { size, key } of icons) await store.put(key, await this.bytes({ path, size, maxMegapixels }));
    if (!inputs.isUnmodified(path)) throw new Unsettled(`${path} changed while it was read`, false);
  }
}
