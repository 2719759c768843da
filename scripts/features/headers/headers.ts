// `_headers`: HTTP headers in the format of Netlify, Cloudflare Pages and others. Sets the Content-Security-Policy of all pages,
// and long caching of files whose names change with their content.

import { output } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import type { HashedUrls } from '../../assemble/siteAddress.js';
import { hostRuleHref, href } from '../../assemble/urls.js';
import { hashOf } from '../../base/hash.js';
import type { Config } from '../../config/config.js';

/** Cache for a year without revalidation. */
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

/** Returns the text of a site's `_headers`. */
function textOf({ outline, facts }: Site): string {
  return headersText(outline.config, { policy: facts.policy(), hashed: facts.hashed(), preview: facts.frame.preview });
}

interface HeaderFacts {
  /** Content-Security-Policy that suits all pages. */
  readonly policy: string;
  /** Addresses of files whose names change with their content. */
  readonly hashed: readonly HashedUrls[];
  /** True if search engines must not index the site. */
  readonly preview: boolean;
}

/** Maximum rules that Cloudflare Pages reads. Browsers revalidate the files of rules that are left out. */
const MAX_RULES = 100;

function headersText({ url }: Pick<Config, 'url'>, { policy, hashed, preview }: HeaderFacts): string {
  const rules = [
    rule(`${href(url, '/')}*`, {
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      ...(preview && { 'X-Robots-Tag': 'noindex' }),
    }),
    ...hashed
      .slice(0, MAX_RULES - 1)
      .map(({ start, rest }) => rule(`${hostRuleHref(url, start)}${rest}`, { 'Cache-Control': FOR_EVER })),
  ];
  return rules.join('\n');
}

function rule(address: string, headers: { readonly [name: string]: string }): string {
  return `${address}\n${Object.entries(headers)
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join('')}`;
}
