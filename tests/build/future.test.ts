import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dateOfInstant } from '../../scripts/base/text/civilDate.js';
import { build } from '../../scripts/build/build.js';
import { verify } from '../../scripts/cli/verify.js';
import { bytesBelow, QUIET, run, SITE_YAML, writeSite } from '../support.js';

const FILES = {
  'content/posts/2026-01-02-old.md': '% 旧文\n',
  'content/posts/2027-01-02-soon.md': '% 将来\n\n[旧](2026-01-02-old.md)\n',
  'content/posts/2028-01-02-later.md': '% 更远\n',
};
const site = (future: string) => writeSite({ ...FILES, 'content/site.yaml': `${SITE_YAML}${future}search: true\n` });
const built = (root: string, today: string, more = {}) =>
  build({ ...QUIET, root, out: join(root, 'dist'), today: () => today, ...more });

test('publishes future posts by default', async () => {
  const root = site('');
  const { summary } = await built(root, '2026-11-26');
  expect([summary.posts, summary.waiting, summary.due]).toEqual([3, 0, undefined]);
});

test('does not date feeds by a future post before its day', async () => {
  const root = site('');
  const feed = (name: string) => readFileSync(join(root, 'dist', name), 'utf8');
  const dates = () => [/<lastBuildDate>.{5}(.{11})/.exec(feed('feeds.xml'))?.[1], /<updated>(.{10})/.exec(feed('atom.xml'))?.[1]];
  await built(root, '2025-11-26');
  expect(dates()).toEqual([undefined, '1970-01-01']);
  await built(root, '2026-11-26');
  expect(dates()).toEqual(['01 Jan 2026', '2026-01-02']);
  await built(root, '2027-06-01');
  expect(dates()).toEqual(['01 Jan 2027', '2027-01-02']);
  // All posts are older, so the output does not depend on the day.
  await built(root, '2028-06-01');
  expect((await built(root, '2029-06-01')).times.render).toBeUndefined();
});

test('leaves posts out everywhere until their day with future: wait', async () => {
  const root = site('future: wait\n');
  const options = { ...QUIET, root, out: join(root, 'dist') };
  const first = await built(root, '2026-11-26');
  expect([first.summary.posts, first.summary.drafts, first.summary.waiting, first.summary.due]).toEqual([1, 0, 2, '2027-01-02']);
  const everything = () => [...bytesBelow(join(root, 'dist'))].map(([, bytes]) => Buffer.from(bytes).toString()).join('');
  expect(everything()).not.toMatch(/将来|更远|2027-01-02-soon/);
  expect((await built(root, '2026-11-26')).times.render).toBeUndefined();
  // Its day has come, without any change of files.
  const second = await built(root, '2027-01-02');
  expect([second.summary.posts, second.summary.waiting, second.summary.due]).toEqual([2, 1, '2028-01-02']);
  expect(readFileSync(join(root, 'dist/posts/2027-01-02-soon.html'), 'utf8')).toContain('将来');
  expect(everything()).not.toContain('更远');
  expect(await verify({ ...options, today: () => '2027-01-02' }, second, build)).toEqual([]);
  // If the clock is set back, the post is removed again.
  await built(root, '2026-11-26');
  expect(existsSync(join(root, 'dist/posts/2027-01-02-soon.html'))).toBe(false);
});

test.each([
  ['Asia/Shanghai', '2027-01-01T15:59:00Z', 1],
  ['Asia/Shanghai', '2027-01-01T16:00:00Z', 2],
  ['America/New_York', '2027-01-02T04:59:00Z', 1],
  ['America/New_York', '2027-01-02T05:00:00Z', 2],
  ['UTC', '2027-01-01T23:59:00Z', 1],
])('uses the site’s time zone for future: wait: in %s at %s, %i posts', async (timezone, instant, posts) => {
  const root = site(`future: wait\ntimezone: ${timezone}\n`);
  const today = (zone: string) => dateOfInstant(new Date(instant), zone);
  expect((await build({ ...QUIET, root, out: join(root, 'dist'), today })).summary.posts).toBe(posts);
});

test('does not depend on the machine’s time zone', () => {
  const root = site('future: wait\n');
  const [east, west] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].map((TZ) =>
    run(['build', '--root', root, '--json'], { env: { TZ } }),
  );
  expect(JSON.parse(east?.stdout ?? '').summary.waiting).toBe(JSON.parse(west?.stdout ?? '').summary.waiting);
}, 30_000);

test.each([
  '2026-11-26',
  '2026-11-28',
])('shows the day of a future change only when it has come (built first on %s)', async (first) => {
  const root = writeSite({
    'content/site.yaml': `${SITE_YAML}future: wait\nsearch: true\nfeedSize: 1\n`,
    'content/posts/2020-01-01-old.md': '---\ntitle: 旧文\nupdated: 2026-11-28\n---\n\n旧\n',
    'content/posts/2020-01-02-other.md': '---\ntitle: 另一篇\nupdated: 2021-01-01\n---\n\n新\n',
  });
  const page = () => readFileSync(join(root, 'dist/posts/2020-01-01-old.html'), 'utf8');
  for (const today of [first, '2026-11-28', '2026-11-26', '2026-11-29']) {
    const result = await built(root, today);
    expect([today, page().includes('2026-11-28')]).toEqual([today, today >= '2026-11-28']);
    const options = { ...QUIET, root, out: join(root, 'dist'), today: () => today };
    expect(await verify(options, result, build)).toEqual([]);
  }
  // Nothing is rendered again, and no result is dropped.
  expect((await built(root, '2026-11-26')).summary.rendered).toBe(0);
});

test('fails on future posts with future: error', async () => {
  const root = site('future: error\n');
  const { problems, published } = await built(root, '2026-11-26');
  expect(published).toBe(false);
  expect(problems.map(({ file, ruleId, reason }) => [file, ruleId, reason])).toEqual([
    ['content/posts/2027-01-02-soon.md', 'date/future', 'the date 2027-01-02 is in the future'],
    ['content/posts/2028-01-02-later.md', 'date/future', 'the date 2028-01-02 is in the future'],
  ]);
  expect((await built(root, '2028-01-02')).published).toBe(true);
});

test('treats posts in a folder drafts/ as drafts, unless their headers say otherwise', async () => {
  const root = writeSite({
    'content/drafts/2026-01-02-a.md': '% A\n',
    'content/posts/drafts/2026-01-02-b.md': '% B\n',
    'content/drafts/2026-01-02-c.md': '---\ntitle: C\ndraft: false\n---\n',
    'content/posts/2026-01-02-drafts.md': '% D\n',
  });
  const { summary } = await built(root, '2026-11-26');
  expect([summary.posts, summary.drafts]).toEqual([2, 2]);
});

test('prints the number of waiting posts for the given day', () => {
  const root = site('future: wait\n');
  expect(run(['build', '--root', root, '--today', '2026-11-26']).stderr).toContain(
    '1 post, 0 pages, 2 posts scheduled, the next for 2027-01-02 · ',
  );
  expect(run(['build', '--root', root, '--today', '2028-11-26']).stderr).toMatch(/^3 posts, 0 pages · /);
  expect(run(['build', '--root', root, '--today', 'soon'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--today "soon" is not a valid date'),
  });
}, 30_000);

test('builds a preview with --drafts: marked drafts, no indexing, no drafts in feeds and sitemap', async () => {
  const root = writeSite({
    'content/posts/2026-01-02-a.md': '% 甲\n',
    'content/posts/2026-01-03-b.md': '---\ntitle: 乙\ndraft: true\ntags: [x]\n---\n',
    'content/drafts/about.md': '% 丙\n',
  });
  const { summary } = await built(root, '2026-11-26', { drafts: 'preview' });
  expect([summary.posts, summary.pages, summary.drafts]).toEqual([2, 1, 0]);
  const page = (path: string) => readFileSync(join(root, 'dist', path), 'utf8');
  expect(page('posts/2026-01-03-b.html')).toContain('<p class="draft">草稿</p>');
  expect(page('drafts/about.html')).toContain('<p class="draft">草稿</p>');
  expect(page('posts/2026-01-02-a.html')).not.toContain('class="draft"');
  for (const path of ['index.html', 'posts/2026-01-02-a.html', 'posts.html'])
    expect(page(path)).toContain('<meta name="robots" content="noindex">');
  expect(page('_headers')).toContain('X-Robots-Tag: noindex');
  for (const path of ['feeds.xml', 'atom.xml', 'feed.json', 'sitemap.xml']) {
    expect(page(path)).toContain('2026-01-02-a');
    expect(page(path)).not.toMatch(/2026-01-03-b|drafts\/about/);
  }
  // A normal build removes all of it.
  await built(root, '2026-11-26');
  expect(page('posts/2026-01-02-a.html')).not.toContain('noindex');
  expect(existsSync(join(root, 'dist/posts/2026-01-03-b.html'))).toBe(false);
  expect(page('_headers')).not.toContain('X-Robots-Tag');
  expect(run(['build', '--root', root, '--drafts']).stderr).toMatch(/^2 posts, 1 page · /);
});
