// The addresses of Typecho: patterns in the option `routingTable`.

import type { Row } from './tables.js';

/** Patterns of addresses, with placeholders in brackets: `/archives/[cid:digital]/`. */
export interface Routes {
  readonly post: string;
  readonly page: string;
  readonly category: string;
  readonly tag: string;
}

const DEFAULTS: Routes = {
  post: '/archives/[cid:digital]/',
  page: '/[slug].html',
  category: '/category/[slug]/',
  tag: '/tag/[slug]/',
};

/** Reads the patterns. Versions before 1.3 write PHP's serialized form, later ones JSON. @see Typecho, "永久链接" */
export function routesIn(table: string | undefined): Routes {
  const found = Object.entries(DEFAULTS).map(([name, byDefault]) => {
    const php = new RegExp(`"${name}";a:\\d+:\\{s:3:"url";s:\\d+:"([^"]*)"`).exec(table ?? '')?.[1];
    const json = new RegExp(`"${name}":\\{"url":"([^"]*)"`).exec(table ?? '')?.[1]?.replaceAll('\\/', '/');
    return [name, php ?? json ?? byDefault] as const;
  });
  return Object.fromEntries(found) as unknown as Routes;
}

/** Returns the address of a text or term. @param values by the names of placeholders */
export function addressBy(pattern: string, values: Row): string {
  return pattern.replace(/\[(\w+)[^\]]*\]/g, (_all, name: string) => values[name] ?? '').replace(/\/{2,}/g, '/');
}

/** Returns a pattern in the words of the new site; undefined if it has other placeholders than name and date. */
export function sitePattern(pattern: string): string | undefined {
  const plain = pattern.replace(
    /\[(\w+)[^\]]*\]/g,
    (all, name: string) => ({ slug: ':title', year: ':year', month: ':month', day: ':day' })[name] ?? all,
  );
  return plain.includes('[') || !plain.includes(':title') ? undefined : plain;
}
