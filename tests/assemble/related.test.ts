// Related posts: found by tags, title and frequent words, the same in every build.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTerms, type SubjectTerms, subjectTerms, writeTerms } from '../../scripts/assemble/subjectTerms.js';
import { termsOf, titleTerms } from '../../scripts/base/text/terms.js';
import { changedRelatedPosts, relatedPosts } from '../../scripts/features/related/related.js';
import { buildSite, tries } from '../support.js';

test('relates posts by the words of their texts', async () => {
  const filler = (n: number) =>
    [`content/posts/2019-01-${10 + n}-x${n}.md`, `% 第${n}天\n\n${'今天天气很好。'.repeat(3)}\n`] as const;
  const { page } = await buildSite({
    ...Object.fromEntries(Array.from({ length: 8 }, (_, n) => filler(n))),
    'content/posts/2015-01-02-a.md': '% 甲\n\n分布式系统里，一致性协议是绕不开的话题。\n',
    'content/posts/2020-01-02-b.md': '% 乙\n\n再谈一致性协议，以及分布式数据库。\n',
  });
  const related = page('posts/2020-01-02-b.html').split('id="_related"')[1] ?? '';
  expect(/class="title" href="([^"]*)"/.exec(related)?.[1]).toBe('/posts/2015-01-02-a.html');
});

test('finds the most frequent words of a text, without stop words', () => {
  const terms = termsOf('南京长江铁桥。长江铁桥的长。Kubernetes and kubernetes, with that: it is a 12 カメラマンです');
  expect(terms.slice(0, 4)).toEqual(['kubernetes', '江铁', '铁桥', '长江']);
  expect(terms).toEqual(expect.arrayContaining(['南京', 'カメラマン']));
  for (const none of ['and', 'with', 'that', '桥的', 'です']) expect(terms).not.toContain(none);
  expect(termsOf('')).toEqual([]);
  expect(titleTerms('K8s 的宕机宕机')).toEqual(['k8s', '宕机', '机宕']);
});

test('reads the terms that it wrote', () => {
  const terms = subjectTerms({ title: '宕机', tags: ['云'] }, ['云', '服务']);
  expect(terms).toHaveLength(4);
  expect(readTerms(writeTerms(terms))).toEqual(terms);
  expect(readTerms('')).toHaveLength(0);
});

test('finds the same after a change as a full search', () => {
  const word = fc.integer({ min: 0, max: 40 }).map((n) => (n < 30 ? `w${n}` : `rare${n}`));
  const post = fc.record({ tags: fc.subarray(['a', 'b']), words: fc.uniqueArray(word, { maxLength: 8 }) });
  const termsOfPost = ({ tags, words }: { tags: string[]; words: string[] }) => subjectTerms({ tags }, words);
  fc.assert(
    fc.property(
      fc.array(post, { minLength: 1, maxLength: 140, size: 'max' }),
      fc.array(fc.tuple(fc.nat(), post), { maxLength: 4 }),
      fc.array(post, { maxLength: 3 }),
      // Makes one term about as common as the limit.
      fc.integer({ min: 95, max: 105 }),
      (list, edits, added, many) => {
        const before = list.map((each, at) => termsOfPost(at < many ? { ...each, words: [...each.words, 'most'] } : each));
        const after = [...before];
        for (const [at, each] of edits) after[at % list.length] = termsOfPost(each);
        after.unshift(...added.map(termsOfPost));
        const changed = after.flatMap((terms, at) => (at < added.length || terms !== before[at - added.length] ? at : []));
        const known = {
          count: before.length,
          termsOf: (at: number) => before[at] as SubjectTerms,
          related: relatedPosts(before),
        };
        expect(changedRelatedPosts(known, after, changed)).toEqual(relatedPosts(after));
      },
    ),
    { numRuns: tries(200) },
  );
});
