// What rendering an article needs to know of the site, besides the look-ups.

import type { SiteUrl } from '../config/config.js';

export interface SiteUrls {
  /** The site's own address first, then its other names. */
  readonly own: readonly SiteUrl[];
  /** Whether pictures that are at other sites are fetched. */
  readonly remote: 'keep' | 'localise';
}

/** An article's place: its file below `content/`, and its address. */
export interface ArticlePlace {
  readonly path: string;
  readonly url: string;
}
