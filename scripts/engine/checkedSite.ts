// Input and type of the rules of `check`. These rules say what a careful editor would; builds do not run them.

import type { Outline } from '../assemble/outline.js';
import type { DataFile } from '../base/siteLookup.js';
import type { Diagnostic } from '../types.js';
import type { ReferringArticle } from './references.js';

/** A site whose articles are all rendered. */
export interface CheckedSite {
  readonly outline: Outline;
  /** Articles with references to pictures, files or other sites, or with code. */
  readonly referring: readonly ReferringArticle[];
  /** Pictures in use, from the site's folder. */
  readonly shown: ReadonlySet<string>;
  /** Files that features use, from the site's folder. */
  readonly usedFiles: readonly string[];
  /** The site's own files in templates/, from the site's folder. */
  readonly templates: readonly string[];
  /** Files of data/ that texts can show. */
  readonly data: readonly DataFile[];
  /** Returns the text of a file. */
  readonly textOf: (file: string) => string;
}

export type CheckRule = (site: CheckedSite) => Iterable<Diagnostic>;
