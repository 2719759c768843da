// What must not be published, looked for in the files of a site that are not posts.

import { isActive } from '../../base/activeFiles.js';
import { isImageFile } from '../../base/inputFolders.js';
import { CONFIG_FILE } from '../../config/config.js';
import type { Artifact } from '../../engine/artifact.js';
import type { Inputs } from '../../engine/inputs.js';
import type { RowTables } from '../../engine/rows.js';
import type { Diagnostic } from '../../types.js';
import { isLookedThrough, leaksInFile } from './leaksInFile.js';

export class Leaks implements Artifact {
  private readonly known = new Map<string, { readonly hash: string; readonly problems: Promise<readonly Diagnostic[]> }>();

  /** @param before the problems of the last build */
  constructor(
    private readonly inputs: Inputs,
    private readonly before: readonly Diagnostic[] | undefined,
  ) {}

  /** The problems of all files. @param safe whether files that may be run are not published */
  problemsOfFiles = async (safe: boolean): Promise<Diagnostic[]> => {
    const { inputs } = this;
    // What is answered in the settings is not in the list of the last build.
    const before = inputs.isUnchanged(CONFIG_FILE) ? this.before?.filter(({ ruleId }) => ruleId.startsWith('leak/')) : undefined;
    const paths = inputs.paths.filter((path) => isLookedThrough(path) && !(safe && isActive(path)));
    const found = paths.map((path) =>
      before && inputs.isUnchanged(path) ? before.filter(({ file }) => file === path) : this.inFile(path),
    );
    return (await Promise.all(found)).flat();
  };

  /** The problems of files below images/ that are published because posts link to them. */
  problemsOfPublished = async (paths: readonly string[]): Promise<Diagnostic[]> => {
    const ofImages = paths.filter(isImageFile);
    return (await Promise.all(ofImages.map((path) => this.inFile(path)))).flat();
  };

  /** Files are looked through again where they have changed: the list of problems says what was found in the others. */
  rows = (): RowTables => ({});

  private inFile(path: string): Promise<readonly Diagnostic[]> {
    const { inputs } = this;
    const hash = this.hashOf(path);
    const known = this.known.get(path);
    if (known && known.hash === hash) return known.problems;
    const problems = leaksInFile(path, { size: inputs.size(path), open: () => inputs.open(path) });
    if (hash !== undefined) this.known.set(path, { hash, problems });
    return problems;
  }

  /** Undefined for a file that cannot be read, which has a problem of its own. */
  private hashOf(path: string): string | undefined {
    try {
      return this.inputs.hash(path);
    } catch {
      return undefined;
    }
  }
}
