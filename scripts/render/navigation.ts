// Resolves the navigation of site.yaml, whose addresses are links like any other.

import { problem } from '../base/diagnostics.js';
import type { SiteLookup } from '../base/siteLookup.js';
import { CONFIG_FILE } from '../config/config.js';
import type { NavigationItem } from '../config/settingTypes.js';
import type { Diagnostic } from '../types.js';
import { resolveLink } from './links.js';
import type { SiteUrls } from './siteUrls.js';

/** Resolves the entries as links of a file at the root of `content/`. */
export function resolveNavigation(items: readonly NavigationItem[], lookup: SiteLookup, site: SiteUrls) {
  const problems: Diagnostic[] = [];
  const entries = items.map(({ title, url, place }) => {
    const target = resolveLink(url, { path: 'site.yaml', url: '/' }, lookup, site);
    if (target.kind === 'dead')
      problems.push(problem(CONFIG_FILE, place, 'link/dead', `no page or file at "${url}"`, { expected: target.expected }));
    return 'url' in target ? { title, url: target.url, suffix: target.suffix } : { title, url, suffix: '' };
  });
  return { entries, problems };
}
