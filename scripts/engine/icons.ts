// Icons, made of the site's picture once.

import { ICON_SIZES, type Icon, iconSource } from '../assemble/icons.js';
import { problem } from '../base/diagnostics.js';
import { Unsettled } from '../base/errors.js';
import { hashOf } from '../base/hash.js';
import type { Store } from '../cache/store.js';
import { encoderVersion } from '../picture/encode.js';
import { ICON, PROBE } from '../picture/tasks.js';
import type { Diagnostic } from '../types.js';
import type { Run } from '../work/task.js';
import type { Artifact } from './artifact.js';
import type { Inputs } from './inputs.js';
import { keptRow, type RowTables } from './rows.js';

export interface IconMeans {
  readonly inputs: Inputs;
  readonly run: Run;
  /** Where they are kept; undefined where they are made when they are asked for. */
  readonly store: Store | undefined;
}

export class Icons implements Artifact {
  /** What is wrong with the picture that icons were last asked of. */
  problems: readonly Diagnostic[] = [];
  /** Those that were asked of last. */
  private known: readonly Icon[] = [];
  /** What they are made of. */
  private source = '';
  private readonly named = new Map<string, { readonly path: string; readonly size: number }>();

  constructor(private readonly means: IconMeans) {}

  rows(): RowTables {
    return { icons: this.known.map(({ size, key }) => keptRow(String(size), key)) };
  }

  /** The icons of a site; none if it has no picture for them, or one that cannot be read. */
  async of(files: readonly string[], maxMegapixels: number): Promise<readonly Icon[]> {
    const path = iconSource(files);
    try {
      const hash = path === undefined ? '' : this.means.inputs.hash(path);
      const source = `${path} ${hash} ${maxMegapixels}`;
      if (source === this.source) return this.known;
      [this.source, this.problems, this.known] = [source, [], []];
      if (path === undefined) return [];
      const icons = ICON_SIZES.map((size): Icon => ({ size, key: hashOf('icon', encoderVersion(), hash, String(size)) }));
      for (const { size, key } of icons) this.named.set(key, { path, size });
      await this.make(path, icons, maxMegapixels);
      this.known = icons;
      return icons;
    } catch (error) {
      if (error instanceof Unsettled) throw error;
      if (path === undefined) throw error;
      const why = `cannot make icons from ${path}: ${(error as Error).message}`;
      this.problems = [problem(path, undefined, 'picture/unreadable', why)];
      this.known = [];
      return [];
    }
  }

  /** An icon that is not kept. */
  async bytes(key: string, maxMegapixels: number): Promise<Uint8Array> {
    const { inputs, run } = this.means;
    const { path, size } = this.named.get(key) as { path: string; size: number };
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
    for (const { key } of icons) await store.put(key, await this.bytes(key, maxMegapixels));
    if (!inputs.isStill(path)) throw new Unsettled(`${path} changed while it was read`, false);
  }
}
