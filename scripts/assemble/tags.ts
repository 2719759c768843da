// Tags: which there are, and what is wrong with them.

import { problem } from '../diagnostics.js';
import { isTooLong } from '../inside.js';
import { cut } from '../text/cut.js';
import type { Diagnostic, Source } from '../types.js';
import { tagSlug, tagUrl } from './addresses.js';
import { tooLong } from './addressProblems.js';

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
      const key = tagSlug(name);
      const tag = found.get(key);
      if (!tag) found.set(key, { name, posts: [post] });
      else if (tag.posts.at(-1) !== post) tag.posts.push(post);
    }
  }
  const tags = [...found].map(([key, tag]) => ({ key, ...tag }));
  tags.sort((a, b) => b.posts.length - a.posts.length || (a.key < b.key ? -1 : 1));
  return tags.map(({ name, posts: own }) => ({ name, posts: own }));
}

/** What is wrong with the tags of some posts, newest first: too long for a file, or one page for two spellings. */
export function tagProblems(posts: readonly Source[]): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const firsts = new Map<string, { name: string; post: Source }>();
  const seen = new Set<string>();
  for (const post of posts) {
    for (const name of post.meta.tags) {
      const slug = tagSlug(name);
      const first = firsts.get(slug);
      if (!first) {
        firsts.set(slug, { name, post });
        if (isTooLong(`tags/${slug}.html`)) problems.push(tooLong(post, 'tags', `the tag "${cut(name, 40)}…"`));
      } else if (name.toLowerCase() !== first.name.toLowerCase() && !seen.has(name)) {
        const { line, column } = first.post.places.tags ?? { line: 1, column: 1 };
        const reason = `the tags "${name}" and "${first.name}" share one page, ${tagUrl(name)}`;
        const note = `"${first.name}" is at content/${first.post.path}:${line}:${column}; spell both the same, or give one of them different letters`;
        problems.push(problem(`content/${post.path}`, post.places.tags, 'tag/alike', reason, { note }));
      }
      seen.add(name);
    }
  }
  return problems;
}
