// A language of the interface: its words, and which language tags it is for.

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
  readonly related: string;
  readonly contents: string;
  readonly footnotes: string;
  readonly backToText: string;
  /** The heading of posts by the day of their last change. */
  readonly recentlyUpdated: string;
  readonly updated: string;
  readonly archive: string;
  readonly tags: string;
  readonly categories: string;
  readonly series: string;
  readonly license: string;
  readonly comments: string;
  readonly translations: string;
  readonly search: string;
  readonly searching: string;
  /** What is told where a search finds nothing. */
  readonly nothingFound: string;
  /** `#` becomes the number of results. */
  readonly foundSome: string;
  /** Comes before a number of results that may be larger. */
  readonly atLeast: string;
  readonly moreResults: string;
  /** What is told where the index of the search cannot be loaded. */
  readonly searchFailed: string;
  /** What is told where the browser runs no scripts. */
  readonly searchNeedsScript: string;
  /** What scrolls sideways, as it is called where one cannot see it. */
  readonly code: string;
  readonly table: string;
  readonly formula: string;
  readonly diagram: string;
  readonly copy: string;
  readonly copied: string;
  readonly notFound: string;
  readonly notFoundText: string;
  /** What stands before addresses like the one that was asked for. */
  readonly meant: string;
  readonly movedTo: string;
  readonly theme: string;
  readonly draft: string;
  readonly pinned: string;
  readonly noPosts: string;
  /** What stands between names. */
  readonly comma: string;
  /** What stands before what is named. */
  readonly colon: string;
}

/** Words of the pages that every site has; all others belong to a feature, which names them. */
export const CORE_WORDS = [
  'skip',
  'navigation',
  'footnotes',
  'backToText',
  'code',
  'table',
  'formula',
  'diagram',
  'copy',
  'copied',
  'theme',
  'comma',
  'colon',
] as const satisfies readonly (keyof PlainWords)[];

export interface Words extends PlainWords {
  /** The heading of the posts with a tag. */
  readonly tagged: (tag: string) => string;
  readonly pageOf: (page: number, pages: number) => string;
  readonly partOf: (part: number, parts: number) => string;
  readonly minutes: (minutes: number) => string;
}

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
  /** What pages say that the words are in. */
  readonly tag: string;
  /** Matches the language tags that get these words. */
  readonly tags: RegExp;
  readonly words: Words;
  readonly newSite: NewSite;
}
