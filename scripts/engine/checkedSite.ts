// What a rule of `check` is given: a rule says what a careful editor would say, which a build does not.

import type { Outline } from '../assemble/outline.js';
import type { Diagnostic } from '../types.js';
import type { Referring } from './references.js';

/** What is known of a site when all of it has been read. */
export interface CheckedSite {
  readonly outline: Outline;
  /** Articles that refer to pictures, files or other sites, or hold code. */
  readonly referring: readonly Referring[];
  /** Pictures that something shows, from the root of the site. */
  readonly shown: ReadonlySet<string>;
  /** Files that features make something of, from the root of the site. */
  readonly usedFiles: readonly string[];
  /** The text of a file of the site. */
  readonly textOf: (file: string) => string;
}

export type CheckRule = (site: CheckedSite) => Iterable<Diagnostic>;
