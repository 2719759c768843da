// `_redirects`: the redirects of a site in the format of Netlify, Cloudflare Pages and others. The hosts then answer old
// addresses with status 301 themselves.

import { output } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { hostRuleHref } from '../../assemble/urls.js';
import { hashOf } from '../../base/hash.js';
import { aliasUrl } from '../../base/siteLookup.js';

export const file = output<null, Site>({
  name: 'redirects',
  *addresses(site) {
    if (redirectsOf(site)) yield { url: '/_redirects', data: null, yields: true };
  },
  parts: { text: { meaning: 'what it says', hash: (site) => hashOf(redirectsOf(site)) } },
  content: (site) => Buffer.from(redirectsOf(site)),
});

/** Returns the text of `_redirects`; empty if there are no redirects. */
function redirectsOf({ outline }: Site): string {
  const { url } = outline.config;
  const line = (from: string, to: string) => `${hostRuleHref(url, from)} ${to} 301\n`;
  const ofSources = outline
    .sources()
    .flatMap((source) => source.meta.aliases.map((alias) => line(aliasUrl(alias), hostRuleHref(url, source.url))));
  const ofSettings = outline.config.redirects.map(({ from, url: to, suffix }) =>
    line(from, to === undefined ? suffix : hostRuleHref(url, to) + suffix),
  );
  return [...ofSources, ...ofSettings].join('');
}
