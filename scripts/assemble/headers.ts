// `_headers` and `_redirects`, which Netlify, Cloudflare Pages and others read: what a browser may keep for ever, what a page may
// do, and where old addresses lead.

import type { Config, SiteUrl } from '../config.js';
import { aliasUrl } from '../siteLookup.js';
import type { Picture, Source } from '../types.js';
import { href } from './urls.js';

export const HEADERS_URL = '/_headers';
export const REDIRECTS_URL = '/_redirects';

/** A year, and no asking again: the name changes with the content. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * The text of `_headers`.
 * @param policy the Content-Security-Policy of all pages together
 * @param hashed addresses of files whose names change with their content, patterns with `*` among them
 */
export function headersText({ url }: Pick<Config, 'url'>, policy: string, hashed: readonly string[]): string {
  const rules = [
    rule(url, '/*', {
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
    }),
    ...hashed.map((address) => rule(url, address, { 'Cache-Control': FOR_EVER })),
  ];
  return rules.join('\n');
}

function rule(site: SiteUrl, address: string, headers: { readonly [name: string]: string }): string {
  return `${href(site, address)}\n${Object.entries(headers)
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join('')}`;
}

/**
 * Addresses of all files made of pictures: one pattern, or where other files lie beside them, one for each picture.
 * @param isShared whether files whose names do not change lie in `/images/`
 */
export function hashedPictures(pictures: readonly Picture[], isShared: boolean): string[] {
  if (pictures.length === 0) return [];
  if (!isShared) return ['/images/*'];
  return [...new Set(pictures.map(({ fallback: { url } }) => url.replace(/-\d+\.\w+$/, '-*')))].sort();
}

/** The text of `_redirects`; empty where no page has old addresses. */
export function redirectsText({ url }: Pick<Config, 'url'>, sources: readonly Source[]): string {
  return sources
    .flatMap((source) => source.meta.aliases.map((alias) => `${href(url, aliasUrl(alias))} ${href(url, source.url)} 301\n`))
    .join('');
}
