// The site's addresses, as far as rendering an article needs them.

import type { SiteUrl } from '../config/config.js';

export interface SiteUrls {
  /** The site's URL, followed by its other names. */
  readonly own: readonly SiteUrl[];
  /** Keeps pictures of other sites there, or downloads them. */
  readonly remote: 'keep' | 'localise';
}

/** An article's place: its file below `content/`, and its address. */
export interface ArticlePlace {
  readonly path: string;
  readonly url: string;
  /** Its language, if that is not the site's main one. */
  readonly edition?: string;
  /** Its path without the name of its language; absent if the path names none. */
  readonly unmarked?: string;
}
