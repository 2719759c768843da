// Whether a rendered article still holds: each of its questions to the site index is asked again.

import type { SiteLookup } from '../base/siteLookup.js';
import type { Lookup } from '../types.js';
import { resolveFile } from './fileAddresses.js';
import { resolveLink } from './links.js';
import type { ArticlePlace, SiteUrls } from './siteUrls.js';

/**
 * The first look-up whose answer is another one now.
 * @param from the article's place
 * @returns undefined if all of them hold
 */
export function brokenLookup(
  lookups: readonly Lookup[],
  from: ArticlePlace,
  lookup: SiteLookup,
  site: SiteUrls,
): { readonly lookup: Lookup; readonly now: string } | undefined {
  for (const each of lookups) {
    const now = answerTo(each, from, lookup, site);
    if (now !== each.answer) return { lookup: each, now };
  }
  return undefined;
}

function answerTo({ ask, key }: Lookup, from: ArticlePlace, lookup: SiteLookup, site: SiteUrls): string {
  if (ask === 'name') return JSON.stringify(answerOfName(key, lookup));
  return JSON.stringify((ask === 'link' ? resolveLink : resolveFile)(key, from, lookup, site));
}

/** What plugins know about a name. */
export function answerOfName(name: string, lookup: SiteLookup): { readonly kind: string; readonly url?: string } {
  const found = lookup.named(name);
  return found ? { kind: 'named', url: found.value } : { kind: 'missing' };
}
