// The addresses of an older blog, from its feeds and sitemap.

import type { Config } from '../config/config.js';

/** An address that an older site had. */
export interface OldUrl {
  /** Decoded, below the site's root. */
  readonly url: string;
  /** The id of its entry in a feed. */
  readonly id?: string;
}

const NAMED: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The addresses in a feed (RSS, Atom) or a sitemap, on the hosts of a site.
 * @returns those, and how many were of other hosts
 */
export function oldUrlsIn(
  xml: string,
  site: Pick<Config, 'url' | 'aliases'>,
): { readonly urls: OldUrl[]; readonly elsewhere: number } {
  const urls: OldUrl[] = [];
  let elsewhere = 0;
  for (const { address, id } of addressesIn(xml)) {
    const url = pathOn(address, site);
    if (url === undefined) elsewhere++;
    else urls.push({ url, ...(id && { id }) });
  }
  return { urls, elsewhere };
}

function addressesIn(xml: string): { readonly address: string; readonly id?: string }[] {
  const entries = [...elementsIn(xml, 'item'), ...elementsIn(xml, 'entry')].map((entry) => {
    const href = /<link\b(?=[^<>]*\bhref=["']([^"'<>]*)["'])(?![^<>]*\brel=["'](?!alternate))[^<>]*>/.exec(entry)?.[1];
    return { address: textOf(href ?? elementIn(entry, 'link')), id: textOf(elementIn(entry, 'guid') || elementIn(entry, 'id')) };
  });
  const pages = elementsIn(xml, 'url').map((page) => ({ address: textOf(elementIn(page, 'loc')) }));
  return [...entries, ...pages].filter(({ address }) => address);
}

/** The contents of all elements of a name. */
function* contentsIn(xml: string, name: string): Generator<string> {
  const end = `</${name}>`;
  let done = 0;
  for (const { index, 0: start } of xml.matchAll(new RegExp(`<${name}(?:\\s[^<>]*)?>`, 'g'))) {
    if (index < done) continue;
    const at = xml.indexOf(end, index);
    // Nor is there one after a later beginning.
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
      if (name !== undefined) return NAMED[name] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    })
    .trim();
}

/** The path of an address below the site's root, if it is on one of its hosts, by http or https. */
function pathOn(address: string, { url, aliases }: Pick<Config, 'url' | 'aliases'>): string | undefined {
  try {
    const { host, pathname } = new URL(address, url.origin);
    const own = [url, ...aliases].find(({ origin }) => new URL(origin).host === host);
    const path = decodeURIComponent(pathname).normalize('NFC');
    return own && path.startsWith(`${own.base}/`) ? path.slice(own.base.length) : undefined;
  } catch {
    return undefined;
  }
}
