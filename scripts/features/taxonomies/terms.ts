// The index of a taxonomy: a page with all its terms, such as all tags.

import { termsUrl, termUrl } from '../../assemble/addresses.js';
import { commonValues } from '../../assemble/common.js';
import { kind } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { type Taxonomy, type TermPath, taxonomyTitle } from '../../assemble/taxonomies.js';
import { editionHref } from '../../assemble/urls.js';
import type { ValuesFor, VariableDocs } from '../../assemble/variables.js';
import { hashOf } from '../../base/hash.js';

const VARIABLES = {
  title: { meaning: 'heading of the list' },
  tags: {
    meaning: 'all tags or other terms, most used first; each is followed by those within it',
    list: true,
    fields: {
      title: { meaning: 'the tag' },
      url: { meaning: 'its address' },
      count: { meaning: 'number of posts' },
      depth: { meaning: 'how deep it is nested; empty at the top' },
    },
  },
  taxonomy: { meaning: '`tags`, `categories` or the field of another taxonomy' },
} as const satisfies VariableDocs;

interface TermsInput {
  readonly taxonomy: Taxonomy;
  readonly terms: readonly { readonly path: TermPath; readonly count: number }[];
}

const inputOf = ({ outline }: Site, taxonomy: Taxonomy): TermsInput => ({
  taxonomy,
  terms: outline.terms(taxonomy).map(({ path, posts }) => ({ path, count: posts.length })),
});

export const terms = kind<Taxonomy, TermsInput>({
  name: 'tags',
  isPerLanguage: true,
  template: 'tags',
  about: 'the index of tags, of categories, or of another taxonomy',
  showsArticle: false,
  variables: VARIABLES,
  *addresses(outline) {
    for (const taxonomy of outline.taxonomies())
      if (outline.terms(taxonomy).length > 0) {
        const url = outline.config.prefix + termsUrl(taxonomy.field);
        yield { url, data: taxonomy, yields: true, hasCounterpart: true, indexed: {} };
      }
  },
  parts: {
    tags: { meaning: 'the tags', hash: (site, taxonomy) => hashOf(JSON.stringify(inputOf(site, taxonomy))) },
  },
  shows: () => [],
  input: inputOf,
  values: (frame, { taxonomy, terms: all }) => {
    const { config } = frame;
    const { field } = taxonomy;
    const title = taxonomyTitle(taxonomy, config);
    const own: ValuesFor<typeof VARIABLES> = {
      title,
      tags: all.map(({ path, count }) => ({
        title: path.at(-1) ?? '',
        url: editionHref(config, termUrl(field, path)),
        count,
        depth: path.length - 1 || '',
      })),
      taxonomy: field,
    };
    const facts = { url: config.prefix + termsUrl(field), title, description: config.description, ogtype: 'website' } as const;
    return [own, ...commonValues(frame, facts)];
  },
});
