// Files of templates/ that are published with the site.

/** A file of templates/ that is not a template. */
export interface Asset {
  /** Below templates/. */
  readonly path: string;
  /** Its path among the inputs. */
  readonly from: string;
  /** The hash of what is published. */
  readonly hash: string;
  /** What is published in its place: a stylesheet with the addresses of its pictures. */
  readonly text?: string;
}
