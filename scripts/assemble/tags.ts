// Tags: which there are, and the addresses of their pages.

import type { Config } from '../config.js';
import type { Source } from '../types.js';

export const TAGS_URL = '/tags.html';

/** A tag with its posts, newest first. */
export interface Tag {
  /** As the newest post with it writes it. */
  readonly name: string;
  readonly posts: readonly Source[];
}

/** The tags of some posts, those of most posts first; `Java` and `java` are one. */
export function tagsOf(posts: readonly Source[]): Tag[] {
  const found = new Map<string, { name: string; posts: Source[] }>();
  for (const post of posts) {
    for (const name of post.meta.tags) {
      const key = slugOf(name);
      const tag = found.get(key);
      if (!tag) found.set(key, { name, posts: [post] });
      else if (tag.posts.at(-1) !== post) tag.posts.push(post);
    }
  }
  const tags = [...found].map(([key, tag]) => ({ key, ...tag }));
  tags.sort((a, b) => b.posts.length - a.posts.length || (a.key < b.key ? -1 : 1));
  return tags.map(({ name, posts: own }) => ({ name, posts: own }));
}

/** The address of a page of a tag's posts, counted from 1: `/tags/java.html`, `/tags/java/p2.html`… */
export function tagUrl(name: string, page = 1): string {
  return page === 1 ? `/tags/${slugOf(name)}.html` : `/tags/${slugOf(name)}/p${page}.html`;
}

/** The address of a tag's feed. */
export function tagFeedUrl(name: string): string {
  return `/tags/${slugOf(name)}.xml`;
}

/** How many pages a tag has. */
export function tagPages({ pageSize }: Config, { posts }: Tag): number {
  return Math.ceil(posts.length / pageSize);
}

/** The addresses of all pages of tags; none where there are no tags. */
export function tagUrls(config: Config, posts: readonly Source[]): string[] {
  const tags = tagsOf(posts);
  if (tags.length === 0) return [];
  const pages = tags.flatMap((tag) => Array.from({ length: tagPages(config, tag) }, (_, at) => tagUrl(tag.name, at + 1)));
  return [TAGS_URL, ...pages];
}

/** A tag as a file's name: small letters, and none that some system does not have in names. */
function slugOf(name: string): string {
  const slug = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s/\\?%*:|"<>\0-\x1f\x7f]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return slug || '-';
}
