// The interface of a feed format, and the data that all formats write.

import type { Frame } from '../../assemble/frame.js';

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

/** A part of a site with a feed of its own. */
export interface FeedPart {
  readonly name: string;
  /** Addresses of the feed and of the page that lists the same, decoded, without the prefix of the language. */
  readonly url: string;
  readonly page: string;
}

/** The content of a feed, independent of its format. */
export interface Feed {
  readonly frame: Frame;
  readonly items: readonly Item[];
  /** Time of the last change, RFC 3339; undefined if the feed has no posts. */
  readonly newest: string | undefined;
  /** The part of the site that the feed is about, such as a tag; absent for a feed of the whole site. */
  readonly part?: FeedPart;
}

export interface FeedFormat {
  /** Address of the site's feed, decoded, below the site's root; in another language, its prefix comes before it. */
  readonly url: string;
  readonly text: (feed: Feed) => string;
}
