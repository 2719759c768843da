// `redirects` in site.yaml: old addresses that no file makes, such as those of another tool's tags and feeds.

import { decode } from '../base/siteLookup.js';
import { parseUrl } from '../fields/webAddress.js';
import type { Place } from '../types.js';

/** Where a redirect leads. */
export interface RedirectTarget {
  /** A page or file of this site, decoded; undefined if it leads elsewhere. */
  readonly url?: string;
  /** `?query` and `#fragment` after it; the whole address if it leads elsewhere. */
  readonly suffix: string;
}

export interface Redirect extends RedirectTarget {
  /** The old address, as `aliasUrl` gives it. */
  readonly from: string;
  /** Where the old address is in site.yaml, and the new one. */
  readonly place: Place;
  readonly targetPlace: Place;
}

/** Reads an address of this site or of the web; undefined for anything else. */
export function redirectTarget(written: string): RedirectTarget | undefined {
  if (!written.startsWith('/') || written.startsWith('//')) {
    const address = parseUrl(written);
    return address && { suffix: address.href };
  }
  const [path = ''] = written.split(/[?#]/, 1);
  const url = decode(path);
  return url === undefined ? undefined : { url: url.normalize('NFC'), suffix: encodeURI(written.slice(path.length)) };
}
