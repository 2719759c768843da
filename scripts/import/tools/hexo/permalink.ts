// Addresses of posts as Hexo makes them.

import { createHash } from 'node:crypto';
import { posix } from 'node:path';

/** What an address can be made of. */
export interface PostFacts {
  /** Path below `source/_posts/` without its extension, or the `:title` part of `new_post_name`. */
  readonly slug: string;
  readonly title: string;
  /** Date and time in the time zone of the site. */
  readonly date: { readonly [part in 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second']: string };
  /** Seconds since 1970. */
  readonly timestamp: number;
  /** The address part of the innermost category. */
  readonly category: string;
  readonly fields: { readonly [field: string]: unknown };
}

/** Returns a text as a part of an address. @see hexo-util, `slugize` */
export function hexoSlug(text: string, transform: 0 | 1 | 2 = 0): string {
  const slug = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[\u0000-\u001f]/g, '')
    .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return transform === 1 ? slug.toLowerCase() : transform === 2 ? slug.toUpperCase() : slug;
}

const withoutZero = (digits: string): string => digits.replace(/^0/, '');

/** Fills a pattern. @see Hexo, "Permalinks" @returns a decoded address below the root of the site */
export function hexoAddress(pattern: string, facts: PostFacts): string {
  const { slug, title, date, category, timestamp, fields } = facts;
  const { year, month, day, hour, minute, second } = date;
  const days = (Date.UTC(+year, +month - 1, +day) - Date.UTC(+year, 0, 1)) / 86_400_000 + 1;
  const hash = createHash('sha1').update(`${slug}${timestamp}`).digest('hex').slice(0, 12);
  const values: { readonly [name: string]: string | undefined } = {
    ...{ title: slug, name: posix.basename(slug), post_title: hexoSlug(title, 1), hash, category },
    ...{ year, month, day, hour, minute, second, timestamp: String(timestamp) },
    ...{ i_month: withoutZero(month), i_day: withoutZero(day), y_day: String(days).padStart(3, '0') },
  };
  const filled = pattern.replace(/:([A-Za-z_]\w*)/g, (all, name: string) => {
    const value = values[name] ?? fields[name];
    return value === undefined || value === null ? all : String(value);
  });
  return addressOf(filled);
}

/** Returns an address that begins with one `/`; that of an `index.html` is its folder's. */
export function addressOf(path: string): string {
  return `/${path}`.replace(/\/{2,}/g, '/').replace(/\/index\.html?$/, '/');
}
