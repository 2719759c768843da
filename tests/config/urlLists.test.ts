// Lists of addresses in content/: one sorted line each, so that branches merge.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  readPublishedUrls,
  URLS_FILE,
  withoutUrls,
  withPublished,
  writePublishedUrls,
} from '../../scripts/config/publishedUrls.js';
import { LINKS_FILE, readSeenLinks, writeSeenLinks } from '../../scripts/config/seenLinks.js';

describe('published addresses', () => {
  test('are read back as they were written', () => {
    const urls = [
      { url: '/posts/b.html', file: 'posts/b.md', id: 'https://x/b', headings: ['one', 'two "2"'] },
      { url: '/a.html', file: 'a.md', headings: [] },
    ];
    const text = writePublishedUrls({ urls, dropped: [] });
    expect(
      text,
    ).toBe(`# All addresses of the deployed site, with their files and feed ids. \`npm run urls -- --publish\` adds to this file after a
# deployment; commit it with your posts. An address listed here must keep working; \`npm run urls -- --drop ADDRESS\` gives one up.
"/a.html": {"file": "a.md"}
"/posts/b.html": {"file": "posts/b.md", "id": "https://x/b", "headings": ["one", "two \\"2\\""]}
`);
    expect(readPublishedUrls(text)).toEqual({
      urls: [
        { url: '/a.html', file: 'a.md', line: 3 },
        { url: '/posts/b.html', file: 'posts/b.md', id: 'https://x/b', headings: ['one', 'two "2"'], line: 4 },
      ],
      dropped: [],
      problems: [],
    });
  });

  test.each(['# 我的网址。\n# 第二行\n', ''])('keep the comments at the top of the file: %j', (comments) => {
    const text = `${comments}"/a.html": {"file": "a.md"}\n`;
    expect(writePublishedUrls(readPublishedUrls(text), { text: text.replaceAll('\n', '\r\n') })).toBe(text);
  });

  test('dropped addresses have lines of their own until they are published again', () => {
    const text = '"/a/": {"dropped": true}\n"/b/": {"file": "b.md", "headings": ["one", "two"]}\n"/c/": {"file": "c.md"}\n';
    const list = readPublishedUrls(text);
    expect([list.urls.map(({ url }) => url), list.dropped, list.problems]).toEqual([['/b/', '/c/'], ['/a/'], []]);
    const left = withoutUrls(list, [{ url: '/b/', heading: 'one' }, { url: '/c/' }]);
    expect(writePublishedUrls(left).replace(/^#.*\n/gm, '')).toBe(
      '"/a/": {"dropped": true}\n"/b/": {"file": "b.md", "headings": ["two"]}\n"/c/": {"dropped": true}\n',
    );
    const again = withPublished(left, [
      { url: '/c/', file: 'c.md', headings: ['x'] },
      { url: '/b/', file: '', id: 'b' },
    ]);
    expect(again).toMatchObject({ dropped: ['/a/'], added: 1 });
    expect(again.urls).toEqual([
      { url: '/b/', file: 'b.md', id: 'b', headings: ['two'] },
      { url: '/c/', file: 'c.md', headings: ['x'] },
    ]);
  });

  test.each([
    '"/a.html": {"dropped": "yes"}',
    '"a.html": {"dropped": true}',
    'posts/a.html',
    '"/a.html": {"file": "a.md"',
    '"/a.html": {"file": "a.md"} x',
    ' "/a.html": {"file": "a.md"}',
    '"/a.html" {"file": "a.md"}',
    '"a.html": {"file": "a.md"}',
    '"/a.html": {"file": 1}',
    '"/a.html": {}',
    '"/a.html": {"file": "a.md", "id": 1}',
    '"/a.html": {"file": "a.md", "headings": "x"}',
    '"/a.html": {"file": "a.md", "headings": ["x", 1]}',
    '<<<<<<< HEAD',
  ])('reports an invalid line: %s', (line) => {
    const { urls, problems } = readPublishedUrls(`\r\n# a\n  \n${line}\n"/b.html": {"file": "b.md"}\r\n`);
    expect(urls).toEqual([{ url: '/b.html', file: 'b.md', line: 5 }]);
    expect(problems).toMatchObject([{ file: URLS_FILE, ruleId: 'url/list', place: { line: 4, column: 1 } }]);
  });

  test('reports invalid lines in order', () => {
    const { problems } = readPublishedUrls('"a": {}\nx\n"b": {}\n');
    expect(problems.map(({ place }) => place?.line)).toEqual([1, 2, 3]);
  });

  test('any address and any file are read back', () => {
    const url = fc.record({ url: fc.string().map((path) => `/${path}`), file: fc.string(), id: fc.string() });
    fc.assert(
      fc.property(fc.uniqueArray(url, { selector: (each) => each.url }), (urls) => {
        const read = readPublishedUrls(writePublishedUrls({ urls, dropped: [] }));
        expect(read.problems).toEqual([]);
        expect(new Set(read.urls.map(({ line: _line, ...each }) => JSON.stringify(each)))).toEqual(
          new Set(urls.map((each) => JSON.stringify(each))),
        );
      }),
    );
  });
});

test('seen links are read back as they were written', () => {
  const links = new Map([
    ['https://b.example/', { seen: '2026-01-02', failed: ['2026-01-03'], why: '404' }],
    ['https://a.example/', {}],
  ]);
  const text = writeSeenLinks(links);
  expect(text).toBe(`# External links: when each was last seen, and on which days it has failed since.
# npm run check -- --external maintains this file; commit it with your posts.
"https://a.example/": {}
"https://b.example/": {"seen": "2026-01-02", "failed": ["2026-01-03"], "why": "404"}
`);
  expect(readSeenLinks(text)).toEqual({ links, problems: [] });
  const { links: read, problems } = readSeenLinks(`"x": {"seen": 1, "failed": [2], "why": 3}\nx\n`);
  expect(read).toEqual(new Map([['x', {}]]));
  expect(problems).toMatchObject([{ file: LINKS_FILE, ruleId: 'url/list', place: { line: 2, column: 1 } }]);
});
