// How files other than pages are published: a picture among them loses its metadata, or is left out.

import { isTrustedDrawing } from '../base/activeFiles.js';
import { Unsettled } from '../base/errors.js';
import type { Store } from '../cache/store.js';
import type { Config } from '../config/config.js';
import { bytesOfClean } from '../picture/clean.js';
import { type CleanedFile, cleanFiles, cleaningProblems } from '../picture/cleanFiles.js';
import { CLEAN } from '../picture/tasks.js';
import type { Diagnostic } from '../types.js';
import type { Run } from '../work/task.js';
import type { Artifact } from './artifact.js';
import type { Inputs } from './inputs.js';
import type { RowTables } from './rows.js';

export interface CleaningMeans {
  readonly inputs: Inputs;
  readonly run: Run;
  /** Keeps what was encoded again; undefined where nothing is kept. */
  readonly store: Store | undefined;
  readonly last: RowTables | undefined;
}

export class CleanedFiles implements Artifact {
  private files: ReadonlyMap<string, CleanedFile>;

  constructor(private readonly means: CleaningMeans) {
    const rows = means.last?.cleaned ?? [];
    this.files = new Map(rows.map(({ id, key, value }) => [id, { key, ...JSON.parse(value) } as CleanedFile]));
  }

  /** Finds out what some files are published as; all others are forgotten. */
  async look(paths: Iterable<string>, { images: { maxMegapixels }, safe }: Config): Promise<void> {
    const { inputs, run, store } = this.means;
    const before = this.files;
    this.files = await cleanFiles(paths, {
      maxMegapixels,
      isTrusted: (path) => isTrustedDrawing(path, safe),
      fileOf: inputs.fileOf,
      hashOfFile: (path) => inputs.hash(path),
      lastResult: (path) => before.get(path),
      run,
      save: async (path, key, bytes) => {
        if (!store) return;
        this.mustBeStill(path);
        await store.put(key, bytes);
      },
    });
  }

  rows(): RowTables {
    const cleaned = Array.from(this.files, ([id, { key, ...file }]) => {
      const keys = file.kind === 'clean' && file.encoded ? [key] : [];
      return { id, by: '', key, keys, value: JSON.stringify(file) };
    });
    return { cleaned };
  }

  /** How a file loses its metadata, as a hash; undefined for one that is no picture. */
  readonly cleaningOf = (path: string): string | undefined => {
    const file = this.files.get(path);
    return file?.kind === 'clean' ? file.key : undefined;
  };

  readonly isRefused = (path: string): boolean => this.files.get(path)?.kind === 'refused';

  /** @param isTold whether the failure of a picture is told where it is shown */
  problemsOf(isTold: (path: string) => boolean, unreadable: Config['pictures']): Diagnostic[] {
    return cleaningProblems(this.files, isTold, unreadable);
  }

  /** The bytes of a file without its metadata; undefined for one that is published as it is. */
  async bytes(path: string, { images: { maxMegapixels }, safe }: Config): Promise<Uint8Array | undefined> {
    const { inputs, run, store } = this.means;
    const key = this.cleaningOf(path);
    const kept = key === undefined ? undefined : await store?.get(key);
    if (kept) return kept;
    if (store && key === undefined) return undefined;
    const cleaned = await run(CLEAN, { file: inputs.fileOf(path), maxMegapixels, isTrusted: isTrustedDrawing(path, safe) });
    if (store) this.mustBeStill(path);
    return cleaned.kind === 'copy' ? undefined : bytesOfClean(cleaned);
  }

  /** What was made of other bytes must not be kept under the hash of these. */
  private mustBeStill(path: string): void {
    if (!this.means.inputs.isStill(path)) throw new Unsettled(`${path} changed while it was read`, false);
  }
}
