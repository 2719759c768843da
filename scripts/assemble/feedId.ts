// Ids of posts in feeds. Feed readers recognize a post by its id, so it must never change.

import { aliasUrl } from '../base/siteLookup.js';
import type { Source } from '../types.js';
import type { Outline } from './outline.js';
import { absolute } from './urls.js';

/**
 * Returns the id of a post in feeds: `guid` of its front matter, or the id first published at its address or an alias, or its
 * address.
 */
export function feedIdOf(outline: Outline, source: Source): string {
  const { guid, aliases } = source.meta;
  const own = [source.url, ...aliases.map(aliasUrl)].map((url) => outline.publishedAt(url)?.id).find((id) => id !== undefined);
  return guid ?? own ?? absolute(outline.config.url, source.url);
}
