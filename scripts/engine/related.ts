// Related posts: those of the last build, found again where a title, a tag or the words of a text have changed.

import { changedRelatedPosts, readTerms, relatedPosts } from '../assemble/related.js';
import type { Source } from '../types.js';
import type { Articles } from './articles.js';
import type { MakeContext } from './context.js';

/** Of so many posts, one may change without all being compared again. */
const FEW = 4;

/** The related posts of posts, newest first: three places each (scripts/assemble/related.ts). */
export function findRelated(posts: readonly Source[], articles: Articles, last: MakeContext['last']): Int32Array {
  const termsOf = ({ path }: Source) => articles.hashes(path).terms;
  const all = () => posts.map((post) => readTerms(termsOf(post)));
  const before = last?.site.posts ?? [];
  const added = posts.length - before.length;
  if (!last || added < 0 || before.some((path, at) => posts[at + added]?.path !== path)) return relatedPosts(all());
  const termsBefore = (at: number) => articles.before(before[at] as string)?.hashes.terms ?? '';
  const changed = posts.flatMap((post, at) => (at < added || termsBefore(at - added) !== termsOf(post) ? at : []));
  if (changed.length === 0) return last.related;
  if (changed.length * FEW > posts.length) return relatedPosts(all());
  const known = { count: before.length, termsOf: (at: number) => readTerms(termsBefore(at)), related: last.related };
  return changedRelatedPosts(known, all(), changed);
}
