// Timestamps of posts in feeds: unique, the same in every feed, in the time zone of the site.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantsOf } from '../../scripts/assemble/instants.js';
import { dateOfInstant } from '../../scripts/base/text/civilDate.js';
import type { Source } from '../../scripts/types.js';
import { buildSite, SITE_YAML, tries } from '../support.js';

const post = (path: string, date: string, updated?: string) =>
  ({ path, date, meta: { authors: [], tags: [], aliases: [], meta: {}, ...(updated && { updated }) } }) as unknown as Source;

test.each([
  ['UTC', '2023-11-12', '2023-11-12T00:00:00Z'],
  ['Asia/Shanghai', '2023-11-12', '2023-11-12T00:00:00+08:00'],
  ['Asia/Shanghai', '1988-07-01', '1988-07-01T00:00:00+09:00'],
  ['America/St_Johns', '2024-01-15', '2024-01-15T00:00:00-03:30'],
  // Clocks change at three o’clock on the first of these days; on the second at midnight, so that it begins at one o’clock.
  ['Australia/Sydney', '2023-10-01', '2023-10-01T00:00:00+10:00'],
  ['Australia/Sydney', '2024-04-07', '2024-04-07T00:00:00+11:00'],
  ['Pacific/Auckland', '2023-09-24', '2023-09-24T00:00:00+12:00'],
  ['America/Los_Angeles', '2024-03-10', '2024-03-10T00:00:00-08:00'],
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T00:00:00-03:00'],
  ['UTC', '2005-00-00', '2005-01-01T00:00:00Z'],
  ['UTC', '2005-03-00', '2005-03-01T00:00:00Z'],
])('in %s the day %s begins at %s', (timezone, date, published) => {
  const only = post('a', date);
  expect(instantsOf([only], timezone)(only)).toEqual({ published, updated: published });
});

test.each([
  ['Asia/Shanghai', '2023-11-12', '21:10:00', '2023-11-12T21:10:00+08:00'],
  ['Asia/Shanghai', '2023-11-12', '21:10:00Z', '2023-11-12T21:10:00Z'],
  ['UTC', '2023-11-12', '21:10:00+08:00', '2023-11-12T21:10:00+08:00'],
  // An hour after the clocks have changed, and in the hour that they skip.
  ['Australia/Sydney', '2023-10-01', '04:00:00', '2023-10-01T04:00:00+11:00'],
  ['America/Los_Angeles', '2024-03-10', '02:30:00', '2024-03-10T02:30:00-08:00'],
])('in %s, %s at %s is %s', (timezone, date, time, published) => {
  const only = { ...post('a', date), time };
  expect(instantsOf([only], timezone)(only)).toEqual({ published, updated: published });
});

test('orders posts of one day by time, or by the numbers in their names, and gives templates the time', async () => {
  const header = (date: string) => `---\ntitle: T\ndate: ${date}\n---\n\nText.\n`;
  const built = await buildSite({
    'content/site.yaml': `${SITE_YAML}timezone: Europe/Berlin\n`,
    'content/posts/z.md': header('2024-01-02 08:00'),
    'content/posts/a.md': header('2024-01-02 21:10:30'),
    'content/posts/p2.md': header('2024-01-01'),
    'content/posts/p10.md': header('2024-01-01'),
    'templates/post.html': '$date$ $time$',
  });
  const { items } = JSON.parse(built.page('feed.json')) as { items: { url: string; date_published: string }[] };
  expect(items.map(({ url, date_published }) => [url.slice(26), date_published])).toEqual([
    ['a.html', '2024-01-02T21:10:30+01:00'],
    ['z.html', '2024-01-02T08:00:00+01:00'],
    ['p10.html', '2024-01-01T00:00:01+01:00'],
    ['p2.html', '2024-01-01T00:00:00+01:00'],
  ]);
  expect([built.page('posts/a.html').trim(), built.page('posts/p2.html').trim()]).toEqual(['2024-01-02 21:10', '2024-01-01']);
});

test('gives posts of one day a second each, in the order of lists', () => {
  const posts = [
    post('c', '2024-01-02'),
    post('b', '2024-01-01'),
    post('a', '2024-01-01'),
    post('o', '2020-01-01', '2024-01-01'),
  ];
  const found = instantsOf(posts, 'UTC');
  expect(posts.map((each) => found(each).updated)).toEqual([
    '2024-01-02T00:00:00Z',
    '2024-01-01T00:00:02Z',
    '2024-01-01T00:00:01Z',
    '2024-01-01T00:00:00Z',
  ]);
  expect(found(posts[3] as Source).published).toBe('2020-01-01T00:00:00Z');
  expect(found(posts[1] as Source).published).toBe(found(posts[1] as Source).updated);
});

test('gives no two posts the same timestamp', () => {
  const day = fc.integer({ min: 1, max: 3 }).map((n) => `2024-01-0${n}`);
  fc.assert(
    fc.property(fc.array(fc.tuple(day, fc.option(day, { nil: undefined })), { maxLength: 30 }), (days) => {
      const posts = days.map(([date, updated], at) => post(`p${at}`, date, updated));
      const instants = instantsOf(posts, 'Asia/Tokyo');
      const updated = posts.map((each) => instants(each).updated);
      expect(new Set(updated).size).toBe(posts.length);
    }),
  );
});

test('writes formulas and drawings that every feed reader shows', async () => {
  const text =
    'A $x + 1$ and $\\frac{a}{b}$.\n\n```{.dot alt="A & B"}\ndigraph { a -> b }\n```\n\n<svg width="10" height="20" viewBox="0 0 1 1"><title>T</title><path d="M0 0"/></svg>\n';
  const built = await buildSite({
    'content/site.yaml': `${SITE_YAML}timezone: Asia/Shanghai\n`,
    'content/posts/2024-01-01-a.md': `% A\n\n${text}`,
    'content/posts/2024-01-01-b.md': '% B\n\nText.\n',
  });
  const feed = built.page('feed.json');
  const [b, a] = (JSON.parse(feed) as { items: { content_html: string; date_published: string }[] }).items;
  expect([a?.date_published, b?.date_published]).toEqual(['2024-01-01T00:00:00+08:00', '2024-01-01T00:00:01+08:00']);
  const html = a?.content_html ?? '';
  expect(html).toContain('<i>x + 1</i> and <code>\\frac{a}{b}</code>');
  expect(html).toMatch(/<img src="data:image\/svg\+xml;base64,[\w+/=]+" alt="A &amp; B" width="\d+" height="\d+">/);
  expect(html).toMatch(/<img src="data:image\/svg\+xml;base64,[\w+/=]+" alt="T" width="10" height="20">/);
  for (const file of ['feeds.xml', 'atom.xml', 'feed.json']) expect(built.page(file)).not.toMatch(/(?:&lt;|<)(?:math|svg)/);
  expect(built.page('feeds.xml')).toContain('<pubDate>Sun, 31 Dec 2023 16:00:00 GMT</pubDate>');
});

test('reports a time zone that does not exist', async () => {
  const built = await buildSite({ 'content/site.yaml': `${SITE_YAML}timezone: Asia/Peking\n` });
  expect(built.report).toContain('unknown time zone "Asia/Peking"');
});

test('dates a post on its own day, whenever clocks change', () => {
  const zones = [
    'Australia/Sydney',
    'America/Sao_Paulo',
    'Asia/Tehran',
    'Africa/Cairo',
    'America/New_York',
    'Asia/Shanghai',
    'Asia/Beirut',
  ];
  const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...zones), days, (timezone, some) => {
      const day = some.toISOString().slice(0, 10);
      const only = post('a', day);
      const { published } = instantsOf([only], timezone)(only);
      expect(dateOfInstant(new Date(published), timezone)).toBe(day);
    }),
    { numRuns: tries(300) },
  );
});
