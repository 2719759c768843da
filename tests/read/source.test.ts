// Reading the header of a file: kind, date, address, authors, tags, and the problems of mistakes.

import { describe, expect, test } from 'vitest';
import { readSource } from '../../scripts/read/source.js';
import { HEADER } from '../readSettings.js';

const DIALECT = 'markdown+cjk';
const read = (path: string, text: string, dialect = DIALECT) => {
  const { source, draft, problems } = readSource(path, text, { fields: HEADER, dialect });
  return {
    source,
    draft,
    said: problems.map(({ ruleId, reason, place }) => `${place?.line}:${place?.column} ${ruleId} ${reason}`),
  };
};

describe('the date', () => {
  test.each([
    ['a.md', '% A\n', undefined, []],
    ['2020-01-02-a.md', '% A\n', '2020-01-02', []],
    ['2020-01-02-a.md', '% A\n%\n% 2020\n', '2020-01-02', []],
    ['2020-01-02-a.md', '% A\n%\n% 2020-01\n', '2020-01-02', []],
    ['2020-00-00-a.md', '% A\n%\n% 2020-03-04\n', '2020-03-04', []],
    ['a.md', '% A\n%\n% 2020-03\n', '2020-03-00', []],
    [
      '2020-01-02-a.md',
      '% A\n%\n% 2021-01-02\n',
      '2021-01-02',
      ['3:1 date/disagrees the header says 2021-01-02, the file name says 2020-01-02'],
    ],
    [
      '2020-01-02-a.md',
      '---\ntitle: A\ndate: 2020-01-03\n---\n',
      '2020-01-03',
      ['3:1 date/disagrees the header says 2020-01-03, the file name says 2020-01-02'],
    ],
    ['a.md', '% A\n%\n% 2020-01-02 in Rome\n', '2020-01-02', ['3:1 date/more extra text after the date: "in Rome"']],
    [
      '2020-01-02-a.md',
      '% A\n%\n% one day\n',
      '2020-01-02',
      ['3:1 date/malformed "one day" is not a valid date; write YYYY-MM-DD, such as 2023-11-12'],
    ],
    [
      '2020-13-02-a.md',
      '% A\n',
      undefined,
      ['undefined:undefined date/malformed the file name begins with 2020-13-02, which is not a valid date'],
    ],
    ['2020-13-02-a.md', '% A\n%\n% 2020-12-02\n', '2020-12-02', []],
    ['a.md', '% A\n%\n% one day\n---\ndate: 2020-01-02\n---\n', '2020-01-02', []],
    [
      '2020-01-02-a.md',
      '% A\n%\n% 2020-01-05\n---\ndate: soon\n---\n',
      '2020-01-02',
      ['5:7 date/malformed date: "soon" is not a valid date; write YYYY-MM-DD, such as 2023-11-12'],
    ],
  ])('of %s: %j', (path, text, date, problems) => {
    const { source, said } = read(`posts/${path}`, text);
    expect(source.date).toBe(date);
    expect(source.kind).toBe(date ? 'post' : 'page');
    expect(said).toEqual(problems);
  });

  test('doesn’t make a home page or a 404 page a post', () => {
    for (const path of ['index.md', '404.markdown', 'INDEX.MD'])
      expect(read(path, '%\n%\n% 2020-01-02\n').source.kind).toBe('page');
    for (const path of ['a/index.md', 'index2.md']) expect(read(path, '% A\n%\n% 2020-01-02\n').source.kind).toBe('post');
  });
});

test.each([
  ['a.md', '', '/a.html'],
  ['posts/2020-01-02-a.markdown', '', '/posts/2020-01-02-a.html'],
  ['posts/index.md', '', '/posts/'],
  ['index.md', '', '/'],
  ['posts/2020-01-02-a.md', 'slug: b', '/posts/2020-01-02-b.html'],
  ['posts/a.md', 'slug: b', '/posts/b.html'],
  ['posts/e\u0301/a.md', 'slug: e\u0301', '/posts/é/é.html'],
])('the address of %s with %j is %s', (path, field, url) => {
  expect(read(path, `---\ntitle: A\n${field}\n---\n`).source.url).toBe(url);
});

test('a file is a draft if its header says so, or if it is in drafts/ and the header doesn’t deny it', () => {
  const isDraft = (path: string, text = '% A\n') => read(path, text).draft;
  expect([isDraft('drafts/a.md'), isDraft('posts/drafts/a.md'), isDraft('drafts.md'), isDraft('mydrafts/a.md')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isDraft('drafts/a.md', '---\ntitle: A\ndraft: false\n---\n')).toBe(false);
  expect(isDraft('a.md', '---\ntitle: A\ndraft: true\n---\n')).toBe(true);
});

test('each field has its place', () => {
  const { places } = read('a.md', '---\ntitle: A\ntags: [a,\n  b]\nmood:\nlang: en\n---\n').source;
  expect(Object.entries(places).map(([name, at]) => [name, at?.line, at?.column, at?.endLine, at?.endColumn])).toEqual([
    ['title', 2, 1, 2, 9],
    ['tags', 3, 1, 4, 5],
    ['mood', 5, 1, 5, 6],
    ['lang', 6, 1, 6, 9],
  ]);
});

test('the place of a mistake has an end', () => {
  const ends = (text: string) =>
    readSource('a.md', text, { fields: HEADER, dialect: DIALECT }).problems.map(({ place }) => [
      place?.endLine,
      place?.endColumn,
    ]);
  expect(ends('---\ntitle：B\nx\n---\n')).toEqual([[2, 7]]);
  expect(ends('% A\n%\n% one day\n')).toEqual([[4, 1]]);
  expect(ends(`---\na: ${'['.repeat(100_000)}\n---\n`)).toHaveLength(1);
});

test('files without authors have those of their folder', () => {
  const inherited = { values: { authors: ['X'] }, meta: {}, hash: 'h' };
  const authors = (text: string) => readSource('a.md', text, { fields: HEADER, dialect: DIALECT }, inherited).source.meta.authors;
  expect([authors('% A\n'), authors('% A\n% Y\n'), authors('---\ntitle: A\nauthors: Z\n---\n')]).toEqual([['X'], ['Y'], ['Z']]);
});

describe('a title', () => {
  test('is required, except on the home page', () => {
    expect(read('posts/2020-01-02-a.md', 'Text\n').said).toEqual(['1:1 title/missing the post has no title']);
    expect(read('a.md', 'Text\n').said).toEqual(['1:1 title/missing the page has no title']);
    expect(read('posts/2020-01-02-a.md', 'Text\n').source.meta.title).toBe('2020-01-02-a');
    expect(read('a.md', 'Text\n').source.meta.title).toBe('a');
    expect(read('notes/index.md', 'Text\n').source.meta.title).toBe('notes');
    expect(read('index.md', 'Text\n').source.meta.title).toBeUndefined();
    expect(read('index.md', 'Text\n').said).toEqual([]);
    // A broken header is reported once.
    expect(read('a.md', '---\ntitle: [\n---\n').said).toHaveLength(1);
  });

  test('has a place, and a limit', () => {
    expect(read('a.md', '% A b\n').source.places.title).toMatchObject({ line: 1, column: 1, endLine: 2, endColumn: 1 });
    const long = (length: number) => read('a.md', `% ${'x'.repeat(length)}\n`).said;
    expect(long(10_000)).toEqual([]);
    expect(long(10_001)).toEqual(['1:1 front-matter/large the title has 10,001 characters; at most 10,000 are allowed']);
    const tags = (count: number) =>
      read('a.md', `---\ntitle: A\ntags: [${Array.from({ length: count }, (_, n) => `t${n}`)}]\n---\n`).said;
    expect(tags(500)).toEqual([]);
    expect(tags(501)).toEqual(['3:1 front-matter/large 501 tags; at most 500 are allowed']);
  });
});

test.each([
  ['% A\n\nText', 'title block'],
  ['\uFEFF% A\n---\ntags: [x]\n---\n', 'yaml'],
  ['---\ntitle: A\n---\n', 'yaml'],
  ['+++\ntitle = "A"\n+++\n', 'toml'],
  ['\uFEFF+++\ntitle = "A"\n+++\n', 'toml'],
  ['Text\n\n---\n\nMore\n', undefined],
  ['---\n\nText between rules\n\n---\n', undefined],
])('detects the kind of header of %j', (text, header) => {
  expect(read('a.md', text).source.header).toBe(header);
});

test('has the fields that are set, and no others', () => {
  const { source } = read('a.md', '% A\n');
  expect(source.meta).toEqual({ title: 'A', authors: [], tags: [], aliases: [], meta: {} });
  expect(Object.keys(source).sort()).toEqual(['bodyOffset', 'header', 'kind', 'meta', 'path', 'places', 'url']);
  const all = `title: B
author: [X, {name: Y}]
tags: [a, b, a]
aliases: /old
updated: 2020-01-02
description: D
lang: EN
toc: false
cover: c.png
layout: l
markdown: gfm
series: S
guid: g
license: L
comments: false
translations: {en: /b, de: c.md}
subtitle: s
mood: m`;
  expect(read('a.md', `% A\n% Z\n---\n${all}\n---\n`).source.meta).toEqual({
    title: 'B',
    authors: ['X', 'Y'],
    tags: ['a', 'b'],
    aliases: ['/old'],
    updated: '2020-01-02',
    description: 'D',
    lang: 'en',
    toc: false,
    cover: 'c.png',
    layout: 'l',
    markdown: 'gfm',
    guid: 'g',
    license: 'L',
    own: { series: 'S', comments: false },
    translations: { en: '/b', de: 'c.md' },
    subtitle: 's',
    unread: ['mood'],
    meta: { mood: 'm' },
  });
});

describe('a list with Chinese separators', () => {
  test.each([
    ['tags: [甲，乙、丙；丁, 戊]', 'tags', ['甲', '乙', '丙', '丁', '戊'], '，', ','],
    ['author: [甲；乙]', 'authors', ['甲', '乙'], '；', ','],
    ['authors: 甲、 、乙', 'authors', ['甲', '乙'], '、', ','],
    ['aliases: [/甲，/乙]', 'aliases', ['/甲', '/乙'], '，', ','],
    ['aliases: [/甲；  /乙]', 'aliases', ['/甲', '/乙'], '；', ','],
  ])('%s', (field, name, items, sign, comma) => {
    const text = `---\ntitle: A\n${field}\n---\n`;
    const { source, said } = read('a.md', text);
    expect((source.meta as unknown as { [name: string]: unknown })[name]).toEqual(items);
    expect(said).toEqual([`3:1 front-matter/separator ${field.split(':')[0]}: "${sign}" separates two items here`]);
    const { problems } = readSource('a.md', text, { fields: HEADER, dialect: DIALECT });
    expect(problems[0]?.note).toBe(`write "${comma}" between them`);
    const other = read('a.md', text, 'markdown');
    expect((other.source.meta as unknown as { [name: string]: unknown })[name]).not.toEqual(items);
    expect(other.said).toEqual([
      `3:1 front-matter/separator ${field.split(':')[0]}: "${sign}" is not a separator, so this is one item`,
    ]);
  });

  test('may be the authors of a title block', () => {
    const { source, said } = read('a.md', '% A\n% 甲；乙; 丙\n');
    expect(source.meta.authors).toEqual(['甲', '乙', '丙']);
    expect(said).toEqual(['2:1 front-matter/separator author: "；" separates two items here']);
    expect(readSource('a.md', '% A\n% 甲；乙\n', { fields: HEADER, dialect: DIALECT }).problems[0]?.note).toBe(
      'write ";" between them',
    );
  });

  test('is not split if the character is part of a name', () => {
    expect(read('a.md', '---\ntitle: A\nauthor: [甲，乙]\naliases: [/甲，乙]\n---\n').said).toEqual([]);
  });
});

describe('an invalid field', () => {
  test.each([
    ['slug: a/b', '3:7 front-matter/wrong slug: expected one part of an address, without "/"'],
    ['slug: ..', '3:7 front-matter/wrong slug: expected one part of an address, without "/"'],
    ['shift-heading-level-by: 6', '3:25 front-matter/wrong shift-heading-level-by: expected a number from -5 to 5'],
    ['shift-heading-level-by: -6', '3:25 front-matter/wrong shift-heading-level-by: expected a number from -5 to 5'],
    ['translations: en', '3:15 front-matter/wrong translations: expected a mapping such as {en: hello.md}'],
    [
      'translations: {中文: a.md}',
      '3:16 front-matter/wrong translations: "中文" is the name of a language, not its tag; write zh-Hans',
    ],
    ['author: [{nam: X}]', '3:10 front-matter/wrong author: expected text, got a mapping'],
    ['updated: soon', '3:10 date/malformed updated: "soon" is not a valid date; write YYYY-MM-DD, such as 2023-11-12'],
    [
      'aliases: https://a.example/b',
      '3:10 front-matter/wrong aliases: "https://a.example/b" is a full address; an alias is a path on this site, such as /b',
    ],
    [
      'aliases: //a.example',
      '3:10 front-matter/wrong aliases: "//a.example" is a full address; an alias is a path on this site, such as /',
    ],
    ['aliases: /', '3:10 front-matter/wrong aliases: "/" is the address of the home page'],
    ['aliases: a\\b', '3:10 front-matter/wrong aliases: "a\\b" has a backslash; write a/b'],
    [
      'aliases: ../a/./b/',
      '3:10 front-matter/wrong aliases: "../a/./b/" is not a plain path; aliases start at the site’s root: write /a/b/',
    ],
    [
      'aliases: "/a#b"',
      '3:10 front-matter/wrong aliases: "/a#b" has a fragment, which browsers do not send; write /a ("%23" is the character itself)',
    ],
    [
      `aliases: /${'x'.repeat(300)}`,
      `3:10 front-matter/wrong aliases: "/${'x'.repeat(59)}…" is too long for a file name: at most 255 bytes (85 Chinese characters)`,
    ],
    [
      `aliases: ../${'x'.repeat(57)}`,
      `3:10 front-matter/wrong aliases: "../${'x'.repeat(57)}" is not a plain path; aliases start at the site’s root: write /${'x'.repeat(57)}`,
    ],
    [
      'aliases: ../a//b',
      '3:10 front-matter/wrong aliases: "../a//b" is not a plain path; aliases start at the site’s root: write /a/b',
    ],
    ['shift-heading-level-by: 55', '3:25 front-matter/wrong shift-heading-level-by: expected a number from -5 to 5'],
    ['tittle: B', '3:1 front-matter/field "tittle" is not a known field'],
    ['Tags: B', '3:1 front-matter/field "Tags" is read as "tags"'],
    ['dtae: B', '3:1 front-matter/field "dtae" is not a known field'],
  ])('%s', (field, problem) => {
    expect(read('a.md', `---\ntitle: A\n${field}\n---\n`).said).toEqual([problem]);
  });

  test.each([
    ['shift-heading-level-by: -5', 'shift-heading-level-by', -5],
    ['shift-heading-level-by: 5', 'shift-heading-level-by', 5],
    ['slug: b.c', undefined, undefined],
    ['mood: B', undefined, undefined],
    ['ta: B', undefined, undefined],
    ['tags: a,b，c、d', 'tags', ['a', 'b', 'c', 'd']],
    ['keywords: a, b', 'keywords', ['a', 'b']],
  ])('%s is valid', (field, name, value) => {
    const { source, said } = read('a.md', `---\ntitle: A\n${field}\n---\n`, 'markdown');
    expect(said).toEqual([]);
    if (name) expect((source.meta as unknown as { [name: string]: unknown })[name]).toEqual(value);
  });

  test.each([
    ['title：B', '1:6', 'the full-width "：" instead of ":"'],
    ['title:\u3000B', '1:7', 'a full-width space instead of a space'],
    ['a: b\ntags: ［a］', '2:7', 'the full-width "［" instead of "["'],
    ['tags: 【a】', '1:7', 'the full-width "【" instead of "["'],
    ['tags:\n－ a', '2:1', 'the full-width "－" instead of "-"'],
  ])('%j', (yaml, where, reason) => {
    const { said } = read('a.md', `---\n${yaml}\nx\n---\n`);
    const [line, column] = where.split(':').map(Number) as [number, number];
    expect(said).toEqual([`${line + 1}:${column} front-matter/syntax invalid YAML: ${reason}`]);
  });
});
