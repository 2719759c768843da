// The archive: a page with all posts by year and month, and a page for each year. With many posts, the first page lists years only.

import { commonValues } from '../../assemble/common.js';
import { type Entry, entryValues } from '../../assemble/entry.js';
import type { Frame } from '../../assemble/frame.js';
import { kind } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { editionHref } from '../../assemble/urls.js';
import { ENTRY, NEIGHBOUR, type ValuesFor, type VariableDocs } from '../../assemble/variables.js';
import { wordsFor } from '../../assemble/words/words.js';
import type { Year } from '../../assemble/years.js';
import { hashOf } from '../../base/hash.js';
import type { Source } from '../../types.js';
import { archiveUrl } from './addresses.js';

/** Up to this many posts, one page lists all titles: about 100 kB, 20 kB compressed. */
const MAX_TITLES = 2000;

const POST = { ...NEIGHBOUR, date: ENTRY.date, categories: ENTRY.categories } as const;

const VARIABLES = {
  title: { meaning: 'heading of the page' },
  years: {
    meaning: 'all years, newest first',
    list: true,
    fields: {
      title: { meaning: 'the year' },
      url: { meaning: 'its address' },
      count: { meaning: 'number of posts' },
      current: { meaning: 'true on its own page' },
    },
  },
  posts: {
    meaning: 'posts of the year, newest first; empty on the page of all years',
    list: true,
    fields: POST,
  },
  groups: {
    meaning: 'on the page of all years, years with their posts by month, newest first; empty with more than 2,000 posts',
    list: true,
    fields: {
      title: { meaning: 'the year' },
      url: { meaning: 'its address' },
      count: { meaning: 'number of posts' },
      months: {
        meaning: 'its months, latest first',
        list: true,
        fields: {
          title: { meaning: 'name of the month; empty for posts of which only the year is known' },
          count: { meaning: 'number of posts' },
          posts: { meaning: 'its posts, newest first', list: true, fields: { ...POST, day: { meaning: 'day of the month' } } },
        },
      },
    },
  },
} as const satisfies VariableDocs;

interface ArchiveInput {
  readonly year?: string;
  readonly years: readonly { readonly name: string; readonly count: number }[];
  readonly posts: readonly Entry[];
}

/** Returns the posts on a page. */
function postsOn({ outline }: Site, year: Year | undefined): readonly Source[] {
  if (year) return year.posts;
  return outline.posts.length > MAX_TITLES ? [] : outline.years().flatMap(({ posts }) => posts);
}

const counts = ({ outline }: Site) => outline.years().map(({ year, posts }) => ({ name: year, count: posts.length }));

export const archive = kind<Year | undefined, ArchiveInput>({
  name: 'archive',
  isPerLanguage: true,
  template: 'archive',
  about: 'the list of all years, and the page of each year',
  showsArticle: false,
  variables: VARIABLES,
  *addresses(outline) {
    const { prefix } = outline.config;
    const all = { hasCounterpart: true, indexed: {} } as const;
    if (outline.years().length > 0) yield { url: prefix + archiveUrl(), data: undefined, yields: true, ...all };
    for (const year of outline.years()) yield { url: prefix + archiveUrl(year.year), data: year, ...all };
  },
  parts: {
    years: { meaning: 'the years', hash: (site) => hashOf(JSON.stringify(counts(site))) },
    posts: { meaning: 'the posts on it', hash: (site, year) => site.entriesHash(postsOn(site, year)) },
  },
  shows: postsOn,
  input: (site, year) => ({
    ...(year && { year: year.year }),
    years: counts(site),
    posts: postsOn(site, year).map((post) => site.entry(post)),
  }),
  values: (frame, { year, years, posts }) => {
    const { config } = frame;
    const words = wordsFor(config.language, config);
    const postOf = (entry: Entry) => {
      const { title, url, date, categories, lang, dir } = entryValues(frame, entry, config.language);
      return { title, url, date, categories, lang, dir };
    };
    const own: ValuesFor<typeof VARIABLES> = {
      title: year ?? words.archive,
      years: years.map(({ name, count }) => ({
        title: name,
        url: editionHref(config, archiveUrl(name)),
        count,
        current: name === year,
      })),
      posts: year === undefined ? [] : posts.map(postOf),
      groups: year === undefined ? groupsOf(posts, postOf, frame) : [],
    };
    const title = year === undefined ? words.archive : `${words.archive} · ${year}`;
    const facts = { url: config.prefix + archiveUrl(year), title, description: config.description, ogtype: 'website' } as const;
    return [own, ...commonValues(frame, { ...facts, sheets: ['archive'] })];
  },
});

/**
 * Groups posts by year and month.
 * @param entries newest first
 */
function groupsOf<Post>(entries: readonly Entry[], postOf: (entry: Entry) => Post, { config }: Frame) {
  const { month: monthName } = wordsFor(config.language, config);
  const years = groupBy(entries, ({ date = '' }) => date.slice(0, 4));
  return [...years].map(([year, ofYear]) => ({
    title: year,
    url: editionHref(config, archiveUrl(year)),
    count: ofYear.length,
    months: [...groupBy(ofYear, ({ date = '' }) => date.slice(5, 7))].map(([month, ofMonth]) => ({
      title: month === '00' ? '' : monthName(Number(month)),
      count: ofMonth.length,
      posts: ofMonth.map((entry) => ({ ...postOf(entry), day: dayOf(entry) })),
    })),
  }));
}

/** Returns the day of the month; empty if it is unknown. */
function dayOf({ date = '' }: Entry): string {
  const day = date.slice(8, 10);
  return day === '00' ? '' : String(Number(day));
}

/** Groups entries by a key, in the order in which the keys first occur. */
function groupBy(entries: readonly Entry[], keyOf: (entry: Entry) => string): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}
