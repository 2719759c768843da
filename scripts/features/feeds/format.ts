// What a format of feeds is.

import type { Frame } from '../../assemble/frame.js';
import type { Term } from '../../assemble/taxonomies.js';

/** A post as feeds have it. */
export interface Item {
  /** What readers know it by, for ever. */
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

/** A feed, in any format. */
export interface Feed {
  readonly frame: Frame;
  readonly items: readonly Item[];
  /** When something last changed in it, RFC 3339; undefined if it has no posts. */
  readonly newest: string | undefined;
  /** The tag or other term whose posts it has; undefined for those of the site. */
  readonly term?: Term;
}

export interface FeedFormat {
  /** Its address, decoded, below the site's root. */
  readonly url: string;
  readonly text: (feed: Feed) => string;
}
