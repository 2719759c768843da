// Writes addresses for pages, feeds and host rules.

import { encodeUrl } from '../base/siteLookup.js';
import type { Config, SiteUrl } from '../config/config.js';

/** Returns an address for a page: from the root of the host, with the base path. */
export function href(site: SiteUrl, url: string): string {
  return encodeUrl(site.base + url);
}

/** Settings that the addresses of generated pages in a language depend on. */
type Edition = Pick<Config, 'url' | 'prefix'>;

/** Returns an address for a page, within the language of the settings: `/en/posts.html` for `/posts.html`. */
export function editionHref({ url: site, prefix }: Edition, url: string): string {
  return href(site, prefix + url);
}

/** Returns an absolute address within the language of the settings. */
export function editionAbsolute({ url: site, prefix }: Edition, url: string): string {
  return absolute(site, prefix + url);
}

/** Returns an absolute address, for feeds, the sitemap and metadata. */
export function absolute(site: SiteUrl, url: string): string {
  return site.origin + encodeUrl(site.base + url);
}

/** Returns the decoded address below the site's root for an absolute one; undefined if it is not on the site. */
export function pathIn({ origin, base }: SiteUrl, written: string): string | undefined {
  try {
    const { origin: host, pathname } = new URL(written);
    const path = decodeURIComponent(pathname);
    return host === origin && path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns an address for `_headers` and `_redirects`, where hosts give `*` and `:name` a meaning: these are encoded. */
export function hostRuleHref(site: SiteUrl, address: string): string {
  return href(site, address).replaceAll('*', '%2A').replaceAll(':', '%3A');
}
