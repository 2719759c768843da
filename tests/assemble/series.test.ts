// Series and translations: posts that refer to each other.

import { expect, test } from 'vitest';
import { buildSite } from '../support.js';

test('lists the parts of a series in order on each of them', async () => {
  const { page } = await buildSite({
    'content/posts/2020-01-02-a.md': '---\ntitle: 一\nseries: 长文\n---\n',
    'content/posts/2020-01-03-b.md': '% 不在其中\n',
    'content/posts/2020-01-04-c.md': '---\ntitle: 二\nseries: 长文\n---\n',
    'content/posts/2020-01-05-d.md': '---\ntitle: 独\nseries: 只有一篇\n---\n',
  });
  const html = page('posts/2020-01-04-c.html');
  expect(html).toContain('<summary>系列：长文 · 第 2 篇，共 2 篇</summary>');
  expect(html).toMatch(/<li><a href="\/posts\/2020-01-02-a\.html">一<\/a><\/li>\s*<li aria-current="true">二<\/li>/);
  expect(page('posts/2020-01-03-b.html')).not.toContain('class="series"');
  expect(page('posts/2020-01-05-d.html')).not.toContain('class="series"');
});

test('links translations for readers and search engines, and reports a dead one', async () => {
  const files = {
    'content/posts/2020-01-02-a.md': '---\ntitle: 甲\ntranslations: {en: a-en.md, ja: https://example.net/ja}\n---\n',
    'content/posts/a-en.md': '---\ntitle: A\ndate: 2020-01-02\nlang: en\n---\na[^1]\n\n[^1]: Note.\n',
  };
  const { page, report } = await buildSite(files);
  expect(report).toBe('');
  const html = page('posts/2020-01-02-a.html');
  expect([...html.matchAll(/<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">/g)].map(([, ...each]) => each)).toEqual([
    ['zh-Hans', 'https://example.org/posts/2020-01-02-a.html'],
    ['en', 'https://example.org/posts/a-en.html'],
    ['ja', 'https://example.net/ja'],
  ]);
  expect(html).toContain('<a href="https://example.org/posts/a-en.html" hreflang="en" lang="en">English</a>');
  const english = page('posts/a-en.html');
  expect(english).toContain('<html lang="en">');
  expect(english).toContain('<header class="site" lang="zh-Hans">');
  expect(english).toContain('min read');
  expect(english).toContain('>Footnotes</h2>');
  expect(english).toMatch(/<a rel="(?:prev|next)" href="\/posts\/2020-01-02-a\.html" lang="zh-Hans"><span lang="en">/);
  expect(page('posts.html')).toMatch(/<li lang="en">/);
  const dead = await buildSite({
    ...files,
    'content/posts/2020-01-02-a.md': '---\ntitle: 甲\ntranslations: {en: gone.md}\n---\n',
  });
  expect(dead.report).toContain('2020-01-02-a.md:3:1  error  translations: no page or file at "gone.md"  link/dead');
  // Its slug is that of the post with the mistake.
  const own = await buildSite({
    'content/posts/2020-01-02-a.md': '---\ntitle: 甲\ntranslations: {en: en/a.md}\n---\n',
    'content/posts/2020-01-03-b.md': '% B\n\n[a](en/a.md)\n',
  });
  expect(own.report).toContain('translations: no page or file at "en/a.md"');
  expect(own.report.match(/did you mean .*/g)).toEqual(['did you mean /posts/2020-01-02-a.html?']);
});
