// Runs the leak check on the files of a site that are not markdown. Files that have not changed keep the problems of the last
// build.

import { isActive } from '../../base/activeFiles.js';
import { isImageFile } from '../../base/inputFolders.js';
import { CONFIG_FILE } from '../../config/config.js';
import type { Artifact } from '../../engine/artifact.js';
import type { Inputs } from '../../engine/inputs.js';
import type { RowTables } from '../../engine/rows.js';
import type { Diagnostic } from '../../types.js';
import { isScanned, leaksInFile } from './leaksInFile.js';

export class Leaks implements Artifact {
  private readonly scanned = new Map<string, { readonly hash: string; readonly problems: Promise<readonly Diagnostic[]> }>();

  /** @param lastProblems the problems of the last build */
  constructor(
    private readonly inputs: Inputs,
    private readonly lastProblems: readonly Diagnostic[] | undefined,
  ) {}

  /** Returns the problems of all files. @param safe true if files that may contain scripts are not published */
  problemsOfFiles = async (safe: boolean): Promise<Diagnostic[]> => {
    const { inputs } = this;
    // The last build's problems lack those that site.yaml silences, so they cannot be reused after site.yaml has changed.
    const before = inputs.isUnchanged(CONFIG_FILE)
      ? this.lastProblems?.filter(({ ruleId }) => ruleId.startsWith('leak/'))
      : undefined;
    const paths = inputs.paths.filter((path) => isScanned(path) && !(safe && isActive(path)));
    const problems = paths.map((path) =>
      before && inputs.isUnchanged(path) ? before.filter(({ file }) => file === path) : this.problemsIn(path),
    );
    return (await Promise.all(problems)).flat();
  };

  /** Returns the problems of files in images/ that are published because posts link to them. */
  problemsOfPublished = async (paths: readonly string[]): Promise<Diagnostic[]> => {
    const ofImages = paths.filter(isImageFile);
    return (await Promise.all(ofImages.map((path) => this.problemsIn(path)))).flat();
  };

  /** Needs no rows: the record's list of problems has those of unchanged files. */
  rows = (): RowTables => ({});

  private problemsIn(path: string): Promise<readonly Diagnostic[]> {
    const { inputs } = this;
    const hash = this.hashOf(path);
    const scanned = this.scanned.get(path);
    if (scanned && scanned.hash === hash) return scanned.problems;
    const problems = leaksInFile(path, { size: inputs.size(path), open: () => inputs.open(path) });
    if (hash !== undefined) this.scanned.set(path, { hash, problems });
    return problems;
  }

  /** Returns undefined for a file that cannot be read; that is reported elsewhere. */
  private hashOf(path: string): string | undefined {
    try {
      return this.inputs.hash(path);
    } catch {
      return undefined;
    }
  }
}
