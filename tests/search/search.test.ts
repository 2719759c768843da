// The search finds exactly what posts contain, in any spelling, and sorts it.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOfHtml } from '../../scripts/base/text/htmlText.js';
import { Folder } from '../../scripts/features/search/fullText/fold.js';
import type { SearchedPost } from '../../scripts/features/search/fullText/index.js';
import { variants } from '../../scripts/features/search/fullText/variants.js';
import { tries } from '../support.js';
import { find, post, searchOf } from './index.js';

const folder = new Folder(variants());
const fold = (text: string) => folder.fold(text);

describe('finds a post by', () => {
  const posts = [
    post(0, { title: '从无间道开始', html: '<p>我们为什么写作。<em>阿里</em>云宕机了，<a href="x">Kubernetes</a>也没用。</p>' }),
    post(1, {
      title: 'Über Straßen',
      html: '<h2 id="a">雲端服務</h2><p>ﾊﾞｯﾃﾘｰが切れた。한국어 문장입니다.</p>',
      tags: ['数据库'],
    }),
    post(2, {
      title: 'naïve café',
      html: '<p>C is a language; so is C++. ＡＢＣ 𠀀𠀁𠀂𠀃 </p><ul><li>阿里</li><li>云</li></ul>',
    }),
    post(3, {
      title: '',
      html: '<p><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>を書く</p><pre><code>const answer = 42;</code></pre>',
    }),
    post(4, {
      title: '',
      html: '<p>看<img alt="一只橘猫">这里<sup><a role="doc-noteref">1</a></sup>好</p><h2 class="sr-only" id="n">隐藏</h2><script>secret()</script>',
    }),
  ];
  test.each([
    ['从无间道开始', [0]],
    ['無間道', [0]],
    ['阿里云', [0]],
    ['云', [1, 2, 0]],
    ['里', [4, 2, 0]],
    ['我们 kubern', [0]],
    ['KUBERNETES', [0]],
    ['ubernetes', []],
    ['uber strasse', [1]],
    ['云端服务', [1]],
    ['雲端', [1]],
    ['バッテリー', [1]],
    ['バッ', [1]],
    ['ハッテ', []],
    ['한국', [1]],
    ['문장입니', [1]],
    ['数据', [1]],
    ['數據庫', [1]],
    ['naive cafe', [2]],
    ['abc', [2]],
    ['c', [2]],
    ['𠀀𠀁', [2]],
    ['𠀁𠀂𠀃', [2]],
    ['𠀀𠀁𠀂𠀃', [2]],
    ['𠀁𠀃', []],
    ['汉字を', [3]],
    ['かんじ', [3]],
    ['answer', [3]],
    ['橘猫', [4]],
    ['这里好', [4]],
    ['secret', []],
    ['隐藏', []],
    ['"is a language"', [2]],
    ['"a is language"', []],
    ['“写作。阿里云宕机”', [0]],
    ['"C++"', [2]],
    ['"so is" abc', [2]],
    ['"宕机了，ku"', [0]],
    ['', []],
    ['，。', []],
  ])('%s', async (query, ids) => {
    expect(await find(await searchOf(posts), query)).toEqual(ids);
  });
});

test('a single letter matches only a whole word, not a prefix', async () => {
  const search = await searchOf([post(0, { html: '<p>cats, c and C++</p>' }), post(1, { html: '<p>cats</p>' })]);
  expect(await find(search, 'c')).toEqual([0]);
  const { wanted } = await search.find('c');
  expect(search.marked('cats, c and C++', wanted).filter(([, isMarked]) => isMarked)).toEqual([
    ['c', true],
    ['C', true],
  ]);
});

test('indexes a formula once, without its TeX source', () => {
  const html =
    '<p>a <math><semantics><mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow><annotation encoding="application/x-tex">\\alpha</annotation></semantics></math> b</p>';
  const { text } = textOfHtml(html);
  expect(text).toMatch(/^a x ?\+ ?y b$/);
});

test('finds special letters by the letters that readers type', () => {
  expect(fold('Łódź Øresund Đorđe Æther œuvre Straße Þór ħal ışık naïve')).toBe(
    'lodz oresund dorde aether oeuvre strasse thor hal isik naive',
  );
});

test('folding is idempotent for every letter, and maps the final sigma to an ordinary one', () => {
  expect([fold('ΣΊΣΥΦΟΣ'), fold('σίσυφος')]).toEqual(['σισυφοσ', 'σισυφοσ']);
  const letters = Array.from({ length: 0x20000 }, (_, point) => point).filter((point) => point < 0xd800 || point > 0xdfff);
  const others = letters.filter((point) => /ς/.test(fold(String.fromCodePoint(point))));
  expect(others).toEqual([]);
});

test('sorts by title, heading, tag and text, then newest first', async () => {
  const posts = [
    post(0, { html: '<p>数据</p>' }),
    post(1, { html: '<h3>大数据</h3>' }),
    post(2, { title: '数据库' }),
    post(3, { tags: ['数据'], html: '<p>数据</p>' }),
    post(4, { title: '数据 other' }),
    post(5, { html: '<p>数据 other</p>' }),
  ];
  const search = await searchOf(posts);
  expect(await find(search, '数据')).toEqual([4, 2, 1, 3, 5, 0]);
  // The least prominent field of all terms decides.
  expect(await find(search, '数据 other')).toEqual([4, 5]);
});

test('an excerpt shows most of the terms, marked, with the headings above', async () => {
  const filler = '无关的话。'.repeat(60);
  const html = `<p>${filler}</p><h2 id="one">其一</h2><p>只有数据。${filler}</p><h2 id="two">其二</h2><p>数据和程序在一起。${filler}</p>`;
  const search = await searchOf([post(0, { html })]);
  const { wanted } = await search.find('数据 程序');
  const { excerpt, headings, isFound } = await search.matchInPage(0, wanted);
  expect(isFound).toBe(true);
  expect(excerpt.filter(([, isMarked]) => isMarked).map(([text]) => text)).toEqual(['数据', '程序']);
  expect(excerpt.map(([text]) => text).join('')).toMatch(/^… .*其二 数据和程序在一起。.* …$/);
  expect(headings.map(({ id, text }) => [id, text])).toEqual([
    ['one', '其一'],
    ['two', '其二'],
  ]);
  const full = search.marked('ＤＡＴＡ 數據', (await search.find('data 数据')).wanted);
  expect(full).toEqual([
    ['ＤＡＴＡ', true],
    [' ', false],
    ['數據', true],
  ]);
});

test('a query loads few files, and each only once', async () => {
  const asked: string[] = [];
  const posts = Array.from({ length: 400 }, (_, id) => post(id, { html: `<p>第${id}篇，讲阿里云全球故障复盘</p>` }));
  const search = await searchOf(posts, asked);
  const { hits, trust } = await search.find('讲阿里云全球故障复盘总结');
  expect(trust).toBe('likely');
  expect(hits.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThanOrEqual(4);
  await search.find('讲阿里云全球故障复盘总结');
  await search.find('阿里云全球故障复盘');
  expect(asked.length).toBeLessThanOrEqual(7);
  expect(new Set(asked).size).toBe(asked.length);
});

test('finds a word longer than the indexed length, wherever it is cut', async () => {
  const words = Array.from({ length: 4 }, (_, before) => 'a'.repeat(before) + '𐌰𐌱𐌲𐌳'.repeat(12));
  const search = await searchOf(words.map((word, id) => post(id, { html: `<p>${word}</p>` })));
  for (const [id, word] of words.entries()) expect(await find(search, word)).toEqual([id]);
});

test('tries again to load a file that failed', async () => {
  const search = await searchOf([post(0, { title: '甲乙', html: '<p>甲乙丙</p>' })]);
  let isOffline = true;
  const { loader } = search as unknown as { loader: { file: (name: string) => Promise<string> } };
  const { file } = loader;
  loader.file = async (name) => {
    if (isOffline) throw new Error('offline');
    return file(name);
  };
  await expect(search.find('甲乙')).rejects.toThrow('offline');
  isOffline = false;
  expect(await find(search, '甲乙')).toEqual([0]);
  // Loaded files need no network.
  isOffline = true;
  expect(await find(search, '甲乙')).toEqual([0]);
});

// ── properties ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Few characters in all spellings, so that runs often match. */
const CHARACTERS = [...'云雲里裡后後的阿一二カガｶﾞ가각𠀀𠀁aAábBｂ1３ ß，。 -"\u0301\u00ad'];
const text = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 24 }).map((parts) => parts.join(''));
const posts = fc.array(
  fc.record({ title: text, headings: fc.array(text, { maxLength: 2 }), tags: fc.array(text, { maxLength: 2 }), text }),
  { minLength: 1, maxLength: 8 },
);
const escaped = (plain: string) => plain.replaceAll('"', '&quot;');

function postOf(parts: { title: string; headings: string[]; tags: string[]; text: string }, id: number): SearchedPost {
  const html = `${parts.headings.map((heading) => `<h2>${escaped(heading)}</h2>`).join('')}<p>${escaped(parts.text)}</p>`;
  return post(id, { title: parts.title, tags: parts.tags, html });
}

const RUN = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/u;
const LETTER = /[\p{L}\p{N}\p{M}]/u;

/** True if a text contains a run, or a word that begins with a word: a slow reference implementation of the search. */
function holds(searched: string, word: string): boolean {
  const folded = fold(searched.normalize('NFC'));
  const letters = [...folded];
  const wanted = [...word];
  return letters.some((_letter, at) => {
    if (!wanted.every((each, n) => letters[at + n] === each)) return false;
    const before = letters[at - 1] ?? ' ';
    return RUN.test(wanted[0] as string) || !LETTER.test(before) || RUN.test(before);
  });
}

test('every run and every prefix of a word finds exactly the posts that contain it', async () => {
  await fc.assert(
    fc.asyncProperty(posts, fc.nat(), fc.nat(), fc.integer({ min: 2, max: 7 }), async (list, which, from, length) => {
      const searched = list.map(postOf);
      const parts = list.map((each, id) => [each.title, ...each.tags, ...fieldsOf(searched[id] as SearchedPost)]);
      // A run or prefix from one of the posts, or a text that may occur nowhere.
      const tokens = parts.flat().flatMap((each) => fold(each.normalize('NFC')).match(TOKENS) ?? []);
      const token = tokens[which % Math.max(1, tokens.length)] ?? '云里';
      const letters = [...token];
      const start = RUN.test(token) ? from % letters.length : 0;
      const word = letters.slice(start, start + length).join('');
      const expected = searched.flatMap((_each, id) => (parts[id]?.some((each) => holds(each, word)) ? id : []));
      expect((await find(await searchOf(searched), word)).sort((a, b) => a - b)).toEqual(
        [...word].length >= 2 ? expected : expect.anything(),
      );
    }),
    { numRuns: tries(400) },
  );
});

/** Runs, and words of other scripts. */
const TOKENS =
  /(?:(?=[\p{L}\p{N}\p{M}])[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}])+|(?:(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}])[\p{L}\p{N}\p{M}])+/gu;

function fieldsOf({ html }: SearchedPost): string[] {
  return [textOfHtml(html).text];
}

test('folding is idempotent, and each unit has its offset', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (each) => {
      const { folded, offsets } = folder.foldWithOffsets(each);
      expect(folded).toBe(fold(each));
      expect(fold(folded)).toBe(folded);
      expect(offsets).toHaveLength(folded.length + 1);
      expect([...offsets]).toEqual([...offsets].sort((a, b) => a - b));
      expect(offsets[folded.length]).toBe(each.length);
    }),
    { numRuns: tries(1000) },
  );
});

describe('decomposed text (NFD)', () => {
  const forms = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const;
  test('is found in titles, tags and texts by queries in either form', async () => {
    const [title, tag, word] = ['한국어 제목', '데이터', 'Việt phố が'];
    const posts = forms.map((form, id) =>
      post(id, { title: title.normalize(form), tags: [tag.normalize(form)], html: `<p>${word.normalize(form)}</p>` }),
    );
    const search = await searchOf(posts);
    for (const query of ['한국', '제목', '데이터', 'việt', 'phố', 'が'].flatMap((each) =>
      forms.map((form) => each.normalize(form)),
    ))
      expect([query, (await find(search, query)).sort()]).toEqual([query, [0, 1, 2, 3]]);
  });

  test('folds like composed text, and each unit has its offset', () => {
    const letters = fc.constantFrom(...'한글각가나힣갂áǹồが漢ﬁﾊﾞⅣ ', 'ᄒ', 'ᅡ', 'ᆫ', 'ᆨ', '\u0301', '\u3099');
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), (parts) => {
        const text = parts.join('').normalize('NFC');
        const apart = text.normalize('NFD');
        expect(fold(apart)).toBe(fold(text));
        const { folded, offsets } = folder.foldWithOffsets(apart);
        expect(folded).toBe(fold(text));
        expect(offsets).toHaveLength(folded.length + 1);
      }),
    );
  });
});
