// The types of foreign markup: a mark in a text, and a construct in the table.

/** A range in UTF-16 units of the file; the end is exclusive. */
export type Range = readonly [start: number, end: number];

/** A picture, file or page that a mark names. */
export interface Target {
  readonly kind: 'picture' | 'file' | 'page';
  readonly written: string;
}

/** An occurrence of another tool's markup in a text. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  /** The construct's name with an article: `a wikilink`. */
  readonly name: string;
  /** What to write instead. */
  readonly instead: string;
  /** What happens to it; by default, it is shown as text. */
  readonly outcome?: string;
  /** The ranges of its delimiters, without its words; by default, all of it. */
  readonly delimiters?: readonly Range[];
  readonly targets?: readonly Target[];
  /** What it means in an address: `{{ site.url }}` is empty there. */
  readonly address?: string;
  /** True for a note to the writer, which is on no page. */
  readonly isComment?: true;
  /** The rule that reports it; `markdown/foreign` by default. */
  readonly rule?: 'markdown/wide-brackets' | 'markdown/address-space';
  /** True for a part of another mark, such as an end tag, which is not reported. */
  readonly isPart?: true;
}

/** A text as constructs see it. */
export interface ForeignText {
  /** The file with code, formulas and comments masked by spaces. */
  readonly text: string;
  /** The unmasked file. */
  readonly written: string;
  /** True if the dialect reads a character as text, not as markup. */
  readonly isText: (offset: number) => boolean;
  /** True if an extension is on. */
  readonly has: (extension: string) => boolean;
  readonly isPandoc: boolean;
  /** Returns the name of the dialect with an extension: `gfm+mark`. */
  readonly dialectWith: (extension: string) => string;
}

/** A string or pattern that every text with a construct contains. */
export type Hint = string | RegExp;

export function isHinted(text: string, hint: Hint): boolean {
  return typeof hint === 'string' ? text.includes(hint) : hint.test(text);
}

/** A construct that a pattern finds. */
export interface Construct {
  /** Texts without one of these are not searched. */
  readonly hints: readonly Hint[];
  /** Has the flag `g`, and takes linear time. */
  readonly pattern: RegExp;
  /** True if it may also be in an address or in raw HTML. */
  readonly isAnywhere?: true;
  /** True if the construct is searched for in a dialect; it always is by default. */
  readonly when?: (text: ForeignText) => boolean;
  /** Returns the mark of a match; undefined if it is none after all. */
  readonly read: (
    match: RegExpExecArray,
    text: ForeignText,
  ) => (Omit<Mark, 'start' | 'end'> & Partial<Pick<Mark, 'start' | 'end'>>) | undefined;
}

/** A search for constructs whose marks depend on each other. */
export type Finder = { readonly hints: readonly Hint[]; readonly find: (text: ForeignText) => Iterable<Mark> };
