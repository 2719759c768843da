// Sites with very many posts: limits are kept, and the work stays fast.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Outline } from '../../scripts/assemble/outline.js';
import { subjectTerms } from '../../scripts/assemble/subjectTerms.js';
import { MAX_RELATED, relatedPosts } from '../../scripts/features/related/related.js';
import { sitemap, sitemapText } from '../../scripts/features/sitemap/sitemap.js';
import { FEATURES } from '../../scripts/features/table.js';
import type { Source } from '../../scripts/types.js';
import { readSettings } from '../readSettings.js';
import { SITE_YAML } from '../support.js';

function post(number: number, title = `Post ${number}`, tags: readonly string[] = []): Source {
  return {
    path: `posts/${number}.md`,
    kind: 'post',
    url: `/posts/${number}.html`,
    date: '2020-01-02',
    meta: { title, authors: [], tags, aliases: [], meta: {} },
    places: {},
    bodyOffset: 0,
  };
}

test('splits a sitemap of more than 50,000 addresses, with an index', () => {
  const { config } = readSettings(SITE_YAML);
  const outline = (posts: number) =>
    new Outline(
      config,
      {
        posts: Array.from({ length: posts }, (_, n) => post(n)),
        pages: [],
        unlisted: [],
        files: [],
        drafts: [],
      },
      FEATURES,
    );
  const sitemaps = (posts: number) => {
    const site = outline(posts);
    return Array.from(sitemap.addresses(site), ({ url, data }) => ({ url, text: sitemapText(site, data as number | undefined) }));
  };
  const counts = (posts: number) => sitemaps(posts).map(({ url, text }) => [url, text.match(/<url>/g)?.length ?? 0]);
  // The home page, list pages and archive are included.
  expect(counts(45_830)).toEqual([['/sitemap.xml', 50_000]]);
  expect(counts(45_831)).toEqual([
    ['/sitemap.xml', 0],
    ['/sitemap-1.xml', 50_000],
    ['/sitemap-2.xml', 1],
  ]);
  expect(sitemaps(45_831)[0]?.text.match(/<loc>[^<]*<\/loc>/g)).toEqual([
    '<loc>https://example.org/sitemap-1.xml</loc>',
    '<loc>https://example.org/sitemap-2.xml</loc>',
  ]);
});

test('lists a writer’s page that replaces a generated one only once', () => {
  const { config } = readSettings(SITE_YAML);
  const own: Source = { ...post(0), kind: 'page', path: 'archive.md', url: '/archive.html' };
  const posts = Array.from({ length: 45_830 }, (_, n) => post(n));
  const site = new Outline(config, { posts, pages: [own], unlisted: [], files: [], drafts: [] }, FEATURES);
  expect(Array.from(sitemap.addresses(site), ({ url }) => url)).toEqual(['/sitemap.xml']);
  expect(sitemapText(site).match(/<loc>[^<]*\/archive\.html<\/loc>/g)).toHaveLength(1);
});

/** Returns the numbers of each post's related posts. */
function related(posts: readonly Source[]): number[][] {
  const places = relatedPosts(posts.map(({ meta }) => subjectTerms(meta, [])));
  return posts.map((_post, at) => [...places.slice(at * MAX_RELATED, (at + 1) * MAX_RELATED)].filter((other) => other >= 0));
}

test('relates posts that share rare words and tags, and fills up with the nearest in time', () => {
  const posts = [
    post(0, '云服务的故障'),
    post(1, '散步'),
    post(2, 'Notes on trees', ['生活']),
    post(3, '又一次故障'),
    post(4, '咖啡', ['生活']),
    post(5, '旧书'),
  ];
  const found = related(posts);
  expect(found[0]).toEqual([3, 1, 2]);
  expect(found[2]?.[0]).toBe(4);
  expect(found[5]).toEqual([4, 3, 2]);
  expect(related([])).toEqual([]);
  expect(related([post(0)])).toEqual([[]]);
});

test('relates no post to itself or twice to another one', () => {
  const title = fc
    .array(fc.constantFrom('云', '服务', '故障', 'tree', 'notes ', '散'), { maxLength: 5 })
    .map((words) => words.join(''));
  fc.assert(
    fc.property(fc.array(fc.tuple(title, fc.subarray(['a', 'b', 'c'])), { maxLength: 12 }), (all) => {
      const posts = all.map(([words, tags], n) => post(n, words, tags));
      for (const [at, others] of related(posts).entries()) {
        expect(others).toHaveLength(Math.min(MAX_RELATED, posts.length - 1));
        expect(new Set(others).size).toBe(others.length);
        expect(others).not.toContain(at);
      }
    }),
  );
});
