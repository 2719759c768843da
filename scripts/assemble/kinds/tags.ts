// The index of tags.

import { hashOf } from '../../cache/hash.js';
import { TAGS_URL, tagUrl } from '../addresses.js';
import { commonValues } from '../common.js';
import type { Site } from '../site.js';
import { href } from '../urls.js';
import type { ValuesFor, VariableDocs } from '../variables.js';
import { wordsFor } from '../words/words.js';
import { kind } from './kind.js';

const VARIABLES = {
  title: { meaning: 'heading of the list' },
  tags: {
    meaning: 'all tags, most used first',
    list: true,
    fields: { title: { meaning: 'the tag' }, url: { meaning: 'its address' }, count: { meaning: 'number of posts' } },
  },
} as const satisfies VariableDocs;

type Input = readonly { readonly name: string; readonly count: number }[];

const counts = ({ outline }: Site): Input => outline.tags().map(({ name, posts }) => ({ name, count: posts.length }));

export const tags = kind<null, Input>({
  name: 'tags',
  template: 'tags',
  about: 'the index of tags',
  showsArticle: false,
  variables: VARIABLES,
  *addresses(outline) {
    if (outline.tags().length > 0) yield { url: TAGS_URL, data: null, yields: true, inSitemap: {} };
  },
  parts: {
    tags: { meaning: 'the tags', hash: (site) => hashOf(JSON.stringify(counts(site))) },
  },
  shows: () => [],
  input: counts,
  values: (frame, input) => {
    const { config } = frame;
    const title = wordsFor(config.language).tags;
    const own: ValuesFor<typeof VARIABLES> = {
      title,
      tags: input.map(({ name, count }) => ({ title: name, url: href(config.url, tagUrl(name)), count })),
    };
    return { ...commonValues(frame, { url: TAGS_URL, title, description: config.description, ogtype: 'website' }), ...own };
  },
});
