// The interface of a feed format, and the data that all formats write.

import type { Frame } from '../../assemble/frame.js';
import type { Term } from '../../assemble/taxonomies.js';

/** An entry of a feed. */
export interface Item {
  /** Permanent id by which feed readers recognise the entry. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly html: string;
  readonly summary: string;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  /** RFC 3339. */
  readonly published: string;
  readonly updated: string;
  readonly image?: string;
  readonly lang?: string;
}

/** The content of a feed, independent of its format. */
export interface Feed {
  readonly frame: Frame;
  readonly items: readonly Item[];
  /** Time of the last change, RFC 3339; undefined if the feed has no posts. */
  readonly newest: string | undefined;
  /** The tag or other term that the feed is about; undefined for a feed of the whole site. */
  readonly term?: Term;
}

export interface FeedFormat {
  /** Address of the site's feed, decoded, below the site's root; in another language, its prefix comes before it. */
  readonly url: string;
  readonly text: (feed: Feed) => string;
}
