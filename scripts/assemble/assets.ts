// Files of templates/ that are published with the site.

/** A file of templates/ that is not a template. */
export interface Asset {
  /** Below templates/. */
  readonly path: string;
  /** Path of the input file. */
  readonly from: string;
  /** Hash of the published bytes. */
  readonly hash: string;
  /** Text published instead of the file's own: a stylesheet in which picture paths are replaced with addresses. */
  readonly text?: string;
}
