// Headers of other tools: known fields are read, and values that can't be used are warnings at their places.

import { describe, expect, test } from 'vitest';
import { readSource } from '../../scripts/read/source.js';
import { HEADER } from '../readSettings.js';

/** Reads a post with some front matter. */
function read(fields: string, { fence = '---', path = 'posts/2020-01-02-a.md' } = {}) {
  const { source, draft, problems } = readSource(path, `${fence}\ntitle: T\n${fields}\n${fence}\n\nText.\n`, {
    fields: HEADER,
    dialect: 'gfm',
  });
  const reported = problems.map(({ place, ruleId, reason, fatal }) => `${place?.line} ${ruleId}${fatal ? '!' : ''} ${reason}`);
  return { ...source, draft, reported };
}

describe('read as', () => {
  test.each([
    ['updated', 'lastmod: 2021-02-03'],
    ['updated', 'last_modified_at: 2021-02-03 10:00:00 +0800'],
    ['updated', 'date modified: 2021-02-03'],
    ['updated', 'lastUpdated: 2021-02-03'],
    ['updated', 'last_update: {date: 2021-02-03, author: A}'],
    ['updated', 'Updated: 2021-02-03'],
  ])('%s: %s', (_field, fields) => expect(read(fields).meta.updated).toBe('2021-02-03'));

  test.each([
    'created: 2019-01-02',
    'date created: 2019-01-02 10:00',
    'pubDate: 2019-01-02',
    'published: 2019-01-02',
    'Date: 2019-01-02',
  ])('date: %s', (fields) => expect(read(fields, { path: 'notes/a.md' })).toMatchObject({ date: '2019-01-02', kind: 'post' }));

  test.each(['summary: S', 'excerpt: S', 'desc: S', 'Description: S'])('description: %s', (fields) =>
    expect(read(fields).meta.description).toBe('S'));

  test.each([
    ['cover: a.jpg', 'a.jpg', undefined],
    ['cover: {image: a.jpg, alt: A}', 'a.jpg', 'A'],
    ['image: {path: /a.jpg, alt: A}', '/a.jpg', 'A'],
    ['featuredImage: a.jpg', 'a.jpg', undefined],
    ['featured_image: a.jpg', 'a.jpg', undefined],
    ['thumbnail: a.jpg', 'a.jpg', undefined],
    ['header-img: a.jpg', 'a.jpg', undefined],
    ['images: [a.jpg, b.jpg]', 'a.jpg', undefined],
    ['cover: false', undefined, undefined],
    ['top_img: transparent', undefined, undefined],
    ['thumbnail: a.jpg\nimage: b.jpg\ncover: c.jpg', 'c.jpg', undefined],
  ])('cover: %s', (fields, path, alt) => {
    const { meta, reported } = read(fields);
    expect([meta.cover, meta.coverAlt, reported]).toEqual([path, alt, []]);
  });

  test.each([
    ['pin: true', 1],
    ['sticky: 100', 100],
    ['top: false', 0],
    ['pinned: 3', 3],
    ['weight: 4', 0.25],
    ['weight: 0', undefined],
  ])('pinned: %s', (fields, pinned) => expect(read(fields).meta.pinned).toBe(pinned));

  test.each([
    ['alias: /a.html', ['/a.html']],
    ['redirect_from: [/a/, /b.html]', ['/a/', '/b.html']],
    // One redirect for all spellings of an address.
    ['aliases: [/a/, /a/, /a, /b/index.html, /b/, /a.html]', ['/a/', '/b/index.html', '/a.html']],
    ['aliases: /wiki/Some Page/', ['/wiki/Some Page/']],
    ['aliases: "/a, b/"', ['/a, b/']],
    ['aliases: [/a /b/]', ['/a /b/']],
    ['aliases: /a/ /b/', ['/a/', '/b/']],
  ])('aliases: %s', (fields, aliases) => expect(read(fields).meta.aliases).toEqual(aliases));

  test.each([
    ['tags: a；b，c、d', ['a', 'b', 'c', 'd']],
    ['tag: x', ['x']],
    ['tags: [machine learning]', ['machine learning']],
  ])('tags: %s', (fields, tags) => {
    const { meta, reported } = read(fields);
    expect([meta.tags, reported]).toEqual([tags, []]);
  });

  test.each([
    ['tags: a، b', '،'],
    ['tags: a؛ b', '؛'],
  ])('splits %s with a warning', (fields, sign) => {
    const { meta, reported } = read(fields);
    expect([meta.tags, reported.length, reported.join()]).toEqual([
      ['a', 'b'],
      1,
      expect.stringContaining(`"${sign}" separates`),
    ]);
  });

  test('comments: disable_comments: true, and a mapping with a switch, with a warning', () => {
    expect(read('disable_comments: true').meta.own?.comments).toBe(false);
    expect(read('toc: {enable: true, auto: false}')).toMatchObject({
      meta: { toc: true },
      reported: ['3 front-matter/wrong toc: the mapping is read as true, and its other fields are not used'],
    });
    expect(read('series: [A]').meta.own?.series).toBe('A');
    expect(read('series: [A, B]').reported).toEqual(['3 front-matter/wrong series: only the first item of the list is used']);
  });

  test('our own field, if both are given', () => {
    expect(read('lastmod: 2021-01-01\nupdated: 2022-02-02').meta.updated).toBe('2022-02-02');
    expect(read('excerpt: E\ndescription: D').meta.description).toBe('D');
  });
});

describe('a warning', () => {
  test.each([
    [
      'lastmod: soon',
      '3 front-matter/foreign lastmod is not used: "soon" is not a valid date; write YYYY-MM-DD, such as 2023-11-12',
    ],
    ['tags: [null, a]', '3 front-matter/wrong tags: an empty item is left out'],
    ['tags:\n  -\n', '4 front-matter/wrong tags: an empty item is left out'],
    ['tags: ["", a]', '3 front-matter/wrong tags: an empty item is left out'],
    ['categories: [[a, " "], b]', '3 front-matter/wrong categories: an empty item is left out'],
    ['author: [""]', '3 front-matter/wrong author: an empty item is left out'],
    ['aliases: /a/ /b/', '3 front-matter/wrong aliases: these are 2 addresses here; write `[/a/, /b/]`'],
    ['aliases: "/a/,/b.html，/c"', '3 front-matter/wrong aliases: these are 3 addresses here; write `[/a/, /b.html, /c]`'],
    [
      'tags: java spring',
      '3 front-matter/wrong tags: "java spring" is one tag here, and 2 in Jekyll; write `[java, spring]` or `[java spring]`',
    ],
    ['Tags: [a]', '3 front-matter/field "Tags" is read as "tags"'],
  ])('%s', (fields, problem) => {
    const { reported, draft } = read(fields);
    expect([reported, draft]).toEqual([[problem], false]);
  });

  test.each([
    ['layout: search', 'search.md', 'the search page'],
    ['layout: archives', 'archives/index.md', 'the archive'],
    ['type: tags', 'tags/index.md', 'the list of tags'],
    ['type: "categories"', 'categories/index.md', 'the list of categories'],
  ])('%s: an empty file for a page that titleblock generates', (fields, path, page) => {
    const { source, draft, problems } = readSource(path, `---\ntitle: T\n${fields}\n---\n`, { fields: HEADER, dialect: 'gfm' });
    expect([source.kind, draft, problems.map(({ reason }) => reason)]).toEqual([
      'page',
      true,
      [`this file has no text, and titleblock makes ${page} itself, so no page is made from it`],
    ]);
    expect(readSource(path, `---\ntitle: T\n${fields}\n---\n\nA text.\n`, { fields: HEADER, dialect: 'gfm' }).draft).toBe(false);
  });

  test('a blank line after the ---', () => {
    const { source, problems } = readSource('a.md', '---\n\ntitle: T\ndate: 2020-01-02\n---\n\nText.\n', {
      fields: HEADER,
      dialect: 'gfm',
    });
    expect([source.meta.title, source.date, problems.map(({ fatal, place }) => [fatal, place?.line])]).toEqual([
      'T',
      '2020-01-02',
      [[false, 1]],
    ]);
  });

  test('an Obsidian comment is not a title block', () => {
    expect(
      readSource('a.md', '---\ntitle: T\n---\n\n%% 我的注释 %%\n\n字\n', { fields: HEADER, dialect: 'gfm' }).problems,
    ).toEqual([]);
  });
});

describe('TOML', () => {
  const toml = (text: string) => {
    const { source, draft, problems } = readSource('posts/a.md', `+++\n${text}\n+++\n\nText.\n`, {
      fields: HEADER,
      dialect: 'gfm',
    });
    return { ...source, draft, reported: problems.map(({ place, reason }) => `${place?.line}:${place?.column} ${reason}`) };
  };

  test('reads texts, dates with and without a time, lists, tables', () => {
    const found = toml(
      'title = "标题"\ndate = 2019-06-14T22:00:27+08:00\nlastmod = 2019-07-01\ntags = ["a", "b"]\nweight = 2\n[params]\nmood = "glad"',
    );
    expect(found).toMatchObject({
      date: '2019-06-14',
      meta: { title: '标题', updated: '2019-07-01', tags: ['a', 'b'], pinned: 0.5, meta: { params: { mood: 'glad' } } },
      reported: [],
    });
    expect(toml('title = "T"\ndraft = true').draft).toBe(true);
    expect(toml('title = "T"\n[taxonomies]\ntags = ["z"]').meta.tags).toEqual(['z']);
  });

  test.each([
    ['title = "T"\ndate = "soon"', '3:1 "soon" is not a valid date'],
    ['title = "T"\ntags = 2020-13-45', '3:8 invalid TOML'],
    ['title = T', '2:9 invalid TOML'],
    ['title = "T"\nslug = "a/b"', '3:1 slug: expected one part of an address'],
  ])('reports the mistakes of %j at their lines', (text, start) => {
    const [reported = ''] = toml(text).reported.map((each) => each.replace('date: ', ''));
    expect(reported.startsWith(start) ? start : reported).toBe(start);
  });
});
