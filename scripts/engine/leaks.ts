// What must not be published, looked for in the files of a site that are not posts.

import { isActive } from '../base/activeFiles.js';
import { isImageFile } from '../base/inputFolders.js';
import { CONFIG_FILE } from '../config/config.js';
import { isLookedThrough, leaksInFile } from '../leaks/leaksInFile.js';
import type { Diagnostic } from '../types.js';
import type { Inputs } from './inputs.js';

export class Leaks {
  private readonly known = new Map<string, { readonly hash: string; readonly problems: Promise<readonly Diagnostic[]> }>();

  /** @param before the problems of the last build */
  constructor(
    private readonly inputs: Inputs,
    private readonly before: readonly Diagnostic[] | undefined,
  ) {}

  /** The problems of all files. @param safe whether files that may be run are not published */
  async inFiles(safe: boolean): Promise<Diagnostic[]> {
    const { inputs } = this;
    // What is answered in the settings is not in the list of the last build.
    const before = inputs.isUnchanged(CONFIG_FILE) ? this.before?.filter(({ ruleId }) => ruleId.startsWith('leak/')) : undefined;
    const paths = inputs.paths.filter((path) => isLookedThrough(path) && !(safe && isActive(path)));
    const found = paths.map((path) =>
      before && inputs.isUnchanged(path) ? before.filter(({ file }) => file === path) : this.inFile(path),
    );
    return (await Promise.all(found)).flat();
  }

  /** The problems of files below images/ that are published because posts link to them. */
  async inLinked(paths: readonly string[]): Promise<Diagnostic[]> {
    const ofImages = paths.filter(isImageFile);
    return (await Promise.all(ofImages.map((path) => this.inFile(path)))).flat();
  }

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
