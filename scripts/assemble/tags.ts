// Tags: which there are, and the addresses of their pages.

import type { Config } from '../config.js';
import { problem } from '../diagnostics.js';
import { isTooLong } from '../inside.js';
import type { Diagnostic, Source } from '../types.js';
import { tooLong } from './addressProblems.js';

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

/**
 * A tag as a file's name: small letters of usual width, and none that some system does not have in names. Tags that differ in
 * nothing else are one.
 */
function slugOf(name: string): string {
  const slug = folded(name)
    .replace(/[\s/\\?%*:|"<>\0-\x1f\x7f]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return slug || '-';
}

/** Without what differs only in case or in the width of Latin letters and digits. `①` stays: 第①章 is another word than 第1章. */
function folded(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\u3000\uff01-\uff5e]/g, (wide) => wide.normalize('NFKC'))
    .toLowerCase();
}

/** What is wrong with the tags of some posts, newest first: too long for a file, or one page for two spellings. */
export function tagProblems(posts: readonly Source[]): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const firsts = new Map<string, { name: string; post: Source }>();
  const seen = new Set<string>();
  for (const post of posts) {
    for (const name of post.meta.tags) {
      const slug = slugOf(name);
      const first = firsts.get(slug);
      if (!first) {
        firsts.set(slug, { name, post });
        if (isTooLong(`tags/${slug}.html`)) problems.push(tooLong(post, 'tags', `the tag "${name.slice(0, 40)}…"`));
      } else if (name.toLowerCase() !== first.name.toLowerCase() && !seen.has(name)) {
        const { line, column } = first.post.places.tags ?? { line: 1, column: 1 };
        const reason = `the tags "${name}" and "${first.name}" have one page, ${tagUrl(name)}`;
        const note = `"${first.name}" stands at content/${first.post.path}:${line}:${column}; write both alike, or one of them with other letters`;
        problems.push(problem(`content/${post.path}`, post.places.tags, 'tag/alike', reason, { note }));
      }
      seen.add(name);
    }
  }
  return problems;
}
