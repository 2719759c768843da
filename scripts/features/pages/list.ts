// The paginated list of all posts, newest first, and the values that it shares with the lists of tags and other terms.

import { listUrl } from '../../assemble/addresses.js';
import { commonValues, type PageFacts } from '../../assemble/common.js';
import { type Entry, entriesValues } from '../../assemble/entry.js';
import type { Frame } from '../../assemble/frame.js';
import { kind } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { editionHref } from '../../assemble/urls.js';
import { ENTRY, LINK, type ValuesFor, type VariableDocs } from '../../assemble/variables.js';
import { wordsFor } from '../../assemble/words/words.js';
import type { Layers } from '../../template/value.js';

export const LIST_VARIABLES = {
  title: { meaning: 'heading of the list' },
  posts: { meaning: 'posts of this page of the list, newest first', list: true, fields: ENTRY },
  pageof: { meaning: '“Page 2 of 36”' },
  newer: { meaning: 'address of the page with newer posts' },
  older: { meaning: 'address of the page with older posts' },
  above: { meaning: 'the terms that a category lies within, the outermost first', list: true, fields: LINK },
} as const satisfies VariableDocs;

/** A page of a list of posts. */
export interface ListPage {
  /** Number of the page, counted from 1, and number of pages. */
  readonly number: number;
  readonly count: number;
  readonly posts: readonly Entry[];
}

export const list = kind<number, ListPage>({
  name: 'list',
  isPerLanguage: true,
  template: 'list',
  about: 'one page of the list of all posts',
  showsArticle: false,
  variables: LIST_VARIABLES,
  *addresses(outline) {
    const pages = outline.pagesFor(outline.posts.length);
    for (let number = 1; number <= pages; number++)
      yield { url: outline.config.prefix + listUrl(number), data: number, ...counterpartOf(number), indexed: {} };
  },
  parts: {
    pages: {
      meaning: 'the number of pages',
      hash: ({ outline }, number) => `${number}/${outline.pagesFor(outline.posts.length)}`,
    },
    posts: { meaning: 'the posts on it', hash: (site, number) => site.entriesHash(postsOn(site, number)) },
  },
  shows: postsOn,
  input: (site, number) => ({
    number,
    count: site.outline.pagesFor(site.outline.posts.length),
    posts: postsOn(site, number).map((post) => site.entry(post)),
  }),
  values: (frame, input) =>
    listValues(frame, input, { heading: wordsFor(frame.config.language, frame.config).posts, urlOf: listUrl }),
});

function postsOn({ outline }: Site, number: number) {
  return outline.onPage(outline.listed(), number);
}

/** Only the first page of a list has a counterpart in another language: the others have other posts. */
export function counterpartOf(number: number): { readonly hasCounterpart?: true } {
  return number === 1 ? { hasCounterpart: true } : {};
}

/** The values in which lists differ. */
interface ListFacts extends Pick<PageFacts, 'feed'> {
  readonly heading: string;
  /** Returns the address of a page without the prefix of the language. */
  readonly urlOf: (page: number) => string;
  readonly above?: readonly { readonly title: string; readonly url: string }[];
}

/** Returns the template values of a page of a list. */
export function listValues(frame: Frame, { number, count, posts }: ListPage, list: ListFacts): Layers {
  const { config } = frame;
  const { heading, above = [], urlOf, ...facts } = list;
  const link = (page: number) => (page < 1 || page > count ? '' : editionHref(config, urlOf(page)));
  const pageof = wordsFor(config.language, config).pageOf(number, count);
  const own: ValuesFor<typeof LIST_VARIABLES> = {
    title: heading,
    posts: entriesValues(frame, posts, config.language),
    pageof,
    newer: link(number - 1),
    older: link(number + 1),
    above,
  };
  const title = number === 1 ? heading : `${heading} · ${pageof}`;
  const common = {
    url: config.prefix + urlOf(number),
    title,
    description: config.description,
    ogtype: 'website',
    ...facts,
  } as const;
  return [own, ...commonValues(frame, common)];
}
