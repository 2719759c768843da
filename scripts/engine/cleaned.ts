// Files that are published as they are, such as downloads. Pictures among them lose their metadata, or are left out if that is
// impossible.

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

export interface CleaningOptions {
  readonly inputs: Inputs;
  readonly run: Run;
  /** Stores re-encoded pictures; undefined if nothing is stored. */
  readonly store: Store | undefined;
  readonly last: RowTables | undefined;
}

export class CleanedFiles implements Artifact {
  private files: ReadonlyMap<string, CleanedFile>;

  constructor(private readonly options: CleaningOptions) {
    const rows = options.last?.cleaned ?? [];
    this.files = new Map(rows.map(({ id, key, value }) => [id, { key, ...JSON.parse(value) } as CleanedFile]));
  }

  /** Decides for each path how it is published, and forgets all other paths. */
  async inspect(paths: Iterable<string>, { images: { maxMegapixels }, safe }: Config): Promise<void> {
    const { inputs, run, store } = this.options;
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
        this.ensureUnmodified(path);
        await store.put(key, bytes);
      },
    });
  }

  rows(): RowTables {
    const cleaned = Array.from(this.files, ([id, { key, ...file }]) => {
      const keys = file.kind === 'clean' && file.encoded ? [key] : [];
      return { id, inputsHash: '', key, keys, value: JSON.stringify(file) };
    });
    return { cleaned };
  }

  /** Returns the hash of a file's cleaning; undefined for files that are not pictures. */
  readonly cleaningOf = (path: string): string | undefined => {
    const file = this.files.get(path);
    return file?.kind === 'clean' ? file.key : undefined;
  };

  readonly isRefused = (path: string): boolean => this.files.get(path)?.kind === 'refused';

  /** @param isReported true if the picture's failure is already reported where it is shown */
  problemsOf(isReported: (path: string) => boolean, unreadable: Config['pictures']): Diagnostic[] {
    return cleaningProblems(this.files, isReported, unreadable);
  }

  /** Returns a file's bytes without metadata; undefined if it is published as it is. */
  async bytes(path: string, { images: { maxMegapixels }, safe }: Config): Promise<Uint8Array | undefined> {
    const { inputs, run, store } = this.options;
    const key = this.cleaningOf(path);
    const kept = key === undefined ? undefined : await store?.get(key);
    if (kept) return kept;
    if (store && key === undefined) return undefined;
    const cleaned = await run(CLEAN, { file: inputs.fileOf(path), maxMegapixels, isTrusted: isTrustedDrawing(path, safe) });
    if (store) this.ensureUnmodified(path);
    return cleaned.kind === 'copy' ? undefined : bytesOfClean(cleaned);
  }

  /** Throws if the file has changed: the result of other bytes must not be stored under the hash of these. */
  private ensureUnmodified(path: string): void {
    if (!this.options.inputs.isUnmodified(path)) throw new Unsettled(`${path} changed while it was read`, false);
  }
}
