// Whether a rendered article still holds: each of its questions to the site index is asked again.

import type { SiteLookup } from '../siteLookup.js';
import type { Lookup } from '../types.js';
import { resolveFile } from './files.js';
import { resolveLink } from './links.js';
import type { ArticlePlace, SiteUrls } from './site.js';

/**
 * The first look-up whose answer is another one now.
 * @param from the article's place
 * @returns undefined where all of them hold
 */
export function brokenLookup(
  lookups: readonly Lookup[],
  from: ArticlePlace,
  lookup: SiteLookup,
  site: SiteUrls,
): { readonly lookup: Lookup; readonly now: string } | undefined {
  for (const each of lookups) {
    const resolve = each.ask === 'link' ? resolveLink : resolveFile;
    const now = JSON.stringify(resolve(each.key, from, lookup, site));
    if (now !== each.answer) return { lookup: each, now };
  }
  return undefined;
}
