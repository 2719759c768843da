// The type of `redirects` in site.yaml: old addresses that belong to no source file, such as those of another
// tool's tags and feeds.

import { isMap, type Node } from 'yaml';
import { aliasUrl, decode } from '../base/siteLookup.js';
import { type Type, text } from '../fields/fields.js';
import { parseUrl } from '../fields/webAddress.js';
import type { Place } from '../types.js';
import { alias } from './alias.js';

/** The target of a redirect. */
export interface RedirectTarget {
  /** A page or file of this site, decoded; undefined for another site. */
  readonly url?: string;
  /** `?query` and `#fragment` after it; the full address for another site. */
  readonly suffix: string;
}

export interface Redirect extends RedirectTarget {
  /** The old address, as returned by `aliasUrl`. */
  readonly from: string;
  /** Places of the old and the new address in site.yaml. */
  readonly place: Place;
  readonly targetPlace: Place;
}

/** Parses an address of this site or a web address; undefined for anything else. */
export function redirectTarget(written: string): RedirectTarget | undefined {
  if (!written.startsWith('/') || written.startsWith('//')) {
    const address = parseUrl(written);
    return address && { suffix: address.href };
  }
  const [path = ''] = written.split(/[?#]/, 1);
  const url = decode(path);
  return url === undefined ? undefined : { url: url.normalize('NFC'), suffix: encodeURI(written.slice(path.length)) };
}

/** `redirects:` in site.yaml. */
export const redirects: Type<readonly Redirect[]> = {
  name: 'mapping of old addresses to new ones',
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  read: (node, report, placeOf) => {
    if (!isMap(node)) {
      report('expected a mapping such as {/tags/x/: /tags/x.html}');
      return undefined;
    }
    return node.items.flatMap(({ key, value }): Redirect[] => {
      const from = alias.read(key as Node, (reason) => report(reason, key as Node), placeOf);
      const written = value ? text.read(value as Node, (reason) => report(reason, value as Node), placeOf) : undefined;
      if (from === undefined || written === undefined) return [];
      const target = redirectTarget(written.trim());
      if (target) return [{ from: aliasUrl(from), ...target, place: placeOf(key as Node), targetPlace: placeOf(value as Node) }];
      report(`${from}: expected an address of this site that begins with "/", or one that begins with https://`, value as Node);
      return [];
    });
  },
};
