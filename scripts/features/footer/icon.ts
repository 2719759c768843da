// Icons of sites as SVG: those of the table, and drawings of our own for links that belong to no site.

import { ICONS } from './icons.js';

const ENVELOPE = 'M2 5h20v14H2zm2 2v.5l8 5.2 8-5.2V7zm16 2.9-8 5.2-8-5.2V17h16z';

/** Returns the icon of a site; undefined if there is none. */
export function icon(site: string): string | undefined {
  const path = site === 'email' ? ENVELOPE : Object.hasOwn(ICONS, site) ? ICONS[site] : undefined;
  return (
    path && `<svg viewBox="0 0 24 24" width="20" height="20" fill="currentColor" aria-hidden="true"><path d="${path}"/></svg>`
  );
}
