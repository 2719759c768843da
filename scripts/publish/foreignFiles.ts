// Files in the output folder that no build made. They are left alone, unless the writer passes `--adopt`.

import { plural, problem } from '../base/diagnostics.js';
import { PublishError } from '../base/errors.js';
import type { Survey } from '../cache/fileTable.js';
import type { Diagnostic } from '../types.js';
import { exists, isBelowFile, type SitePaths, spellingKey } from './sitePaths.js';

/** Maximum problems reported one by one. Of the rest, only the number is reported. */
const MAX_LISTED = 20;

/** Reasons why such a file is in the way of the site. */
const REASONS = {
  overwrite: 'no build wrote this file, and the site has a file of this name',
  below: 'no build wrote this file, and the site has a file where its folder is',
  folder: 'no build wrote this file, and the site has a folder of this name',
};

export class ForeignFiles {
  /**
   * @param out the output folder, an absolute path
   * @param shown its name in problems
   * @param survey of the files that builds made
   */
  constructor(
    private readonly out: string,
    private readonly shown: string,
    private readonly survey: Survey,
    public paths: readonly string[],
  ) {}

  /**
   * Checks that no file of the site needs the place of a foreign file.
   * @param adopts true to let the site overwrite them; overwritten files are no longer foreign
   * @throws PublishError with a problem for each file in the way
   */
  checkConflicts(site: SitePaths, adopts: boolean): void {
    const conflicting = this.conflicting(site);
    const problems = adopts ? [] : conflicting.map((path) => this.problemOf(path, 'overwrite'));
    for (const path of this.paths) {
      if (isBelowFile(path, site)) problems.push(this.problemOf(path, 'below'));
      else if (site.folders.has(path)) problems.push(this.problemOf(path, 'folder'));
    }
    if (problems.length > 0) throw new PublishError(this.limited(problems));
    const taken = new Set(conflicting);
    this.paths = this.paths.filter((path) => !taken.has(path));
  }

  /** Returns a warning about the files that are left alone. */
  problems(): Diagnostic[] {
    const { paths } = this;
    if (paths.length === 0) return [];
    const some = paths.slice(0, 3).join(', ') + (paths.length > 3 ? ` and ${paths.length - 3} more` : '');
    const note = 'move them to content/ to publish them, or delete them';
    return [problem(this.shown, undefined, 'publish/foreign', `files that no build wrote are left alone: ${some}`, { note })];
  }

  /**
   * Returns the foreign files at the path of a site file, including other spellings if the file system does not distinguish them.
   */
  private conflicting({ wanted }: SitePaths): string[] {
    const spellings = new Map([...wanted].map((path) => [spellingKey(path), path]));
    return this.paths.filter((path) => {
      if (wanted.has(path)) return true;
      const spelling = spellings.get(spellingKey(path));
      return spelling !== undefined && !this.survey.has(spelling) && exists(`${this.out}/${spelling}`);
    });
  }

  private problemOf(path: string, way: keyof typeof REASONS): Diagnostic {
    const note =
      way === 'overwrite'
        ? 'move it away (into content/, if it is to be published), build into another folder with --out, or pass --adopt to overwrite such files'
        : 'move it away (into content/, if it is to be published) or build into another folder with --out';
    return problem(`${this.shown}/${path}`, undefined, 'publish/overwrite', REASONS[way], { note });
  }

  private limited(problems: readonly Diagnostic[]): Diagnostic[] {
    const rest = problems.length - MAX_LISTED;
    if (rest <= 0) return [...problems];
    const reason = `${plural(rest, 'more file')} that no build wrote ${rest === 1 ? 'is' : 'are'} in the way`;
    return [...problems.slice(0, MAX_LISTED), problem(this.shown, undefined, 'publish/overwrite', reason)];
  }
}
