// Reads the addresses of an older blog, or of the deployed site, from feeds and sitemaps.

import { gunzipSync } from 'node:zlib';
import { withoutIndex } from '../base/siteLookup.js';
import type { Config } from '../config/config.js';

/** An address of an older site. */
export interface OldUrl {
  /** Decoded, below the site's root. */
  readonly url: string;
  /** The id of its feed entry. */
  readonly id?: string;
}

/** XML's named character references. */
const ENTITIES: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

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
  const urls: OldUrl[] = [];
  let elsewhere = 0;
  const isJson = text.trimStart().startsWith('{');
  for (const { address, id } of isJson ? addressesInJson(text) : addressesInXml(text)) {
    const url = pathOn(address, site);
    if (url === undefined) elsewhere++;
    else urls.push({ url, ...(id && { id }) });
  }
  const parts = isJson ? [] : elementsIn(text, 'sitemap').map((part) => textOf(elementIn(part, 'loc')));
  return { urls, elsewhere, parts: parts.filter(Boolean) };
}

/** Maximum size of a text in bytes, after decompression. The limit for sitemaps is 50 MB; feeds may be larger. */
export const MAX_BYTES = 200_000_000;

/** Decodes a feed or a sitemap, which may be compressed. @throws zlib's error if it is damaged or too large */
export function feedText(bytes: Buffer): string {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isPacked ? gunzipSync(bytes, { maxOutputLength: MAX_BYTES }) : bytes).toString('utf8').replace(/^\uFEFF/, '');
}

interface FeedEntry {
  readonly address: string;
  readonly id?: string;
}

/** @see JSON Feed 1.1, "items" */
function addressesInJson(text: string): FeedEntry[] {
  try {
    const { items } = JSON.parse(text) as { readonly items?: unknown };
    return (Array.isArray(items) ? items : []).flatMap((item: { readonly url?: unknown; readonly id?: unknown } | null) => {
      const id = typeof item?.id === 'string' || typeof item?.id === 'number' ? String(item.id) : '';
      const address = typeof item?.url === 'string' ? item.url : /^https?:/.test(id) ? id : '';
      return address ? [{ address, id }] : [];
    });
  } catch {
    return [];
  }
}

function addressesInXml(xml: string): FeedEntry[] {
  const entries = [...elementsIn(xml, 'item'), ...elementsIn(xml, 'entry')].map((entry) => {
    const href = /<link\b(?=[^<>]*\bhref=["']([^"'<>]*)["'])(?![^<>]*\brel=["'](?!alternate))[^<>]*>/.exec(entry)?.[1];
    return { address: textOf(href ?? elementIn(entry, 'link')), id: textOf(elementIn(entry, 'guid') || elementIn(entry, 'id')) };
  });
  const pages = elementsIn(xml, 'url').map((page) => ({ address: textOf(elementIn(page, 'loc')) }));
  return [...entries, ...pages].filter(({ address }) => address);
}

/** Yields the contents of all elements of a name. */
function* contentsIn(xml: string, name: string): Generator<string> {
  const end = `</${name}>`;
  let done = 0;
  for (const { index, 0: start } of xml.matchAll(new RegExp(`<${name}(?:\\s[^<>]*)?>`, 'g'))) {
    if (index < done) continue;
    const at = xml.indexOf(end, index);
    // No later element can be closed either.
    if (at < 0) return;
    yield xml.slice(index + start.length, at);
    done = at;
  }
}

function elementsIn(xml: string, name: string): string[] {
  return [...contentsIn(xml, name)];
}

function elementIn(xml: string, name: string): string {
  return contentsIn(xml, name).next().value ?? '';
}

function textOf(xml: string): string {
  return xml
    .replace(/<!\[CDATA\[((?:(?!<!\[CDATA\[)[\s\S])*?)\]\]>/g, '$1')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    })
    .trim();
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
