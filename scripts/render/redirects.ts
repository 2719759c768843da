// Checks the redirects of site.yaml: each must lead to an existing page or file, at that page's own address.

import { problem } from '../base/diagnostics.js';
import type { SiteLookup } from '../base/siteLookup.js';
import { CONFIG_FILE } from '../config/config.js';
import type { Redirect } from '../config/redirects.js';
import type { Diagnostic } from '../types.js';
import { resolveLink } from './links.js';
import type { SiteUrls } from './siteUrls.js';

export function redirectProblems(redirects: readonly Redirect[], lookup: SiteLookup, site: SiteUrls): Diagnostic[] {
  const old = new Set(redirects.map(({ from }) => from));
  return redirects.flatMap(({ from, url, suffix, targetPlace }) => {
    const deadLink = (reason: string, expected: readonly string[], note?: string) =>
      problem(CONFIG_FILE, targetPlace, 'link/dead', `redirects: ${reason}`, { expected, ...(note && { note }) });
    const target = resolveLink(
      url === undefined ? suffix : encodeURI(url).replace(/[?#]/g, encodeURIComponent),
      { path: 'site.yaml', url: '/' },
      lookup,
      site,
    );
    if (target.kind === 'elsewhere') return [];
    if (target.kind === 'dead') return [deadLink(`no page or file at "${url ?? suffix}"`, target.expected, target.note)];
    if (url === undefined || (target.url === url && !old.has(url))) return [];
    const expected = old.has(target.url) || target.url === from ? [] : [target.url];
    return [deadLink(`"${url}" is not the address of a page itself`, expected, 'name the final page')];
  });
}
