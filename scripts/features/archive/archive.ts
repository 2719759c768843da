// The archive: a page with all years, and a page for each year with all its posts.

import { commonValues } from '../../assemble/common.js';
import { type Entry, entryValues } from '../../assemble/entry.js';
import { kind } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { href } from '../../assemble/urls.js';
import { ENTRY, NEIGHBOUR, type ValuesFor, type VariableDocs } from '../../assemble/variables.js';
import { wordsFor } from '../../assemble/words/words.js';
import type { Year } from '../../assemble/years.js';
import { hashOf } from '../../base/hash.js';
import { archiveUrl } from './addresses.js';

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
    fields: { ...NEIGHBOUR, date: ENTRY.date, categories: ENTRY.categories },
  },
} as const satisfies VariableDocs;

interface ArchiveInput {
  readonly year?: string;
  readonly years: readonly { readonly name: string; readonly count: number }[];
  readonly posts: readonly Entry[];
}

const counts = ({ outline }: Site) => outline.years().map(({ year, posts }) => ({ name: year, count: posts.length }));

export const archive = kind<Year | undefined, ArchiveInput>({
  name: 'archive',
  template: 'archive',
  about: 'the list of all years, and the page of each',
  showsArticle: false,
  variables: VARIABLES,
  *addresses(outline) {
    if (outline.years().length > 0) yield { url: archiveUrl(), data: undefined, yields: true, indexed: {} };
    for (const year of outline.years()) yield { url: archiveUrl(year.year), data: year, indexed: {} };
  },
  parts: {
    years: { meaning: 'the years', hash: (site) => hashOf(JSON.stringify(counts(site))) },
    posts: { meaning: 'the posts of the year', hash: (site, year) => year && site.entriesHash(year.posts) },
  },
  shows: (_site, year) => year?.posts ?? [],
  input: (site, year) => ({
    ...(year && { year: year.year }),
    years: counts(site),
    posts: (year?.posts ?? []).map((post) => site.entry(post)),
  }),
  values: (frame, { year, years, posts }) => {
    const { config } = frame;
    const words = wordsFor(config.language);
    const own: ValuesFor<typeof VARIABLES> = {
      title: year ?? words.archive,
      years: years.map(({ name, count }) => ({
        title: name,
        url: href(config.url, archiveUrl(name)),
        count,
        current: name === year,
      })),
      posts: posts.map((entry) => {
        const { title, url, date, categories, lang, dir } = entryValues(frame, entry, config.language);
        return { title, url, date, categories, lang, dir };
      }),
    };
    const title = year === undefined ? words.archive : `${words.archive} · ${year}`;
    const facts = { url: archiveUrl(year), title, description: config.description, ogtype: 'website' } as const;
    return [own, ...commonValues(frame, facts)];
  },
});
