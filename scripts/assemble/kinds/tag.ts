// A tag: its posts, some to a page, newest first.

import { hashOf } from '../../cache/hash.js';
import { tagFeedUrl, tagUrl } from '../addresses.js';
import type { Site } from '../site.js';
import type { Tag } from '../tags.js';
import { wordsFor } from '../words/words.js';
import { kind } from './kind.js';
import { LIST_VARIABLES, type ListPage, listValues } from './list.js';

/** A page of a tag, counted from 1. */
interface Data {
  readonly tag: Tag;
  readonly number: number;
}

interface Input extends ListPage {
  readonly tag: string;
}

export const tag = kind<Data, Input>({
  name: 'tag',
  template: 'list',
  about: 'a page of the list of a tag’s posts',
  showsArticle: false,
  variables: LIST_VARIABLES,
  *addresses(outline) {
    for (const each of outline.tags()) {
      const pages = outline.pagesFor(each.posts.length);
      for (let number = 1; number <= pages; number++)
        yield { url: tagUrl(each.name, number), data: { tag: each, number }, inSitemap: {} };
    }
  },
  parts: {
    pages: {
      meaning: 'the tag, or the number of its pages',
      hash: ({ outline }, { tag: { name, posts }, number }) =>
        hashOf(name, String(number), String(outline.pagesFor(posts.length))),
    },
    posts: { meaning: 'the posts on it', hash: (site, data) => site.entriesHash(postsOn(site, data)) },
  },
  shows: postsOn,
  input: (site, data) => ({
    tag: data.tag.name,
    number: data.number,
    of: site.outline.pagesFor(data.tag.posts.length),
    posts: postsOn(site, data).map((post) => site.entry(post)),
  }),
  values: (frame, { tag: name, ...page }) => {
    const heading = wordsFor(frame.config.language).tagged(name);
    const feed = { title: heading, url: tagFeedUrl(name) };
    return listValues(frame, page, { heading, urlOf: (number) => tagUrl(name, number), feed });
  },
});

function postsOn({ outline }: Site, { tag: { posts }, number }: Data) {
  return outline.onPage(posts, number);
}
