// `_headers`, which Netlify, Cloudflare Pages and others read: what a browser may keep for ever, and what a page may do.

import { output } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import type { HashedUrls } from '../../assemble/siteAddress.js';
import { hostRuleHref, href } from '../../assemble/urls.js';
import { hashOf } from '../../base/hash.js';
import type { Config } from '../../config/config.js';

/** A year, and no asking again: the name changes with the content. */
const FOR_EVER = 'public, max-age=31536000, immutable';

export const headers = output<null, Site>({
  name: 'headers',
  readsAll: true,
  *addresses() {
    yield { url: '/_headers', data: null, yields: true };
  },
  parts: { text: { meaning: 'what it says', hash: (site) => hashOf(textOf(site)) } },
  content: (site) => Buffer.from(textOf(site)),
});

/** The text of `_headers`. */
function textOf({ outline, facts }: Site): string {
  return headersText(outline.config, { policy: facts.policy(), hashed: facts.hashed(), preview: facts.frame.preview });
}

interface Headed {
  /** The Content-Security-Policy of all pages together. */
  readonly policy: string;
  /** Addresses of files whose names change with their content. */
  readonly hashed: readonly HashedUrls[];
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
      .map(({ start, rest }) => rule(`${hostRuleHref(url, start)}${rest}`, { 'Cache-Control': FOR_EVER })),
  ];
  return rules.join('\n');
}

function rule(address: string, headers: { readonly [name: string]: string }): string {
  return `${address}\n${Object.entries(headers)
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join('')}`;
}
