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

/** An addition to `templates/style.css`. */
export interface AddedStyles {
  /** A stylesheet below templates/ that is published as a part of it, if there is such a file; empty for none. */
  readonly sheet: string;
  /** Rules that follow from settings. */
  readonly css: string;
  /** Present if lists show large covers, unless site.yaml says otherwise. */
  readonly covers?: 'large';
}
