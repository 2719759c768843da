// Files of templates/ that are published with the site.

/** A file of templates/ that is not a template. */
export interface Asset {
  /** Below templates/. */
  readonly path: string;
  /** Path of the input file. */
  readonly from: string;
  /** Hash of the published bytes. */
  readonly hash: string;
  /** Published instead of the file: a stylesheet with the addresses of its pictures. */
  readonly text?: string;
}
