// How results are shown (excerpt, marks, headings), and the exact format of index files.

import { describe, expect, test } from 'vitest';
import { textOfHtml } from '../../scripts/base/text/htmlText.js';
import { charactersOf, gram, shardKeyLength, termOfWord, termsOf } from '../../scripts/base/text/ngrams.js';
import { readVariants, writeVariants } from '../../scripts/features/search/fullText/files.js';
import { openSearch } from '../../scripts/features/search/fullText/find.js';
import { Folder } from '../../scripts/features/search/fullText/fold.js';
import { parseQuery } from '../../scripts/features/search/fullText/query.js';
import {
  hashOfTerm,
  readNumbers,
  shardCount,
  writeNumbers,
  writePostings,
} from '../../scripts/features/search/fullText/shard.js';
import { post, searchOf } from './index.js';

/** Returns distinct characters. */
const distinct = (count: number, from = 0x5000) =>
  Array.from({ length: count }, (_, at) => String.fromCharCode(from + at)).join('');

async function shown(text: string, query: string) {
  const search = await searchOf([post(0, { html: `<p>${text}</p>` })]);
  const { wanted } = await search.find(query);
  const { excerpt } = await search.matchInPage(0, wanted);
  return excerpt.map(([part, isMarked]) => (isMarked ? `[${part}]` : part)).join('');
}

describe('an excerpt', () => {
  const text = `${distinct(150)}甲乙${distinct(150, 0x6000)}`;

  test('has 24 characters before the match and 120 in all', async () => {
    expect(await shown(text, '甲乙')).toBe(`… ${text.slice(126, 150)}[甲乙]${text.slice(152, 246)} …`);
  });

  test('begins and ends with the text if there is no more', async () => {
    expect(await shown(text.slice(130), '甲乙')).toBe(`${text.slice(130, 150)}[甲乙]${text.slice(152, 250)} …`);
    expect(await shown(text.slice(100, 160), '甲乙')).toBe(`… ${text.slice(126, 150)}[甲乙]${text.slice(152, 160)}`);
    expect(await shown('没有', '甲乙')).toBe('没有');
  });

  test('divides neither short words nor characters', async () => {
    const words = `abcdefgh ${distinct(19)}甲乙`;
    expect(await shown(words, '甲乙')).toBe(`${words.slice(0, -2)}[甲乙]`);
    const long = `${'x'.repeat(40)} ${distinct(19)}甲乙`;
    expect(await shown(long, '甲乙')).toBe(`… ${long.slice(36 - 16 + 0, -2)}[甲乙]`);
    const end = `甲乙${distinct(117)}abcdef ${distinct(9)}`;
    expect(await shown(end, '甲乙')).toBe(`[甲乙]${end.slice(2, 125)} …`);
    const pairs = `${'𠀀'.repeat(30)}的甲乙的${'𠀁'.repeat(80)}`;
    const marked = await shown(pairs, '甲乙');
    expect(marked).toMatch(/^… 𠀀+的\[甲乙\]的𠀁+ …$/u);
  });

  test('divides a very long word', async () => {
    const long = `甲乙${distinct(110)}${'x'.repeat(60)}`;
    expect(await shown(long, '甲乙')).toBe(`[甲乙]${long.slice(2, 136)} …`);
  });

  test('begins at the first place where most of the terms are close together', async () => {
    const far = distinct(200, 0x7000);
    expect(await shown(`丙丁${far}甲乙`, '甲乙 丙丁')).toMatch(/^\[丙丁\]/);
    expect(await shown(`甲乙${distinct(98)}丙丁${far}甲乙，丙丁`, '甲乙 丙丁')).toContain('[甲乙]，[丙丁]');
    expect(await shown(`甲乙${far}丙丁${far}甲乙，丙丁。${far}甲乙，丙丁`, '甲乙 丙丁')).toContain('[甲乙]，[丙丁]。');
    expect(await shown(`甲乙甲乙${far}`, '甲乙')).toMatch(/^\[甲乙\]\[甲乙\]/);
  });
});

test('lists at most three headings, those with an id, in the order of the text', async () => {
  const section = (id: string) => `<h2${id && ` id="${id}"`}>标题${id}</h2><p>甲乙</p>`;
  const search = await searchOf([post(0, { html: `甲乙${['a', '', 'b', 'c', 'd'].map(section).join('')}` })]);
  const { wanted } = await search.find('甲乙');
  const { headings } = await search.matchInPage(0, wanted);
  expect(headings.map(({ id, text }) => [id, text])).toEqual([
    ['a', '标题a'],
    ['b', '标题b'],
    ['c', '标题c'],
  ]);
});

test('joins overlapping marks; marks at most 200 matches', async () => {
  const search = await searchOf([post(0, { html: '<p>x</p>' })]);
  const marked = async (text: string, query: string) => search.marked(text, (await search.find(query)).wanted);
  expect(await marked('甲乙丙丁', '乙丙丁 甲乙')).toEqual([
    ['甲乙', true],
    ['丙丁', true],
  ]);
  expect(await marked('x甲乙y', '甲乙')).toEqual([
    ['x', false],
    ['甲乙', true],
    ['y', false],
  ]);
  const many = await marked('甲，'.repeat(300), '甲');
  expect(many.filter(([, isMarked]) => isMarked)).toHaveLength(200);
});

test('for a prefix, the most prominent field counts', async () => {
  const search = await searchOf([post(0, { title: 'abc', html: '<p>abd</p>' }), post(1, { title: 'abd', html: '<p>abc</p>' })]);
  expect((await search.find('ab')).hits).toEqual([
    { id: 1, field: 0 },
    { id: 0, field: 0 },
  ]);
});

test('folding drops invisible characters; a mark outside the BMP belongs to its letter', () => {
  const folder = new Folder(new Map([['雲', '云']]));
  expect(['a\u00adb', 'か\u3099', '雲', 'É'].map((text) => folder.fold(text))).toEqual(['ab', 'が', '云', 'e']);
  expect([...folder.foldWithOffsets('a\u{101fd}b').offsets]).toEqual([0, 0, 0, 3, 4]);
});

test('refuses an index of another format', async () => {
  const loader = { file: async () => '{"format":2}', page: async () => ({ text: '', headings: [] }) };
  await expect(openSearch(loader)).rejects.toThrow('the index has format 2, not 1');
});

describe('parsing a query', () => {
  const parsed = (query: string) => parseQuery(query, (text) => text.toLowerCase());

  test.each([
    ['甲', [{ text: '甲', lookups: [{ term: '甲', isWhole: true }], trust: 'sure', beginsWord: false, endsWord: false }]],
    [
      '甲乙丙',
      [{ text: '甲乙丙', lookups: [{ term: '甲乙丙', isWhole: false }], trust: 'sure', beginsWord: false, endsWord: false }],
    ],
    [
      '甲乙丙丁',
      [
        {
          text: '甲乙丙丁',
          lookups: [
            { term: '甲乙丙', isWhole: false },
            { term: '乙丙丁', isWhole: false },
          ],
          trust: 'likely',
          beginsWord: false,
          endsWord: false,
        },
      ],
    ],
    ['ab', [{ text: 'ab', lookups: [{ term: 'ab', isWhole: false }], trust: 'sure', beginsWord: true, endsWord: false }]],
    ['a', [{ text: 'a', lookups: [{ term: 'a', isWhole: true }], trust: 'sure', beginsWord: true, endsWord: true }]],
    [
      '"ab c"',
      [
        {
          text: 'ab c',
          lookups: [
            { term: 'ab', isWhole: true },
            { term: 'c', isWhole: true },
          ],
          trust: 'open',
          beginsWord: true,
          endsWord: false,
        },
      ],
    ],
    [
      '“ab，甲!”',
      [
        {
          text: 'ab，甲!',
          lookups: [
            { term: 'ab', isWhole: true },
            { term: '甲', isWhole: true },
          ],
          trust: 'open',
          beginsWord: true,
          endsWord: false,
        },
      ],
    ],
  ])('%s', (query, wanted) => {
    expect(parsed(query)).toEqual(wanted);
  });

  test('drops duplicates; trusts a word of 32 letters', () => {
    expect(parsed('ab AB "ab"')).toHaveLength(1);
    expect([parsed('"，"'), parsed('“ ab c ”')[0]?.text]).toEqual([[], 'ab c']);
    expect([parsed('x'.repeat(32))[0]?.trust, parsed('x'.repeat(33))[0]?.trust]).toEqual(['sure', 'likely']);
  });
});

describe('the file format', () => {
  test('of numbers', () => {
    expect(['0', 'v', 'B0', 'Bv', 'BA0'].map(readNumbers)).toEqual([[0], [31], [32], [63], [1024]]);
    expect(writeNumbers([0, 1, 33, 66, 2000])).toBe('00vB0Byd');
    expect(writePostings([[0], [], [1], [2, 3]])).toBe('20,1,,0');
    expect(writePostings([[], [], [], []])).toBe('');
  });

  test('of shards: their number, and the shard of a term', () => {
    expect([0, 1, 2, 3, 4, 5, 8, 9, 100, 1_000_000].map(shardCount)).toEqual([1, 1, 1, 2, 2, 4, 4, 8, 64, 2048]);
    expect(['', 'a', 'ab', 'abc', '甲乙丙', '𠀀𠀁𠀂', 'a𠀀b', '𠀀a'].map(shardKeyLength)).toEqual([0, 1, 2, 2, 2, 4, 3, 3]);
    expect(hashOfTerm('abc')).toBe(hashOfTerm('abd'));
    expect(hashOfTerm('abc')).not.toBe(hashOfTerm('acb'));
    expect(hashOfTerm('a')).not.toBe(hashOfTerm('b'));
  });

  test('of variants', () => {
    const variants = new Map([
      ['雲', '云'],
      ['乾', '干'],
      ['幹', '干'],
    ]);
    expect(writeVariants(variants)).toBe('云雲 干乾幹');
    expect(readVariants('云雲 干乾幹')).toEqual(variants);
    expect(readVariants('')).toEqual(new Map());
  });

  test('of terms', () => {
    const fold = (text: string) => text;
    expect(termsOf({ title: '甲', headings: ['ab'], tags: ['cd ab'], text: '甲乙丙丁 ef' }, fold)).toEqual(
      new Map([
        ['甲', 0],
        ['甲乙丙', 3],
        ['乙', 3],
        ['乙丙丁', 3],
        ['丙', 3],
        ['丙丁', 3],
        ['丁', 3],
        ['ef', 3],
        ['cd', 2],
        ['ab', 1],
      ]),
    );
    expect(termOfWord(`${'x'.repeat(31)}𐌰`)).toBe('x'.repeat(31));
    expect(termOfWord(`${'x'.repeat(30)}𐌰y`)).toBe(`${'x'.repeat(30)}𐌰`);
    expect([gram(charactersOf('甲乙丙'), 1, 3), gram(charactersOf('𠀀甲乙'), 0, 2)]).toEqual(['乙丙', '𠀀甲']);
  });
});

test.each([
  ['<p>a</p><p>b</p>', 'a b', []],
  ['a<br>b<hr>c', 'a b c', []],
  ['a <b> b</b>\n c', 'a b c', []],
  ['a<img alt="b">c<img>d', 'a b c d', []],
  [
    '<h2 id="x">A</h2>b<h3>C</h3>',
    'A b C',
    [
      ['x', 'A', 0],
      [undefined, 'C', 4],
    ],
  ],
  [
    '<section id="s"><h2>A</h2></section><section><p></p><h2>B</h2></section>',
    'A B',
    [
      ['s', 'A', 0],
      [undefined, 'B', 2],
    ],
  ],
  ['<section id="s"><h2 id="h">A</h2></section>', 'A', [['h', 'A', 0]]],
  ['<h2 id="x">A <b>c</b></h2>', 'A c', [['x', 'A c', 0]]],
  ['<p>x</p><ruby>漢<rt>かん</rt></ruby>。', 'x 漢。 かん', []],
  ['<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>。<p>a</p>', '漢字。 かんじ a', []],
  ['a<script>b<p>c</p></script>d<video><img alt="e"><source></video>f', 'adf', []],
  ['<p class="x sr-only">a</p><p class="sr-only-x">b</p>', 'b', []],
  ['e\u0301<i>x</i>', 'éx', []],
])('extracts the text of %s', (html, text, headings) => {
  const found = textOfHtml(html);
  expect(found.text).toBe(text);
  expect(found.headings.map(({ id, text: title, start }) => [id, title, start])).toEqual(headings);
});
