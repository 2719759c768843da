// `redirects` in site.yaml, in build, dev and check.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { check } from '../../scripts/check/check.js';
import { verify } from '../../scripts/cli/verify.js';
import { ServedSite } from '../../scripts/dev/servedSite.js';
import { newPost } from '../../scripts/new/newPost.js';
import { buildAt, buildSite, QUIET, SITE_YAML, writeSite } from '../support.js';

const POST = '---\ntitle: 甲\ntags: [x]\n---\n\n[old tag](/tags/x/), [old feed](/feed), [elsewhere](/talk/)\n';
const settings = (redirects: string, url = 'https://example.org') => `title: T\nurl: ${url}\nredirects:\n${redirects}`;
const site = (redirects: string, more: { [path: string]: string } = {}) =>
  writeSite({ 'content/site.yaml': settings(redirects), 'content/posts/2020-01-02-a.md': POST, ...more });
const GOOD = '  /tags/x/: /tags/x.html#top\n  /feed/: /atom.xml\n  /talk/: https://forum.example/c?d=1\n';

test('makes redirect pages and lines of _redirects, and resolves links to them', async () => {
  const root = site(GOOD, { 'content/urls.yaml': '"/tags/x/index.html": {"file": ""}\n"/feed/": {"file": ""}\n' });
  const { problems, page } = await buildAt(root);
  expect(problems).toEqual([]);
  expect(page('tags/x/index.html')).toContain('<meta http-equiv="refresh" content="0; url=/tags/x.html#top">');
  expect(page('talk/index.html')).toContain('<link rel="canonical" href="https://forum.example/c?d=1">');
  expect(page('_redirects')).toBe(
    '/tags/x/ /tags/x.html#top 301\n/feed/ /atom.xml 301\n/talk/ https://forum.example/c?d=1 301\n',
  );
  const text = page('posts/2020-01-02-a.html');
  for (const link of ['href="/tags/x.html">old tag', 'href="/atom.xml">old feed', 'href="/talk/">elsewhere'])
    expect(text).toContain(link);
  expect(page('sitemap.xml')).not.toContain('/tags/x/');
  // After a change below a base path, the result is that of a build from scratch.
  writeFileSync(join(root, 'content/site.yaml'), settings(GOOD.replace('#top', ''), 'https://example.org/blog'));
  const options = { ...QUIET, root, out: join(root, 'dist') };
  expect(await verify(options, await build(options), build)).toEqual([]);
  expect(readFileSync(join(root, 'dist/tags/x/index.html'), 'utf8')).toContain('url=/blog/tags/x.html"');
});

test.each([
  ['/tags/x/: /tags/y.html', 4, 'link/dead', 'redirects: no page or file at "/tags/y.html"', ['/tags/x.html']],
  [
    '/old/: /posts/2020-01-02-a',
    4,
    'link/dead',
    '"/posts/2020-01-02-a" is not the address of a page itself',
    ['/posts/2020-01-02-a.html'],
  ],
  ['/old/: /posts/2020-01-02-a.md', 4, 'link/dead', 'is not the address of a page itself', ['/posts/2020-01-02-a.html']],
  ['/old/: /old/', 4, 'link/dead', 'redirects: "/old/" is not the address of a page itself', []],
  ['/old/: https://example.org/gone.html', 4, 'link/dead', 'no page or file at "https://example.org/gone.html"', []],
  ['/posts/2020-01-02-a.html: /tags.html', 4, 'url/duplicate', '/posts/2020-01-02-a.html is also the address of', []],
  ['/tags/x.html: /tags.html', 4, 'url/duplicate', '/tags/x.html is also the address of a page that titleblock', []],
  ['/tags/*: /tags.html', 4, 'config/wrong', 'redirects: "/tags/*" has "*"', []],
  ['https://example.org/x/: /tags.html', 4, 'config/wrong', 'is a full address; an alias is a path on this site', []],
  ['/x/: tags.html', 4, 'config/wrong', 'redirects: /x/: expected an address of this site that begins with "/"', []],
  ['/x/: javascript:alert(1)', 4, 'config/wrong', 'redirects: /x/: expected an address of this site', []],
  ['/x/: [a]', 4, 'config/wrong', 'redirects: expected text', []],
])('reports %s at its place', async (line, at, rule, reason, expected) => {
  const root = site(`  ${line}\n`, { 'content/posts/2020-01-02-a.md': '---\ntitle: 甲\ntags: [x]\n---\n' });
  const { problems, published } = await buildAt(root);
  expect([published, problems]).toMatchObject([
    false,
    [{ file: 'content/site.yaml', place: { line: at }, ruleId: rule, reason: expect.stringContaining(reason), expected }],
  ]);
});

test('reports chains, circles, and a list instead of a mapping', async () => {
  const reasons = async (redirects: string) =>
    (await buildSite({ 'content/site.yaml': settings(redirects), 'content/a.md': '% A\n' })).problems.map(({ reason }) => reason);
  expect(await reasons('  /a/: /b/\n  /b/: /a.html\n')).toEqual(['redirects: "/b/" is not the address of a page itself']);
  expect(await reasons('  /a/: /b/\n  /b/: /a/\n')).toHaveLength(2);
  expect(await reasons('  - /a/\n')).toEqual(['redirects: expected a mapping such as {/tags/x/: /tags/x.html}']);
});

test('serves redirects in dev, follows edits, and reports the same problems in build, dev and check', async () => {
  const root = site(GOOD);
  const live = new ServedSite({
    root,
    pictureFolder: join(root, '.cache/dev'),
    outputFolder: join(root, 'dist'),
    drafts: false,
    last: undefined,
  });
  const text = async (url: string) => Buffer.from((await live.request(url))?.bytes ?? []).toString();
  expect(await live.problems()).toEqual([]);
  expect(await text('/tags/x/')).toContain('url=/tags/x.html#top');
  writeFileSync(join(root, 'content/site.yaml'), settings(GOOD.replace('/tags/x.html#top', '/tags/y.html')));
  live.update(['content/site.yaml']);
  const rules = [['content/site.yaml', 4, 'link/dead']];
  const told = (problems: Awaited<ReturnType<typeof check>>) =>
    problems.map(({ file, place, ruleId }) => [file, place?.line, ruleId]);
  expect(told((await live.problems()) ?? [])).toEqual(rules);
  expect(told(await check({ root, drafts: false }))).toEqual(rules);
});

test('refuses a new post at the address of a redirect', () => {
  const root = writeSite({ 'content/site.yaml': `${SITE_YAML}redirects: {/posts/2026-11-26-x.html: /posts.html}\n` });
  expect(() => newPost(root, { title: 'X', slug: 'x', date: '2026-11-26', draft: false, page: false })).toThrow(
    '/posts/2026-11-26-x.html is redirected in content/site.yaml',
  );
});
