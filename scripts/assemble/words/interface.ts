// Type of an interface language: its words, and the language tags it is for.

/** Words that templates get as `$words.…$`. */
export interface PlainWords {
  readonly skip: string;
  readonly navigation: string;
  readonly home: string;
  readonly posts: string;
  readonly allPosts: string;
  readonly latest: string;
  readonly newer: string;
  readonly older: string;
  /** Labels of the links to the posts before and after a post. */
  readonly previousPost: string;
  readonly nextPost: string;
  readonly related: string;
  readonly contents: string;
  /** Offers to go on where the reader left a post; a percentage follows. */
  readonly resume: string;
  readonly footnotes: string;
  readonly backToText: string;
  /** Headings in a list of books. */
  readonly booksReading: string;
  readonly booksRead: string;
  readonly booksWanted: string;
  /** Heading of the list of recently updated posts. */
  readonly recentlyUpdated: string;
  readonly updated: string;
  readonly archive: string;
  readonly tags: string;
  readonly categories: string;
  /** Short dated texts, and the heading of their page. */
  readonly notes: string;
  readonly series: string;
  readonly license: string;
  readonly comments: string;
  /** Stands where comments appear, until they do. */
  readonly commentsMissing: string;
  readonly translations: string;
  readonly search: string;
  readonly searching: string;
  /** Message if a search finds nothing. */
  readonly nothingFound: string;
  /** `#` becomes the number of results. */
  readonly foundSome: string;
  /** Comes before a number of results that may be larger. */
  readonly atLeast: string;
  readonly moreResults: string;
  /** Message if the search index cannot be loaded. */
  readonly searchFailed: string;
  /** Message if scripts are disabled. */
  readonly searchNeedsScript: string;
  /** Names of scrollable blocks, for screen readers. */
  readonly code: string;
  readonly table: string;
  readonly formula: string;
  readonly diagram: string;
  readonly copy: string;
  readonly copied: string;
  /** Buttons of a gallery. */
  readonly close: string;
  readonly nextPicture: string;
  readonly previousPicture: string;
  readonly notFound: string;
  readonly notFoundText: string;
  /** Precedes suggestions of similar addresses. */
  readonly meant: string;
  readonly movedTo: string;
  readonly theme: string;
  readonly draft: string;
  readonly pinned: string;
  readonly noPosts: string;
  /** Separates names. */
  readonly comma: string;
  /** Follows a label. */
  readonly colon: string;
}

/** Words of pages that every site has. All others are declared by the feature that uses them. */
export const CORE_WORDS = [
  'skip',
  'navigation',
  'footnotes',
  'backToText',
  'booksReading',
  'booksRead',
  'booksWanted',
  'code',
  'table',
  'formula',
  'diagram',
  'copy',
  'copied',
  'close',
  'nextPicture',
  'previousPicture',
  'theme',
  'comma',
  'colon',
] as const satisfies readonly (keyof PlainWords)[];

export interface Words extends PlainWords {
  /** Heading of the posts with a tag. */
  readonly tagged: (tag: string) => string;
  readonly pageOf: (page: number, pages: number) => string;
  readonly partOf: (part: number, parts: number) => string;
  readonly minutes: (minutes: number) => string;
  /** Name of a month, from 1 to 12. */
  readonly month: (month: number) => string;
}

/** The parameters of the words that have some, in order. */
export const PARAMETERS = {
  tagged: ['tag'],
  pageOf: ['page', 'pages'],
  partOf: ['part', 'parts'],
  minutes: ['minutes'],
  month: ['month'],
} as const satisfies { readonly [name in Exclude<keyof Words, keyof PlainWords>]: readonly string[] };

/** Texts of the files of a new site. */
export interface NewSite {
  /** Title of the first post. */
  readonly hello: string;
  /** The first post, as markdown. */
  readonly first: string;
  /** Alternative text of its picture. */
  readonly picture: string;
  /** Title of the page about the author. */
  readonly about: string;
  /** That page, as markdown. */
  readonly who: string;
}

export interface InterfaceLanguage {
  /** Language tag of the words, for `lang` attributes. */
  readonly tag: string;
  /** Matches the language tags of pages that use these words. */
  readonly tags: RegExp;
  readonly words: Words;
  readonly newSite: NewSite;
}
