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
}
