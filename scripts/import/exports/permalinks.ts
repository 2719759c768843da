// Finds the pattern of a blog's addresses from the addresses themselves: an export does not say it.

import { decode } from '../../base/siteLookup.js';

/** A post with its address. */
export interface Addressed {
  readonly address: string;
  /** The last part of its file name, without the date. */
  readonly name: string;
  /** `2020-01-02 03:04:05` */
  readonly date: string;
}

/** Returns the pattern that most posts follow; undefined if none fits half of them. */
export function patternOf(posts: readonly Addressed[]): string | undefined {
  const counts = new Map<string, number>();
  for (const post of posts) {
    const pattern = templateOf(post);
    if (pattern !== undefined) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best !== undefined && best[1] * 2 > posts.length ? best[0] : undefined;
}

/** Returns an address with placeholders for the name and the date of its post: `/blog/:year/:month/:title/`. */
function templateOf({ address, name, date }: Addressed): string | undefined {
  const at = address.lastIndexOf(name);
  const [rest, end] = [address.slice(0, at), address.slice(at + name.length)];
  if (name === '' || at < 1 || !rest.endsWith('/') || !/^(?:\/|\.html?)?$/.test(end)) return undefined;
  const [year = '', month = '', day = ''] = date.slice(0, 10).split('-');
  const dated = rest
    .replace(`/${year}/${month}/${day}/`, '/:year/:month/:day/')
    .replace(`/${year}/${month}/`, '/:year/:month/')
    .replace(`/${year}/`, '/:year/');
  return `${dated}:title${end}`;
}

/** Returns the decoded path of an address below a site; undefined for an address elsewhere, and for one with a query. */
export function pathBelow(address: string, site: string | undefined): string | undefined {
  if (!URL.canParse(address)) return address.startsWith('/') && !address.includes('?') ? (decode(address) ?? address) : undefined;
  const { pathname, search, host } = new URL(address);
  if (search !== '' || (site !== undefined && URL.canParse(site) && bareHost(new URL(site).host) !== bareHost(host)))
    return undefined;
  const base = site !== undefined && URL.canParse(site) ? new URL(site).pathname.replace(/\/+$/, '') : '';
  if (base !== '' && pathname !== base && !pathname.startsWith(`${base}/`)) return undefined;
  const path = pathname.slice(base.length).replace(/\/{2,}/g, '/') || '/';
  return decode(path) ?? path;
}

const bareHost = (host: string): string => host.toLowerCase().replace(/^www\./, '');
