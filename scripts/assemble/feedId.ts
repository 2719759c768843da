// What the readers of feeds know a post by.

import { aliasUrl } from '../base/siteLookup.js';
import type { Source } from '../types.js';
import type { Outline } from './outline.js';
import { absolute } from './urls.js';

/** The id of a post in feeds: what its front matter says, else the first it had, here or at an old address; else its address. */
export function feedIdOf(outline: Outline, source: Source): string {
  const { guid, aliases } = source.meta;
  const own = [source.url, ...aliases.map(aliasUrl)].map((url) => outline.publishedAt(url)?.id).find((id) => id !== undefined);
  return guid ?? own ?? absolute(outline.config.url, source.url);
}
