// The paginated list of the posts of a term, such as a tag, newest first.

import { termFeedUrl, termUrl } from '../../assemble/addresses.js';
import type { Frame } from '../../assemble/frame.js';
import { kind } from '../../assemble/kind.js';
import type { Site } from '../../assemble/site.js';
import { type Taxonomy, TERM_SEPARATOR, type Term, type TermPath, taxonomyTitle } from '../../assemble/taxonomies.js';
import { editionHref } from '../../assemble/urls.js';
import { wordsFor } from '../../assemble/words/words.js';
import { hashOf } from '../../base/hash.js';
import { counterpartOf, LIST_VARIABLES, type ListPage, listValues } from '../pages/list.js';

/** A page of a term's list, counted from 1. */
interface Data {
  readonly term: Term;
  readonly number: number;
}

interface TermInput extends ListPage {
  readonly taxonomy: Taxonomy;
  readonly path: TermPath;
}

export const term = kind<Data, TermInput>({
  name: 'tag',
  isPerLanguage: true,
  template: 'list',
  about: 'one page of the posts with a tag, category or other term',
  showsArticle: false,
  variables: LIST_VARIABLES,
  *addresses(outline) {
    for (const each of outline.allTerms()) {
      const pages = outline.pagesFor(each.posts.length);
      for (let number = 1; number <= pages; number++)
        yield {
          url: outline.config.prefix + termUrl(each.taxonomy.field, each.path, number),
          data: { term: each, number },
          ...counterpartOf(number),
          indexed: {},
        };
    }
  },
  parts: {
    pages: {
      meaning: 'the tag, or the number of its pages',
      hash: ({ outline }, { term: { taxonomy, path, posts }, number }) =>
        hashOf(JSON.stringify([taxonomy, path]), String(number), String(outline.pagesFor(posts.length))),
    },
    posts: { meaning: 'the posts on it', hash: (site, data) => site.entriesHash(postsOn(site, data)) },
  },
  shows: postsOn,
  input: (site, data) => ({
    taxonomy: data.term.taxonomy,
    path: data.term.path,
    number: data.number,
    count: site.outline.pagesFor(data.term.posts.length),
    posts: postsOn(site, data).map((post) => site.entry(post)),
  }),
  values: (frame, { taxonomy, path, ...page }) => {
    const { field } = taxonomy;
    const heading = headingOf(frame, taxonomy, path);
    const feed = { title: heading, url: frame.config.prefix + termFeedUrl(field, path) };
    const above = path.slice(0, -1).map((title, at) => ({
      title,
      url: editionHref(frame.config, termUrl(field, path.slice(0, at + 1))),
    }));
    return listValues(frame, page, { heading, above, urlOf: (number) => termUrl(field, path, number), feed });
  },
});

function headingOf({ config }: Frame, taxonomy: Taxonomy, path: TermPath): string {
  const words = wordsFor(config.language, config);
  const name = path.join(TERM_SEPARATOR);
  return taxonomy.field === 'tags' ? words.tagged(name) : `${taxonomyTitle(taxonomy, config)}${words.colon}${name}`;
}

function postsOn({ outline }: Site, { term: { posts }, number }: Data) {
  return outline.onPage(posts, number);
}
