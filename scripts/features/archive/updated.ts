// The list of posts by date of their last update (front matter field `updated`). It exists if any post has such a date.

import { commonValues } from '../../assemble/common.js';
import { type Entry, entryValues } from '../../assemble/entry.js';
import { kind } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import { ENTRY, type ValuesFor, type VariableDocs } from '../../assemble/variables.js';
import { wordsFor } from '../../assemble/words/words.js';
import { hashOf } from '../../base/hash.js';
import { knownPart } from '../../base/text/civilDate.js';
import type { Source } from '../../types.js';
import { UPDATED_URL } from './addresses.js';

const VARIABLES = {
  title: { meaning: 'heading of the page' },
  posts: {
    meaning: 'posts with an update date, latest first',
    list: true,
    fields: { ...ENTRY, updated: { meaning: 'date of the last substantial change' } },
  },
} as const satisfies VariableDocs;

type UpdatedInput = readonly { readonly entry: Entry; readonly updated: string }[];

/** Returns posts with an update date, latest first; posts of the same day keep the order of lists. */
const changed = ({ posts }: Outline): readonly Source[] =>
  posts
    .filter(({ meta }) => meta.updated !== undefined)
    .toSorted((a, b) => ((a.meta.updated ?? '') < (b.meta.updated ?? '') ? 1 : a.meta.updated === b.meta.updated ? 0 : -1));

export const updated = kind<null, UpdatedInput>({
  name: 'updated',
  isPerLanguage: true,
  template: 'updated',
  about: 'posts by the day of their last change',
  showsArticle: false,
  variables: VARIABLES,
  *addresses(outline) {
    const [latest] = changed(outline);
    if (!latest) return;
    const indexed = { lastmod: latest.meta.updated };
    yield { url: outline.config.prefix + UPDATED_URL, data: null, yields: true, hasCounterpart: true, indexed };
  },
  parts: {
    posts: { meaning: 'the posts on it', hash: (site) => site.entriesHash(changed(site.outline)) },
    days: {
      meaning: 'the days of their changes',
      hash: ({ outline }) => hashOf(...changed(outline).map(({ meta }) => meta.updated ?? '')),
    },
  },
  shows: ({ outline }) => changed(outline),
  input: (site) => changed(site.outline).map((post) => ({ entry: site.entry(post), updated: post.meta.updated ?? '' })),
  values: (frame, input) => {
    const { config } = frame;
    const title = wordsFor(config.language, config).recentlyUpdated;
    const posts = input.map(({ entry, updated: day }) => ({
      ...entryValues(frame, entry, config.language),
      updated: knownPart(day),
    }));
    const own: ValuesFor<typeof VARIABLES> = { title, posts };
    const url = config.prefix + UPDATED_URL;
    return [own, ...commonValues(frame, { url, title, description: config.description, ogtype: 'website' })];
  },
});
