// An updated index has the same bytes as one built from scratch.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexPost, touchedFiles } from '../../scripts/features/search/fullText/index.js';
import {
  readNumbers,
  readPostings,
  shardCount,
  shardOf,
  writeNumbers,
  writePostings,
} from '../../scripts/features/search/fullText/shard.js';
import { tries } from '../support.js';
import { indexFiles, post } from './index.js';

const ROWS = 512;
const word = fc.constantFrom(...'阿里云 里云 云 全球故障 kubernetes kube c 𠀀𠀁 のです'.split(' '));
const html = fc.array(word, { maxLength: 6 }).map((words) => `<p>${words.join('，')}</p>`);
const parts = fc.record({ title: word, html, tags: fc.array(word, { maxLength: 2 }) });

test('an update after changed and new posts gives the same files as building from scratch', () => {
  fc.assert(
    fc.property(
      fc.array(parts, { minLength: 3, maxLength: 12 }),
      fc.array(fc.tuple(fc.nat(), parts), { maxLength: 4 }),
      fc.array(parts, { maxLength: 3 }),
      (list, edits, added) => {
        const before = list.map((each, id) => post(id, each));
        const after = [...before];
        for (const [at, each] of edits) after[at % list.length] = post(at % list.length, each);
        after.push(...added.map((each, at) => post(list.length + at, each)));
        const changes = after.flatMap((each, id) =>
          each === before[id] ? [] : { id, before: before[id] && indexPost(before[id]), after: indexPost(each) },
        );
        const touched = touchedFiles(changes, before.length, after.length);
        const anew = [...indexFiles(after)];
        if (!touched) {
          expect(shardCount(after.length)).not.toBe(shardCount(before.length));
          return;
        }
        const files = new Map([...indexFiles(before)].map((file) => [file.path, file]));
        for (const { path, change } of touched) files.set(path, change(files.get(path)?.content ?? ''));
        expect(new Map(files)).toEqual(new Map(anew.map((file) => [file.path, file])));
      },
    ),
    { numRuns: tries(500) },
  );
});

test('the length of runs does not affect the index', () => {
  fc.assert(
    fc.property(fc.array(parts, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 20 }), (list, run) => {
      const posts = list.map((each, id) => post(id, each));
      expect(indexFiles(posts, run)).toEqual(indexFiles(posts, posts.length));
    }),
  );
});

test('a changed sentence touches few files; a new post touches only the last row file', () => {
  const posts = Array.from({ length: ROWS + 1 }, (_, id) => indexPost(post(id, { title: `第${id}篇`, html: '<p>正文</p>' })));
  const edited = indexPost(post(3, { title: '第3篇', html: '<p>正文改了</p>' }));
  const touched = touchedFiles([{ id: 3, before: posts[3], after: edited }], posts.length, posts.length);
  // The trigram 文改了, its end 改了, and each new character.
  expect(touched?.length).toBeLessThanOrEqual(5);
  const added = touchedFiles([{ id: ROWS + 1, before: undefined, after: edited }], ROWS + 1, ROWS + 2);
  expect(added?.map(({ path }) => path).filter((path) => path.startsWith('posts/'))).toEqual(['posts/1.json']);
});

describe('numbers', () => {
  const rising = fc.uniqueArray(fc.nat({ max: 3_000_000 })).map((numbers) => numbers.sort((a, b) => a - b));
  test('survive encoding and decoding', () => {
    fc.assert(
      fc.property(fc.tuple(rising, rising, rising, rising), (postings) => {
        expect(readNumbers(writeNumbers(postings[0]))).toEqual(postings[0]);
        expect(readPostings(writePostings(postings))).toEqual(postings);
      }),
    );
  });
  test('are encoded as README.md says', () => {
    expect(writeNumbers([0, 1, 2, 34, 67])).toBe('000vB0');
    expect(writePostings([[5], [], [], [0]])).toBe('0,,,5');
    expect(writePostings([[], [], [], [0]])).toBe('0');
  });
});

test('terms with the same beginning are in the same shard', () => {
  for (const [a, b] of [
    ['阿里', '阿里云'],
    ['ku', 'kubernetes'],
    ['𠀀𠀁', '𠀀𠀁𠀂'],
  ] as const)
    expect(shardOf(a, 2048)).toBe(shardOf(b, 2048));
  expect(shardOf('阿里', 1)).toBe(0);
});
