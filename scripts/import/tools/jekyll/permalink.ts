// Addresses of posts, pages and documents of collections as Jekyll makes them.

import { posix } from 'node:path';
import type { OldDate } from '../../oldDate.js';

export interface DocumentFacts {
  /** Name of the file without its date and extension. */
  readonly name: string;
  readonly slug: string | undefined;
  readonly date: OldDate | undefined;
  readonly categories: readonly string[];
  /** Path below the folder of the collection, without its extension. */
  readonly path: string;
  readonly collection: string;
}

/** @see Jekyll, "Permalinks", built-in formats */
const STYLES: { readonly [style: string]: string } = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  weekdate: '/:categories/:year/W:week/:short_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
};

/** Returns a text as a part of an address. @see Jekyll, "Liquid Filters", slugify */
export function jekyllSlug(text: string, mode: 'default' | 'pretty'): string {
  const other = mode === 'pretty' ? /[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu : /[^\p{M}\p{L}\p{Nd}]+/gu;
  const slug = text.replace(other, '-').replace(/^-|-$/g, '');
  return mode === 'pretty' ? slug : slug.toLowerCase();
}

const MONTHS = `January February March April May June July August September October November December`.split(' ');
const DAYS = `Sunday Monday Tuesday Wednesday Thursday Friday Saturday`.split(' ');

/** Returns the pattern of a style; any other text is a pattern itself. */
export const patternOf = (permalink: string): string => STYLES[permalink] ?? permalink;

/** Fills a pattern. @see Jekyll, "Permalinks", placeholders */
export function jekyllAddress(permalink: string, facts: DocumentFacts): string {
  const values = { ...valuesOf(facts), ...(facts.date && datesOf(facts.date)) };
  const filled = patternOf(permalink).replace(/:([a-z_]+)/g, (all, name: string) => {
    // The longest name wins: `:titles` is `:title` and an `s`.
    const key = Object.keys(values)
      .filter((each) => name.startsWith(each))
      .sort((a, b) => b.length - a.length)[0];
    return key === undefined ? all : values[key] + name.slice(key.length);
  });
  return cleaned(filled);
}

function valuesOf({ name, slug, categories, path, collection }: DocumentFacts): { readonly [name: string]: string } {
  const lower = [...new Set(categories.map((each) => each.toLowerCase()))];
  return {
    title: jekyllSlug(slug ?? name, 'pretty'),
    slug: jekyllSlug(slug ?? name, 'default'),
    name: jekyllSlug(name, 'default'),
    basename: name,
    categories: lower.join('/'),
    slugified_categories: lower.map((each) => jekyllSlug(each, 'default')).join('/'),
    path,
    collection,
    output_ext: '.html',
  };
}

function datesOf({ year, month, day, hour, minute, second }: OldDate): { readonly [name: string]: string } {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const dayOfYear = (date.getTime() - Date.UTC(Number(year), 0, 1)) / 86_400_000 + 1;
  const [long_month = '', long_day = ''] = [MONTHS[date.getUTCMonth()], DAYS[date.getUTCDay()]];
  return {
    ...{ year, month, day, hour, minute, second },
    ...{ i_month: String(Number(month)), i_day: String(Number(day)), short_year: year.slice(2) },
    ...{ y_day: String(dayOfYear).padStart(3, '0'), long_month, long_day },
    ...{ short_month: long_month.slice(0, 3), short_day: long_day.slice(0, 3) },
    week: weekOf(date),
    w_day: String(date.getUTCDay() || 7),
  };
}

/** Returns the week of a date. @see ISO 8601 */
function weekOf(date: Date): string {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * 86_400_000);
  const days = (thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000;
  return String(Math.floor(days / 7) + 1).padStart(2, '0');
}

/** Returns an address that begins with one `/`; that of an `index.html` is its folder's. */
export function cleaned(address: string): string {
  const path = posix.normalize(`/${address}`.replace(/\/{2,}/g, '/'));
  return path.replace(/\/index(?:\.html)?$/, '/');
}

/** Returns the address of a page: that of its file, in the form of the style of posts. @see Jekyll, "Permalinks", pages */
export function pageAddress(path: string, permalink: string): string {
  const stem = path.replace(/\.\w+$/, '');
  if (/(?:^|\/)index$/.test(stem)) return cleaned(stem);
  const pattern = patternOf(permalink);
  if (pattern.endsWith('/')) return cleaned(`${stem}/`);
  return cleaned(pattern.endsWith(':output_ext') || pattern.endsWith('.html') ? `${stem}.html` : stem);
}
