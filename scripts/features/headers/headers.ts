// `_headers`, which Netlify, Cloudflare Pages and others read: what a browser may keep for ever, and what a page may do.

import { assetUrl, HEADERS_URL } from '../../assemble/addresses.js';
import { output } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { href, literal } from '../../assemble/urls.js';
import { hashOf } from '../../base/hash.js';
import type { Config } from '../../config/config.js';
import type { Picture } from '../../types.js';
import { files } from '../files/files.js';

/** A year, and no asking again: the name changes with the content. */
const FOR_EVER = 'public, max-age=31536000, immutable';

export const headers = output<null, Site>({
  name: 'headers',
  *addresses() {
    yield { url: HEADERS_URL, data: null, yields: true };
  },
  parts: { text: { meaning: 'what it says', hash: (site) => hashOf(textOf(site)) } },
  content: (site) => Buffer.from(textOf(site)),
});

/** The text of `_headers`. */
function textOf(site: Site): string {
  const { outline, facts } = site;
  const addresses = [...outline.pageAddresses, ...files.addresses(site)];
  const hashed = [
    ...facts.assets
      .map(assetUrl)
      .filter((url) => /^\/assets\/[^/]+$/.test(url))
      .map((start) => ({ start, rest: '' }) as const),
    ...(outline.postsWithPages().some(({ path }) => facts.cardOf(path)) ? [{ start: '/cards/', rest: '*' } as const] : []),
    ...hashedPictures(
      facts.shown(),
      addresses.some(({ url }) => url.startsWith('/images/')),
    ),
  ];
  return headersText(outline.config, { policy: facts.policy(), hashed, preview: facts.frame.preview });
}

/** Addresses with one beginning: the one that it is, or all. */
interface Addresses {
  readonly start: string;
  readonly rest: '' | '*';
}

interface Headed {
  /** The Content-Security-Policy of all pages together. */
  readonly policy: string;
  /** Addresses of files whose names change with their content. */
  readonly hashed: readonly Addresses[];
  /** Whether search engines are to pass by. */
  readonly preview: boolean;
}

/** Rules that Cloudflare Pages reads; what they would say of further files, browsers find out by asking. */
const MOST_RULES = 100;

/** The text of `_headers`. */
function headersText({ url }: Pick<Config, 'url'>, { policy, hashed, preview }: Headed): string {
  const rules = [
    rule(`${href(url, '/')}*`, {
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      ...(preview && { 'X-Robots-Tag': 'noindex' }),
    }),
    ...hashed
      .slice(0, MOST_RULES - 1)
      .map(({ start, rest }) => rule(`${literal(url, start)}${rest}`, { 'Cache-Control': FOR_EVER })),
  ];
  return rules.join('\n');
}

function rule(address: string, headers: { readonly [name: string]: string }): string {
  return `${address}\n${Object.entries(headers)
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join('')}`;
}

/**
 * Addresses of all files made of pictures: one pattern, or where other files are next to them, one for each picture.
 * @param isShared whether files whose names do not change are in `/images/`
 */
function hashedPictures(pictures: readonly Picture[], isShared: boolean): Addresses[] {
  if (pictures.length === 0) return [];
  if (!isShared) return [{ start: '/images/', rest: '*' }];
  const starts = new Set(pictures.map(({ fallback: { url } }) => url.replace(/-\d+\.\w+$/, '-')));
  return [...starts].sort().map((start) => ({ start, rest: '*' }));
}
