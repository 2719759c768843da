// What a text of an old blog can refer to.

/** Finds what a text refers to. References that lead nowhere stay as they are, so that the build reports them. */
export interface TextPlace {
  /** The dialect of the new text. */
  readonly dialect: string;
  /** Returns the address of a picture for the new text. @param written as the tag of the old tool has it */
  readonly picture: (written: string) => string;
  /** Returns the address of a file. */
  readonly file: (written: string) => string;
  /** Returns the address of a page or of anything else. */
  readonly link: (written: string) => string;
  /** Finds a page by the name that the old tool gives it. */
  readonly page: (name: string) => { readonly address: string; readonly title: string } | undefined;
  /** Returns the content of a text file of the old blog. */
  readonly textFile: (path: string) => string | undefined;
  /** Returns a template of the old site by its path, or of its theme. */
  readonly template: (path: string) => string | undefined;
}
