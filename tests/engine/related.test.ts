// Related posts: the last build's are reused if possible, and the result is always that of a full search.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTerms, subjectTerms, writeTerms } from '../../scripts/assemble/subjectTerms.js';
import type { Articles } from '../../scripts/engine/articles.js';
import { findRelated, type RelatedRecord } from '../../scripts/features/related/artifact.js';
import { relatedPosts } from '../../scripts/features/related/related.js';
import type { Source } from '../../scripts/types.js';

/** A post with its words. */
type Post = readonly [path: string, words: readonly string[]];
const termsOf = ([, words]: Post) => writeTerms(subjectTerms({ title: '', tags: [] }, words));
const sources = (posts: readonly Post[]) => posts.map(([path]) => ({ path }) as Source);

/** The methods of `Articles` that related posts use. */
function articlesOf(now: readonly Post[], before: readonly Post[]): Articles {
  const of = (posts: readonly Post[], path: string) => posts.find((post) => post[0] === path);
  return {
    hashes: (path: string) => ({ terms: termsOf(of(now, path) as Post) }),
    previous: (path: string) => {
      const post = of(before, path);
      return post && { hashes: { terms: termsOf(post) } };
    },
  } as unknown as Articles;
}

const anew = (posts: readonly Post[]) => relatedPosts(posts.map((post) => readTerms(termsOf(post))));
const known = (posts: readonly Post[]): RelatedRecord => ({
  posts: posts.map(([path]) => path),
  related: anew(posts),
});

const POSTS: readonly Post[] = Array.from({ length: 12 }, (_, at) => [`p${at}`, [`w${at % 5}`, `v${at % 3}`, `own${at}`]]);
const found = (now: readonly Post[], before: readonly Post[] | undefined) =>
  findRelated(sources(now), articlesOf(now, before ?? []), before && known(before));

test('reuses the last build’s result if no word has changed', () => {
  const last = known(POSTS);
  expect(findRelated(sources(POSTS), articlesOf(POSTS, POSTS), last)).toBe(last.related);
});

test.each<[string, readonly Post[]]>([
  ['the words of one post have changed', POSTS.map((post, at) => (at === 5 ? ['p5', ['w1', 'v0']] : post))],
  ['the first post has changed', POSTS.map((post, at) => (at === 0 ? ['p0', ['w2', 'v0']] : post))],
  ['most have changed', POSTS.map((post, at) => (at > 2 ? [post[0], [`w${at % 2}`]] : post))],
  ['one is new', [['new', ['w1', 'v1']], ...POSTS]],
  ['one is new between others', [...POSTS.slice(0, 4), ['new', ['w1', 'v1']], ...POSTS.slice(4)]],
  ['one is gone', POSTS.slice(1)],
  ['one is gone and another is new', [['new', ['w1', 'v1']], ...POSTS.slice(1)]],
  ['two have changed places', [...POSTS.slice(0, 2), POSTS[3] as Post, POSTS[2] as Post, ...POSTS.slice(4)]],
  ['none is left', []],
])('finds the same as a full search: %s', (_what, now) => {
  expect(found(now, POSTS)).toEqual(anew(now));
});

test('finds all in a first build, and none without posts', () => {
  expect(found([], undefined)).toEqual(new Int32Array(0));
  expect(found(POSTS, undefined)).toEqual(anew(POSTS));
  expect([...found(POSTS, undefined)].some((at) => at >= 0)).toBe(true);
});

test('finds the same as a full search after any change', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 4 });
  const posts = fc.uniqueArray(fc.tuple(fc.nat(20), words), { maxLength: 20, selector: ([number]) => number });
  const named = posts.map((list) => list.map(([number, own]): Post => [`p${number}`, own]));
  const isSame = (before: readonly Post[], now: readonly Post[]) => {
    expect(found(now, before)).toEqual(anew(now));
  };
  fc.assert(fc.property(named, named, isSame));
  // One change among many posts.
  const many = fc.array(words, { minLength: 20, maxLength: 30 }).map((list) => list.map((own, at): Post => [`p${at}`, own]));
  fc.assert(
    fc.property(many, fc.nat(19), words, (before, place, own) => {
      const now = before.map((post, at): Post => (at === place ? [post[0], own] : post));
      isSame(before, now);
    }),
  );
});
