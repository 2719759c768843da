// Comments and analytics: their HTML, their part of the policy, and that pages load nothing else.

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { SERVICES as ANALYTICS_SERVICES } from '../../scripts/features/analytics/settings.js';
import { SERVICES as COMMENT_SERVICES } from '../../scripts/features/comments/settings.js';
import { policy } from '../assemble/policy.js';
import { buildSite, PROJECT, QUIET, SITE_YAML, writeSite } from '../support.js';

const POST = 'posts/2020-01-02-a.html';
const files = (yaml: string) => ({
  'content/site.yaml': `${SITE_YAML}${yaml}\n`,
  'content/posts/2020-01-02-a.md': '% A\n',
  'content/posts/2020-01-03-b.md': '---\ntitle: B\nlang: en\ncomments: false\n---\n',
});
const elsewhere = (html: string) => [...html.matchAll(/\b(?:src|data-js|data-css)="(https:[^"]*)"/g)].map(([, url]) => url);
/** Returns the origins in all directives of a policy. */
const origins = (html: string) =>
  [...new Set(Object.values(policy(html)).flat())].filter((each) => each.startsWith('https://')).sort();

const GISCUS = 'comments: {repo: a/b, repoId: R_1, category: C, categoryId: DIC_1}';

test.each([
  [GISCUS, ['https://giscus.app/client.js'], ['https://giscus.app']],
  [
    'comments: {waline: {server: https://talk.example.com/}}',
    ['https://unpkg.com/@waline/client@3.13.0/dist/waline.umd.js', 'https://unpkg.com/@waline/client@3.13.0/dist/waline.css'],
    ['https://talk.example.com', 'https://unpkg.com'],
  ],
  [
    'comments: {twikoo: {server: https://talk.example.com}}',
    [
      'https://cdn.jsdelivr.net/npm/twikoo@1.7.9/dist/twikoo.nocss.js',
      'https://cdn.jsdelivr.net/npm/twikoo@1.7.9/dist/twikoo.css',
    ],
    ['https://cdn.jsdelivr.net', 'https://talk.example.com'],
  ],
  [
    'analytics: {baidu: {id: 0123456789abcdef0123456789abcdef}}',
    ['https://hm.baidu.com/hm.js?0123456789abcdef0123456789abcdef'],
    ['https://hm.baidu.com'],
  ],
  [
    'analytics: {umami: {id: 94db1cb1}}',
    ['https://cloud.umami.is/script.js'],
    ['https://api-gateway.umami.dev', 'https://cloud.umami.is'],
  ],
  [
    'analytics: {umami: {id: 94db1cb1, script: https://count.example.com/u.js}}',
    ['https://count.example.com/u.js'],
    ['https://count.example.com'],
  ],
  [
    'analytics: {goatcounter: {site: https://me.goatcounter.com}}',
    ['https://gc.zgo.at/count.js'],
    ['https://gc.zgo.at', 'https://me.goatcounter.com'],
  ],
  [
    'analytics: {cloudflare: {token: abc}}',
    ['https://static.cloudflareinsights.com/beacon.min.js'],
    ['https://cloudflareinsights.com', 'https://static.cloudflareinsights.com'],
  ],
])('%s', async (yaml, loaded, needed) => {
  const { page, problems } = await buildSite(files(yaml));
  expect(problems).toEqual([]);
  expect(elsewhere(page(POST))).toEqual(loaded);
  expect(origins(page(POST))).toEqual(needed);
  // Comments are only under posts that have them enabled; analytics are on every page.
  expect(elsewhere(page('posts/2020-01-03-b.html'))).toEqual(yaml.startsWith('analytics') ? loaded : []);
  expect(elsewhere(page('index.html'))).toEqual(yaml.startsWith('analytics') ? loaded : []);
  expect(page('_headers')).toContain(needed[0]);

  const root = writeSite(files(yaml));
  await build({ ...QUIET, root, out: join(root, 'dist'), drafts: 'preview' });
  const preview = readFileSync(join(root, 'dist', POST), 'utf8');
  expect([elsewhere(preview), origins(preview), preview.includes('class="comments"')]).toEqual([[], [], false]);
});

test('pages load nothing from other sites without a service in site.yaml', async () => {
  const { page } = await buildSite(files(''));
  expect([elsewhere(page(POST)), origins(page(POST))]).toEqual([[], []]);
});

test('passes the page’s language to a service, and escapes settings in attributes', async () => {
  const twikoo = await buildSite(
    files('language: en\ncomments: {twikoo: {server: "https://talk.example.com/?a=\\"b\\"&c=\'d"}}'),
  );
  const html = twikoo.page(POST);
  const [, options = ''] = /data-options="([^"]*)"/.exec(html) ?? [];
  expect(JSON.parse(options.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&'))).toEqual({
    envId: 'https://talk.example.com/?a="b"&c=\'d',
    lang: 'en-US',
    el: '#twikoo',
  });
});

test('requires all settings of a service, and at most one comment service', async () => {
  const wrong = async (yaml: string) => (await buildSite(files(yaml))).report;
  expect(await wrong('comments: {repo: a/b}')).toContain('comments: missing repoId, category, categoryId');
  expect(await wrong('comments: {waline: {}}')).toContain('comments: waline: missing server');
  expect(await wrong('comments: {disqus: {}}')).toContain('unknown field "disqus"; expected one of repo');
  expect(await wrong('comments: {waline: {server: x}}')).toContain('expected an address that begins with https:// or http://');
  expect(await wrong(`${GISCUS.slice(0, -1)}, waline: {server: https://a.example}}`)).toContain('choose one comment service');
  expect(await wrong('analytics: {baidu: {id: 12}}')).toContain('expected the 32 letters and digits after `hm.js?`');
  expect(await wrong('analytics: {umami: {}}')).toContain('analytics: umami: missing id');
});

test.each([
  ['comments: {repo: a/b}', 'comments: missing repoId, category, categoryId; see https://giscus.app'],
  ['comments: {repo: [a], repoId: R_1, category: C, categoryId: D}', 'comments: repo: expected text, got a list'],
  ['comments: {repo: a/b, categry: C}', 'comments: unknown field "categry"; did you mean category?'],
  ['comments: {waline: {server: talk}}', 'comments: waline: server: expected an address'],
  ['comments: {waline: {}}', 'comments: waline: missing server; see https://waline.js.org'],
  ['comments: {disqus: {}}', 'comments: unknown field "disqus"'],
  ['analytics: {baidu: {id: 12}}', 'analytics: baidu: id: expected the 32 letters'],
  ['analytics: {umami: {ids: 1}}', 'analytics: umami: unknown field "ids"'],
])('reports one mistake once: %s', async (yaml, reason) => {
  const { problems } = await buildSite(files(yaml));
  expect(problems.map((each) => each.reason)).toEqual([expect.stringContaining(reason)]);
});

test('the docs have a paragraph for each service in both languages, and a small picture of what readers see', () => {
  const ofComments = Object.entries(COMMENT_SERVICES);
  for (const page of ['docs/services.md', 'docs/zh/services.md']) {
    const text = readFileSync(join(PROJECT, page), 'utf8');
    for (const [name, { title, home }] of [...ofComments, ...Object.entries(ANALYTICS_SERVICES)]) {
      const heading = page.includes('/zh/') && name === 'baidu' ? '百度统计' : title;
      const [, paragraph = ''] = text.split(`\n### ${heading}\n\n`);
      expect([page, name, paragraph.split('\n##', 1)[0]]).toEqual([page, name, expect.stringContaining(`<${home}`)]);
    }
    for (const name of [...ofComments.map(([service]) => `comments-${service}`), 'icons'])
      expect(text).toContain(`screenshots/${name}.png)`);
  }
  for (const name of [...ofComments.map(([service]) => `comments-${service}`), 'icons'])
    expect(statSync(join(PROJECT, `docs/screenshots/${name}.png`)).size).toBeLessThanOrEqual(60_000);
});
