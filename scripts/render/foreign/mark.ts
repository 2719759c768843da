// Marks of other tools in a text, and what a construct of the table is.

/** From, and to after, in UTF-16 units of the file. */
export type Range = readonly [start: number, end: number];

/** A picture, file or page that a mark names. */
export interface Target {
  readonly kind: 'picture' | 'file' | 'page';
  readonly written: string;
}

/** A construct of another tool, as it is in a text. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  /** The construct's name, with its article: `a wikilink`. */
  readonly name: string;
  /** What works in its place. */
  readonly instead: string;
  /** What becomes of it; by default, it is shown as text. */
  readonly fate?: string;
  /** The parts that are signs rather than words; by default, all of it. */
  readonly signs?: readonly Range[];
  readonly targets?: readonly Target[];
  /** What it stands for within an address: `{{ site.url }}` is empty there. */
  readonly address?: string;
  /** It is a note to the writer: nothing of it is on the page. */
  readonly isComment?: true;
  /** The rule that reports it; by default `markdown/foreign`. */
  readonly rule?: 'markdown/wide-brackets' | 'markdown/address-space';
  /** It belongs to another mark, as an end tag does, and is not reported. */
  readonly isPart?: true;
}

/** What constructs may ask of a text. */
export interface ForeignText {
  /** The file, with blanks for code, formulas and comments. */
  readonly text: string;
  /** The same with all that is in it. */
  readonly written: string;
  /** Whether the dialect has read a character as text, rather than as a sign. */
  readonly isText: (offset: number) => boolean;
  /** Whether an extension is on. */
  readonly has: (extension: string) => boolean;
  readonly isPandoc: boolean;
  /** How the dialect is called with an extension: `gfm+mark`. */
  readonly with: (extension: string) => string;
}

/** What a text holds, or matches, that has a construct. */
export type Hint = string | RegExp;

export function isHinted(text: string, hint: Hint): boolean {
  return typeof hint === 'string' ? text.includes(hint) : hint.test(text);
}

/** A construct with a pattern. */
export interface Construct {
  /** Texts without one of these are not searched. */
  readonly hints: readonly Hint[];
  /** With the flag `g`; of linear time. */
  readonly pattern: RegExp;
  /** Whether it may be in an address or in raw HTML as well. */
  readonly isAnywhere?: true;
  /** Whether the dialect may leave it to be reported; by default it may. */
  readonly when?: (text: ForeignText) => boolean;
  /** @returns undefined if the match is no mark after all */
  readonly read: (
    match: RegExpExecArray,
    text: ForeignText,
  ) => (Omit<Mark, 'start' | 'end'> & Partial<Pick<Mark, 'start' | 'end'>>) | undefined;
}

/** A construct whose marks depend on each other. */
export type Finder = { readonly hints: readonly Hint[]; readonly find: (text: ForeignText) => Iterable<Mark> };
