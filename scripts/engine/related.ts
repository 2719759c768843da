// Related posts: those of the last build, found again where a title, a tag or the words of a text have changed; or, while texts are
// not all read, as far as their words are known.

import type { Outline } from '../assemble/outline.js';
import { changedRelatedPosts, MOST_RELATED, RelatedPosts, readTerms, relatedPosts } from '../assemble/related.js';
import type { Source } from '../types.js';
import type { Articles } from './articles.js';
import type { RowTables } from './rows.js';

/** Of so many posts, one may change without all being compared again. */
const FEW = 4;

/** What is known of related posts: the posts, newest first, and three places for each. */
export interface KnownRelated {
  readonly posts: readonly string[];
  readonly related: Int32Array;
}

/** Related posts as rows. They hold as long as the words of texts do, which articles know. */
export function rowsOfRelated({ posts, related }: KnownRelated): RowTables {
  const value = (at: number) => related.subarray(at * MOST_RELATED, (at + 1) * MOST_RELATED).join(' ');
  return { related: posts.map((id, at) => ({ id, by: '', key: 'words', keys: [], value: value(at) })) };
}

/** And back. */
export function relatedOfRows({ related = [] }: RowTables): KnownRelated {
  const numbers = Int32Array.from(related.flatMap(({ value }) => value.split(' ').map(Number)));
  return { posts: related.map(({ id }) => id), related: numbers };
}

/** The related posts of posts, newest first: three places each (scripts/assemble/related.ts). All articles are ready. */
export function findRelated(posts: readonly Source[], articles: Articles, last: KnownRelated | undefined): Int32Array {
  const termsOf = ({ path }: Source) => articles.hashes(path).terms;
  const all = () => posts.map((post) => readTerms(termsOf(post)));
  const before = last?.posts ?? [];
  const added = posts.length - before.length;
  if (!last || added < 0 || before.some((path, at) => posts[at + added]?.path !== path)) return relatedPosts(all());
  const termsBefore = (at: number) => articles.before(before[at] as string)?.hashes.terms ?? '';
  const changed = posts.flatMap((post, at) => (at < added || termsBefore(at - added) !== termsOf(post) ? at : []));
  if (changed.length === 0) return last.related;
  if (changed.length * FEW > posts.length) return relatedPosts(all());
  const known = { count: before.length, termsOf: (at: number) => readTerms(termsBefore(at)), related: last.related };
  return changedRelatedPosts(known, all(), changed);
}

/** Related posts as far as the words of texts are known. */
export class RelatedSoFar {
  private made: { readonly outline: Outline; readonly terms: number; readonly posts: RelatedPosts } | undefined;

  constructor(private readonly articles: Articles) {}

  /** Those of the post at a place. */
  to(outline: Outline, at: number): readonly number[] {
    const { termsVersion } = this.articles;
    if (this.made?.outline !== outline || this.made.terms !== termsVersion) {
      const posts = new RelatedPosts(outline.posts.map((post) => this.articles.terms(post)));
      this.made = { outline, terms: termsVersion, posts };
    }
    return this.made.posts.to(at);
  }
}
