// Finds the counterparts of generated pages in other languages: `/en/archive.html` for `/archive.html`.

import type { Translation } from '../types.js';
import type { SiteAddress } from './siteAddress.js';

interface AddressIn {
  readonly address: Pick<SiteAddress<unknown>, 'url' | 'hasCounterpart'>;
  readonly edition: { readonly config: { readonly language: string; readonly prefix: string } };
}

/** Returns the counterparts of each page that has any, by its address. */
export function counterparts(pages: readonly AddressIn[]): ReadonlyMap<string, readonly Translation[]> {
  const groups = new Map<string, Translation[]>();
  for (const { address, edition } of pages) {
    const { language: lang, prefix } = edition.config;
    const { url, hasCounterpart } = address;
    if (!hasCounterpart || !url.startsWith(`${prefix}/`)) continue;
    const name = url.slice(prefix.length);
    const group = groups.get(name);
    if (group) group.push({ lang, url });
    else groups.set(name, [{ lang, url }]);
  }
  const found = new Map<string, readonly Translation[]>();
  for (const group of groups.values())
    if (group.length > 1)
      for (const { url } of group)
        found.set(
          url,
          group.filter((other) => other.url !== url),
        );
  return found;
}
