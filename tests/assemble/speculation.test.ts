// Pages that browsers fetch early, and what robots.txt says of the texts.

import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { buildSite, SITE_YAML } from '../support.js';

const POST = { 'content/posts/2020-01-01-a.md': '% A\n\nText.\n' };

const rules = /<script type="speculationrules">(.*?)<\/script>/;

test('every page has rules for its site, which its policy allows', async () => {
  const { page } = await buildSite({ 'content/site.yaml': 'title: T\nurl: https://example.org/blog/\n', ...POST });
  for (const path of ['index.html', 'posts.html', 'posts/2020-01-01-a.html', '404.html']) {
    const [, text = ''] = rules.exec(page(path)) ?? [];
    expect(JSON.parse(text)).toEqual({
      prefetch: [{ where: { href_matches: ['/blog/', '/blog/*/', '/blog/*.html'] }, eagerness: 'moderate' }],
    });
    expect(page(path)).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }
  expect(page('_headers')).toContain('sha256-');
});

test('`prefetch: false` removes them', async () => {
  const { page } = await buildSite({ 'content/site.yaml': `${SITE_YAML}prefetch: false\n`, ...POST });
  expect(page('index.html')).not.toMatch(/speculationrules|sha256-/);
});

test('robots.txt has the content signals in the group of all programs', async () => {
  const settings = `${SITE_YAML}contentSignals: {search: true, ai-train: false}\n`;
  const { page } = await buildSite({ 'content/site.yaml': settings, ...POST });
  expect(page('robots.txt')).toBe(
    'User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n',
  );
});

test('a long post has the script that remembers the place, and a short one has not', async () => {
  const long = `% Long\n\n${'很长的一段。'.repeat(500)}\n`;
  const { page } = await buildSite({ ...POST, 'content/posts/2020-01-02-b.md': long });
  expect(page('posts/2020-01-02-b.html')).toMatch(/<script src="\/assets\/position-\w+\.js" data-resume="接着上次读" defer>/);
  expect(page('posts/2020-01-01-a.html')).not.toContain('/position-');
});
