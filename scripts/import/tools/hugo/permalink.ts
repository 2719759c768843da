// Addresses of pages as Hugo makes them.

import { posix } from 'node:path';
import { parseMoment } from '../../../base/text/civilDate.js';

/** What an address can be made of. */
export interface PageFacts {
  /** Folders below the content folder, those of the bundle not included. */
  readonly sections: readonly string[];
  /** Name of the file without its language and extension; of a bundle, that of its folder. */
  readonly name: string;
  readonly title: string;
  readonly slug: string | undefined;
  /** As written in the header. */
  readonly date: string | undefined;
}

export interface PathRules {
  readonly keepsCase: boolean;
  readonly isWithoutAccents: boolean;
}

/**
 * Returns a text as a part of an address: spaces become hyphens, signs that addresses should not have are left out.
 * @see Hugo, functions, `urls.URLize`
 */
export function hugoSlug(text: string, { keepsCase, isWithoutAccents }: PathRules): string {
  const plain = isWithoutAccents
    ? text
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .normalize('NFC')
    : text;
  const slug = plain
    .replace(/(?!\s)[^\p{L}\p{N}\p{M}./\\_#+~\-@]/gu, '')
    .trim()
    .replace(/\s*-\s*|\s+/g, (gap) => (gap.includes('-') ? gap.trim() : '-'));
  return keepsCase ? slug : slug.toLowerCase();
}

const MONTHS = `January February March April May June July August September October November December`.split(' ');
const DAYS = `Sunday Monday Tuesday Wednesday Thursday Friday Saturday`.split(' ');

/** Fills a pattern. @see Hugo, "Configure permalinks", tokens @returns undefined if a token has no value */
export function filled(pattern: string, facts: PageFacts, rules: PathRules): string | undefined {
  let isComplete = true;
  const address = pattern.replace(/:([a-z]+)(\[[^\]]*\])?/g, (_all, token: string, range?: string) => {
    const value = range ? sliced(facts.sections, range).join('/') : TOKENS[token]?.(facts);
    if (value === undefined) isComplete = false;
    return hugoSlug(value ?? '', rules);
  });
  return isComplete ? clean(address) : undefined;
}

/** Returns the folders that `[1:]`, `[:2]` or `[last]` names. */
function sliced(sections: readonly string[], range: string): readonly string[] {
  const [from = '', to] = range.slice(1, -1).split(':');
  const at = (written: string, otherwise: number) =>
    written === '' ? otherwise : written === 'last' ? sections.length - 1 : Number(written);
  return to === undefined
    ? sections.slice(at(from, 0), at(from, 0) + 1)
    : sections.slice(at(from, 0), to === 'last' ? sections.length - 1 : at(to, sections.length));
}

type Token = (facts: PageFacts) => string | undefined;

const moment = ({ date }: PageFacts): string | undefined => (date === undefined ? undefined : parseMoment(date)?.date);
const day = (facts: PageFacts): Date | undefined => {
  const date = moment(facts);
  return date === undefined || date.includes('-00') ? undefined : new Date(`${date}T00:00:00Z`);
};
const dayOfYear = (date: Date): number => (date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000 + 1;
const name: Token = (facts) => facts.name;
const slugElse =
  (otherwise: Token): Token =>
  (facts) =>
    facts.slug ?? otherwise(facts);
const title: Token = (facts) => facts.title;
const optional =
  (read: (date: Date) => string): Token =>
  (facts) => {
    const date = day(facts);
    return date && read(date);
  };

const TOKENS: { readonly [token: string]: Token } = {
  year: (facts) => moment(facts)?.slice(0, 4),
  month: (facts) => moment(facts)?.slice(5, 7),
  day: (facts) => moment(facts)?.slice(8, 10),
  monthname: optional((date) => MONTHS[date.getUTCMonth()] as string),
  weekday: optional((date) => String(date.getUTCDay())),
  weekdayname: optional((date) => DAYS[date.getUTCDay()] as string),
  yearday: optional((date) => String(dayOfYear(date))),
  section: ({ sections }) => sections[0] ?? '',
  sections: ({ sections }) => sections.join('/'),
  sectionslug: ({ sections }) => sections[0] ?? '',
  sectionslugs: ({ sections }) => sections.join('/'),
  title,
  slug: slugElse((facts) => facts.title || facts.name),
  slugorfilename: slugElse(name),
  slugorcontentbasename: slugElse(name),
  filename: name,
  contentbasename: name,
};

/** Returns an address that begins with one `/`; that of a name without extension is a folder. */
export function clean(address: string): string {
  const path = posix.normalize(`/${address}`.replace(/\/{2,}/g, '/'));
  return path.endsWith('/') || /\.(?:html?|xml|json|txt)$/i.test(path) ? path.replace(/\/index\.html$/, '/') : `${path}/`;
}

/** Returns the address of a folder as that of a file, as `uglyURLs` wants. */
export function asFile(address: string): string {
  return address === '/' || !address.endsWith('/') ? address : `${address.slice(0, -1)}.html`;
}

/** Returns a pattern of Hugo in the words of the new site; undefined if it has other tokens. */
export function newPattern(pattern: string | undefined, hasSlugs: boolean): string | undefined {
  if (pattern === undefined) return '/:sections/:name/';
  const known = pattern.replace(
    /:(title|slugorfilename|slugorcontentbasename|contentbasename|slug|filename)\b/g,
    (_all, token: string) => (token === 'title' || (token === 'slug' && !hasSlugs) ? ':post_title' : ':name'),
  );
  const isKnown =
    /:(?:post_title|name)\b/.test(known) && !/:(?!year|month|day|section|sections|post_title|name)[a-z]+|\[/.test(known);
  return isKnown ? clean(known) : undefined;
}
