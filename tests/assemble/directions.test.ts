// Writing directions: text whose language has another direction than its surroundings is marked, on its page and in lists.

import { expect, test } from 'vitest';
import { directionOf } from '../../scripts/base/text/direction.js';
import { buildSite } from '../support.js';

test.each([
  ['ar', 'rtl'],
  ['fa-IR', 'rtl'],
  ['he', 'rtl'],
  ['ckb', 'rtl'],
  ['dv', 'rtl'],
  ['ug', 'rtl'],
  ['yi', 'rtl'],
  ['pa-Arab', 'rtl'],
  ['pa', 'ltr'],
  ['az-Latn', 'ltr'],
  ['zh-Hans', 'ltr'],
  ['EN', 'ltr'],
  ['no such language', 'ltr'],
])('%s: %s', (lang, direction) => {
  expect(directionOf(lang)).toBe(direction);
});

test('marks directions on a page and in lists', async () => {
  const built = await buildSite({
    'content/site.yaml': 'title: Blog\nurl: https://example.org\nlanguage: en\n',
    'content/posts/2024-01-01-a.md': `---
title: مرحبا
lang: ar
translations: {en: 2024-01-02-b.md}
---

نص [English]{lang=en} [עברית]{lang=he} <b lang="fr">Français</b>

::: {lang=en}
Text [فارسی]{lang=fa} [given]{lang=fa dir=ltr}
:::
`,
    'content/posts/2024-01-02-b.md': '---\ntitle: Hello\ntranslations: {ar: 2024-01-01-a.md}\n---\n\nHi\n',
  });
  expect(built.rules).toEqual([]);
  const page = built.page('posts/2024-01-01-a.html');
  expect(page).toContain('<html lang="ar" dir="rtl">');
  expect(page).toContain('<span lang="en" dir="ltr">English</span>');
  expect(page).toContain('<span lang="he">עברית</span>');
  expect(page).toContain('<b lang="fr" dir="ltr">Français</b>');
  expect(page).toMatch(
    /<div lang="en" dir="ltr">\s*<p>Text <span lang="fa" dir="rtl">فارسی<\/span> <span lang="fa" dir="ltr">given/,
  );
  expect(page).toContain('<header class="site" lang="en" dir="ltr">');
  // There are no Arabic interface words: the English ones are used and marked.
  expect(page).toMatch(/<a [^>]*lang="en" dir="ltr"><span lang="en" dir="ltr">Next post</);
  expect(page).toContain('<span lang="en" dir="ltr">1 min read</span>');
  expect(page).toContain('<a class="skip" href="#_text" lang="en" dir="ltr">');
  for (const list of ['posts.html', 'archive/2024.html', 'index.html'])
    expect(built.page(list)).toContain('<li lang="ar" dir="rtl">');
  expect(built.page('posts/2024-01-02-b.html')).toContain('hreflang="ar" lang="ar" dir="rtl">');
  const other = built.page('posts/2024-01-02-b.html');
  expect(other).not.toContain('dir="ltr"><a');
  expect(other).toMatch(/<a [^>]*lang="ar" dir="rtl"><span lang="en" dir="ltr">Previous post</);
  expect(other).toContain('<a class="skip" href="#_text">');
});
