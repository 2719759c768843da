// Permalinks: addresses that a post or a site chooses, `permalink: /:year/:month/:name/`, with the placeholders of Jekyll, Hexo, Hugo and
// WordPress.

import { isScalar } from 'yaml';
import { isTooLong } from '../base/fileNames.js';
import { staysInside } from '../base/inside.js';
import { decode } from '../base/siteLookup.js';
import { cut } from '../base/text/cut.js';
import { flagOf, type Type, text } from '../fields/fields.js';
import type { SiteUrl } from '../fields/webAddress.js';
import type { CivilDate, TimeOfDay } from '../types.js';

/** The values of placeholders for one text. */
export interface PermalinkFacts {
  /** File name without date and extension, or the `slug`. */
  readonly name: string;
  /** File name without extension. */
  readonly fileName: string;
  /** Folder below content/, without slashes at its ends. */
  readonly folder: string;
  readonly title: string;
  readonly date: CivilDate | undefined;
  readonly time: TimeOfDay | undefined;
  /** Categories, each as a path from the outermost one. */
  readonly categories: readonly (readonly string[])[];
  readonly lang: string | undefined;
  /** Other fields of the header: `:abbrlink`. */
  readonly fields: { readonly [name: string]: unknown };
}

type Placeholder = (facts: PermalinkFacts) => string | undefined;

const part =
  (from: number, to: number): Placeholder =>
  ({ date }) =>
    date?.slice(from, to);
const clock =
  (from: number): Placeholder =>
  ({ time }) =>
    time?.slice(from, from + 2) ?? '00';
const number =
  (digits: Placeholder): Placeholder =>
  (facts) =>
    digits(facts)?.replace(/^0(?=\d)/, '');
const year = part(0, 4);
const month = part(5, 7);
const day = part(8, 10);

function dayOfYear({ date }: PermalinkFacts): string | undefined {
  if (date === undefined || date.includes('-00')) return undefined;
  const days = (Date.parse(`${date}T00:00:00Z`) - Date.parse(`${date.slice(0, 4)}-01-01T00:00:00Z`)) / 86_400_000 + 1;
  return String(days).padStart(3, '0');
}

/** Returns a title as a part of an address. */
function slugOf(title: string): string {
  return title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

const name: Placeholder = (facts) => facts.name;
const titleSlug: Placeholder = ({ title }) => slugOf(title) || undefined;
const categories: Placeholder = ({ categories: [first = []] }) => first.map(slugOf).join('/');
const allCategories: Placeholder = ({ categories: all }) => all.flat().map(slugOf).join('/');

/** Placeholders by name. `:title` is the name of the file, as in Jekyll and Hexo. */
const PLACEHOLDERS: { readonly [name: string]: Placeholder } = {
  year,
  short_year: part(2, 4),
  month,
  i_month: number(month),
  day,
  i_day: number(day),
  y_day: dayOfYear,
  yearday: dayOfYear,
  hour: clock(0),
  minute: clock(3),
  second: clock(6),
  title: name,
  slug: name,
  name,
  basename: name,
  slugorfilename: name,
  slugorcontentbasename: name,
  contentbasename: name,
  filename: ({ fileName }) => fileName,
  post_title: titleSlug,
  slugified_title: titleSlug,
  category: categories,
  categories: allCategories,
  section: ({ folder }) => folder.split('/')[0],
  sections: ({ folder }) => folder,
  path: ({ folder, fileName }) => (folder ? `${folder}/${fileName}` : fileName),
  lang: ({ lang }) => lang ?? '',
  // WordPress
  monthnum: month,
  postname: name,
};

/** Jekyll's names for patterns. */
const STYLES: { readonly [style: string]: string } = {
  date: '/:categories/:year/:month/:day/:title.html',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title.html',
  none: '/:categories/:title.html',
};

const PLACEHOLDER = /:([a-z_]+)|%([a-z_]+)%/gi;

/** True for the name of a pattern, and for an address with placeholders. */
export function isPattern(permalink: string): boolean {
  return Object.hasOwn(STYLES, permalink) || (permalink.search(PLACEHOLDER) >= 0 && !/^[a-z]+:\/\//i.test(permalink));
}

/** True if a pattern has a placeholder for the language. */
export function hasLanguage(pattern: string): boolean {
  return [...pattern.matchAll(PLACEHOLDER)].some(([, a, b]) => (a ?? b) === 'lang');
}

/** An address, or a pattern for one. `false` is a marker (scripts/read/visibility.ts), not an address. */
export const permalink: Type<string | false> = {
  name: 'address or pattern',
  schema: { type: ['string', 'boolean'] },
  read: (node, report, placeOf) => {
    if (isScalar(node) && flagOf(node.value) === false) return false;
    const value = text.read(node, report, placeOf)?.trim();
    if (value === undefined || value === '') return undefined;
    const wrong = isPattern(value) || isFullAddress(value) ? undefined : mistakeIn(value);
    if (wrong) report(`"${cut(value, 60)}" ${wrong}`);
    return wrong ? undefined : value;
  },
};

/** A pattern for the addresses of all posts. */
export const permalinkPattern: Type<string> = {
  name: 'pattern',
  schema: { type: 'string' },
  read: (node, report, placeOf) => {
    const value = text.read(node, report, placeOf)?.trim();
    if (value === undefined) return undefined;
    const pattern = STYLES[value] ?? value;
    const names = [...pattern.matchAll(PLACEHOLDER)].map(([, a = '', b = '']) => a || b);
    const isDistinct = names.some((each) => !Object.hasOwn(PLACEHOLDERS, each) || /title|slug|name|path/.test(each));
    if (isDistinct) return pattern;
    const styles = Object.keys(STYLES).join(', ');
    report(`expected a pattern such as /:year/:month/:day/:name/, which tells posts apart, or one of ${styles}`);
    return undefined;
  },
};

function isFullAddress(value: string): boolean {
  return /^(?:https?:)?\/\//i.test(value);
}

function mistakeIn(value: string): string | undefined {
  const url = addressOf(value);
  if (/[?#]/.test(value)) return 'has a query or fragment, which no file can have';
  if (url === undefined || !staysInside(url.replace(/^\/|\/$/g, '') || 'index.html'))
    return 'is not a plain path; write /2020/01/name/';
  return isTooLong(`${url}index.html`) ? 'is too long for a file name' : undefined;
}

/** Returns a decoded address below the site's root. An address without an extension is a folder. */
function addressOf(value: string): string | undefined {
  const path = decode(value)
    ?.normalize('NFC')
    .replace(/\/{2,}/g, '/');
  if (path === undefined) return undefined;
  const url = path.startsWith('/') ? path : `/${path}`;
  return url.endsWith('/') || /\.[a-z0-9]+$/i.test(url) ? url.replace(/\/index\.html?$/, '/') : `${url}/`;
}

/** The reason why a permalink gives no address. */
export interface PermalinkMistake {
  readonly reason: string;
  /** True if it names another page, of another site or of this one; the file then keeps its own address. */
  readonly isElsewhere?: true;
}

const HOME: PermalinkMistake = { reason: 'it is the address of the home page', isElsewhere: true };

/**
 * Returns the address that a permalink gives.
 * @param site the site's address; full addresses must begin with it
 */
export function permalinkAddress(pattern: string, facts: PermalinkFacts, site: SiteUrl | undefined): string | PermalinkMistake {
  const filled = isFullAddress(pattern) ? ownPath(pattern, site) : fillPattern(pattern, facts);
  if (typeof filled !== 'string') return filled;
  const url = addressOf(filled);
  // Checked before and after decoding: encoded characters may lead out of the site.
  if (url === '/') return HOME;
  const wrong = url === undefined ? 'is not a path' : (mistakeIn(filled) ?? mistakeIn(url));
  return url === undefined || wrong ? { reason: `${filled} ${wrong}` } : url;
}

/** Returns the path of a full address, relative to the site's. */
function ownPath(address: string, site: SiteUrl | undefined): string | PermalinkMistake {
  const start = site && `${site.origin}${site.base}`.replace(/^https?:/, '');
  const rest = address.replace(/^https?:/i, '');
  const isOwn = start !== undefined && (rest === start || rest.startsWith(`${start}/`));
  return isOwn ? rest.slice(start.length) || '/' : { reason: 'it is an address of another site', isElsewhere: true };
}

/** Returns the front matter fields that a pattern uses: `abbrlink` for `/posts/:abbrlink.html`. */
export function fieldsOfPattern(pattern: string): string[] {
  const names = [...pattern.matchAll(PLACEHOLDER)].map(([, a, b]) => a ?? b ?? '');
  return names.filter((name) => !Object.hasOwn(PLACEHOLDERS, name));
}

/** Replaces the placeholders of a pattern. */
function fillPattern(pattern: string, facts: PermalinkFacts): string | PermalinkMistake {
  const missing: string[] = [];
  const filled = (STYLES[pattern] ?? pattern).replace(PLACEHOLDER, (_all, a: string | undefined, b: string | undefined) => {
    const wanted = a ?? b ?? '';
    const value = valueFor(wanted, facts);
    if (value === undefined) missing.push(wanted);
    return value ?? '';
  });
  return missing.length > 0 ? { reason: `the file has no ${missing.join(', ')}` } : filled;
}

function valueFor(wanted: string, facts: PermalinkFacts): string | undefined {
  const placeholder = Object.hasOwn(PLACEHOLDERS, wanted) ? PLACEHOLDERS[wanted] : undefined;
  if (placeholder) return placeholder(facts);
  const value = Object.hasOwn(facts.fields, wanted) ? facts.fields[wanted] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
