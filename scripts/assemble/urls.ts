// Addresses as they are written into pages and feeds.

import { encodeUrl } from '../base/siteLookup.js';
import type { SiteUrl } from '../config/config.js';

/** For a page of the site: from the root of the host, with the base path. */
export function href(site: SiteUrl, url: string): string {
  return encodeUrl(site.base + url);
}

/** For feeds, the sitemap and metadata. */
export function absolute(site: SiteUrl, url: string): string {
  return site.origin + encodeUrl(site.base + url);
}

/** The decoded address below the site's root of an absolute one; undefined if that is not of the site. */
export function pathIn({ origin, base }: SiteUrl, written: string): string | undefined {
  try {
    const { origin: host, pathname } = new URL(written);
    const path = decodeURIComponent(pathname);
    return host === origin && path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
  } catch {
    return undefined;
  }
}

/** An address as hosts read it: `*` and `:name` in it stand for themselves. */
export function hostRuleHref(site: SiteUrl, address: string): string {
  return href(site, address).replaceAll('*', '%2A').replaceAll(':', '%3A');
}
