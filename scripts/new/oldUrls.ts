// Reads the addresses of an older blog, or of the deployed site, from feeds and sitemaps.

import { gunzipSync } from 'node:zlib';
import { withoutIndex } from '../base/siteLookup.js';
import type { Config } from '../config/config.js';
import { readFeed } from './feed.js';

/** An address of an older site. */
export interface OldUrl {
  /** Decoded, below the site's root. */
  readonly url: string;
  /** The id of its feed entry. */
  readonly id?: string;
}

/** The content of a feed or a sitemap. */
export interface OldUrls {
  readonly urls: readonly OldUrl[];
  /** Number of addresses on other hosts. */
  readonly elsewhere: number;
  /** Addresses of the sitemaps in an index, as written. */
  readonly parts: readonly string[];
}

/** Parses a feed (RSS, Atom, JSON Feed), a sitemap, or a sitemap index. */
export function oldUrlsIn(text: string, site: SiteHosts): OldUrls {
  const { entries, pages, parts } = readFeed(text);
  const urls: OldUrl[] = [];
  let elsewhere = 0;
  for (const { address, id } of [...entries, ...pages.map((address) => ({ address, id: '' }))]) {
    const url = address === '' ? undefined : pathOn(address, site);
    if (url !== undefined) urls.push({ url, ...(id && { id }) });
    else if (address !== '') elsewhere++;
  }
  return { urls, elsewhere, parts };
}

/** Maximum size of a text in bytes, after decompression. The limit for sitemaps is 50 MB; feeds may be larger. */
export const MAX_BYTES = 200_000_000;

/** Decodes a feed or a sitemap, which may be compressed. @throws zlib's error if it is damaged or too large */
export function feedText(bytes: Buffer): string {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isPacked ? gunzipSync(bytes, { maxOutputLength: MAX_BYTES }) : bytes).toString('utf8').replace(/^\uFEFF/, '');
}

/** The hosts of a site. */
export type SiteHosts = Pick<Config, 'url' | 'aliases'>;

/** Returns the path of an address below the site's root; undefined if it is on another host. http and https are the same. */
export function pathOn(address: string, { url, aliases }: SiteHosts): string | undefined {
  try {
    const { host, pathname } = new URL(address, url.origin);
    const own = [url, ...aliases].find(({ origin }) => new URL(origin).host === host);
    const path = decodeURIComponent(pathname).normalize('NFC');
    return own && path.startsWith(`${own.base}/`) ? withoutIndex(path.slice(own.base.length)) : undefined;
  } catch {
    return undefined;
  }
}
