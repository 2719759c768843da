// Notes: the page of the latest ones, pages of years, the feed, the block of the home page, search; and what keeps a note out.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noteDays, noteHeading } from '../../scripts/base/notes.js';
import { build } from '../../scripts/build/build.js';
import { buildAt, buildSite, bytesBelow, picture, QUIET, SITE_YAML, temporaryFolder, writeSite } from '../support.js';

const SETTINGS = `${SITE_YAML}notes: notes\nhome: [latest, notes]\n`;

/** Returns the ids and dates of the notes on a page, in their order. */
const notesOn = (page: string) =>
  Array.from(
    page.matchAll(/<article class="moment" id="([^"]*)"[^>]*>\s*<p class="when"><a href="([^"]*)"><time datetime="([^"]*)"/g),
    (match) => match.slice(1).join(' '),
  );

test.each([
  ['2026-11-28 21:10', '2026-11-28', '21:10:00', ''],
  ['2026-11-28', '2026-11-28', undefined, ''],
  ['2026/1/2 9:05 下雪', '2026-01-02', '09:05:00', '下雪'],
  ['2026年11月28日 21:10', '2026-11-28', '21:10:00', ''],
  ['2026年11月28日21：10 雪', '2026-11-28', '21:10:00', '雪'],
  ['2026-11-28T21:10:30+08:00', '2026-11-28', '21:10:30+08:00', ''],
])('a heading "%s" begins a note', (heading, date, time, rest) => {
  const found = noteHeading(heading);
  expect([found?.date, found?.time, heading.slice(found?.length)]).toEqual([date, time, rest]);
});

test.each([
  '2026',
  '2026-13-40',
  '2026-11',
  '下雪 2026-11-28',
  '2026-11-28x',
  'v2026-01-02',
])('a heading "%s" does not', (heading) => {
  expect(noteHeading(heading)).toBeUndefined();
});

test('the days of a text are those of its headings', () => {
  expect(
    noteDays('## 2026-01-02\n\n```\n## 2025-01-02\n```\n\n# 2024-01-02 {#x}\n\n2023-01-02\n----\n\ntext 2022-01-02\n'),
  ).toEqual(['2023-01-02', '2024-01-02', '2026-01-02']);
});

test('every note has an address on the page of its year', async () => {
  const { page, report } = await buildSite({
    'content/site.yaml': `${SETTINGS}pageSize: 3\n`,
    'content/notes.md': '% 说说\n\n想到什么写什么。\n\n## 2026-11-25 {#snow}\n\n下雪。\n\n## 2025-01-02 08:00\n\n早。\n',
    'content/notes/2025.md': '## 2025-06-07 21:10 有题目\n\n![杯](images/a.png)\n\n## 2025-06-07 21:10\n\n同时。\n',
    'content/notes/2026-03-04-evening.md': '晚上好。\n',
    'content/posts/2026-01-02-a.md':
      '% 第一篇\n\n见[那条](/notes/2026-03-04-evening.md)和[那年](/notes/2025.html#2025-06-07-2110)。\n',
    'images/a.png': await picture(),
  });
  expect(report).toBe('');
  expect(notesOn(page('notes.html'))).toEqual([
    'snow /notes/2026.html#snow 2026-11-25',
    '2026-03-04 /notes/2026.html#2026-03-04 2026-03-04',
    '2025-06-07-2110-2 /notes/2025.html#2025-06-07-2110-2 2025-06-07T21:10:00',
  ]);
  expect(notesOn(page('notes/2025.html'))).toEqual([
    '2025-06-07-2110-2 /notes/2025.html#2025-06-07-2110-2 2025-06-07T21:10:00',
    '2025-06-07-2110 /notes/2025.html#2025-06-07-2110 2025-06-07T21:10:00',
    '2025-01-02-0800 /notes/2025.html#2025-01-02-0800 2025-01-02T08:00:00',
  ]);
  expect(page('notes.html')).toMatch(/<h1>说说<\/h1>[\s\S]*<p>想到什么写什么。<\/p>[\s\S]*<p>下雪。<\/p>/);
  expect(page('notes/2025.html')).toMatch(/<h2[^>]*>有题目<\/h2>\s*<figure><img src="\/images\/a-/);
  expect(page('posts/2026-01-02-a.html')).toMatch(
    /<a href="\/notes\/2026.html">[\s\S]*<a href="\/notes\/2025.html#2025-06-07-2110">/,
  );
});

test('notes are in their own feed, on the home page and in the sitemap, and in no list of posts', async () => {
  const { page, files } = await buildSite({
    'content/site.yaml': SETTINGS,
    'content/notes.md': '% 说说\n\n## 2026-11-25 21:10\n\n见[上一条](#2026-11-24)。\n\n## 2026-11-24\n\n下雪。\n',
    'content/posts/2026-01-02-a.md': '% 第一篇\n\n正文。\n',
  });
  const feed = page('notes.xml');
  expect(feed).toContain('<title>说说 · 试验</title><link>https://example.org/notes.html</link>');
  expect(Array.from(feed.matchAll(/<guid isPermaLink="true">([^<]*)/g), ([, id]) => id)).toEqual([
    'https://example.org/notes/2026.html#2026-11-25-2110',
    'https://example.org/notes/2026.html#2026-11-24',
  ]);
  expect(feed).toContain('<pubDate>Wed, 25 Nov 2026 13:10:00 GMT</pubDate>');
  expect(feed).toContain('href="https://example.org/notes/2026.html#2026-11-24"');
  expect(page('notes.html')).toContain('type="application/rss+xml" title="说说" href="/notes.xml"');
  expect(page('index.html')).toMatch(
    /<h2 id="_notes"><a href="\/notes.html">说说<\/a><\/h2>[\s\S]*<a href="\/notes\/2026.html#2026-11-24">下雪。<\/a>/,
  );
  expect(page('sitemap.xml')).toContain('<loc>https://example.org/notes/2026.html</loc>');
  for (const file of files.filter((each) => /^(?:feeds|atom|feed|posts|archive)/.test(each)))
    expect(page(file)).not.toContain('下雪');
});

test('without the setting, files of this name are pages and posts as ever', async () => {
  const { page, files } = await buildSite({
    'content/notes.md': '% 说说\n\n## 2026-11-25\n\n下雪。\n',
    'content/notes/2026-11-24.md': '% 一篇\n\n正文。\n',
  });
  expect(page('notes.html')).toContain('<h2 id="');
  expect(files).toContain('notes/2026-11-24.html');
  expect(files).not.toContain('notes.xml');
});

test('drafts, and notes that wait for their day, are nowhere', async () => {
  const root = writeSite({
    'content/site.yaml': `${SETTINGS}future: wait\nsearch: true\n`,
    'content/notes.md': '% 说说\n\n## 2026-12-24\n\n圣诞的秘密。\n\n## 2026-11-24\n\n下雪。\n',
    'content/notes/2025-03-04.md': '---\ndraft: true\n---\n\n草稿的秘密。\n',
    'content/notes/2024-03-04.md': '---\nunlisted: true\n---\n\n不列出的秘密。\n',
  });
  const before = await buildAt(root);
  expect(before.report).toBe('');
  const everything = () =>
    bytesBelow(join(root, 'dist'))
      .map(([path, bytes]) => `${path} ${Buffer.from(bytes, 'base64')}`)
      .join('\n');
  expect(everything()).toContain('下雪');
  expect(everything()).not.toMatch(/秘密|2026-12-24/);
  expect(before.files.filter((file) => file.startsWith('notes'))).toEqual(['notes.html', 'notes.xml', 'notes/2026.html']);
  const after = await buildAt(root, false, () => '2026-12-24');
  expect(notesOn(after.page('notes.html'))).toHaveLength(2);
});

test('ids of several files on one page are unique', async () => {
  const note = 'a note[^n]\n\n### Part\n\nsee [above](#part)\n\n[^n]: Note.\n';
  const { page, report } = await buildSite({
    'content/site.yaml': SETTINGS,
    'content/notes/2026-01-02.md': note,
    'content/notes/2026-01-03.md': note,
    'content/notes/2026.md': `## 2026-01-03\n\n${note}`,
  });
  expect(report).toBe('');
  const ids = Array.from(page('notes/2026.html').matchAll(/ id="([^"]*)"/g), ([, id]) => id);
  expect(ids.length).toBeGreaterThan(9);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a new note changes the files that a build from scratch changes', async () => {
  const root = writeSite({
    'content/site.yaml': `${SETTINGS}search: true\n`,
    'content/notes.md': '% 说说\n\n## 2026-11-24\n\n下雪。\n',
    'content/posts/2026-01-02-a.md': '% 第一篇\n\n正文。\n',
  });
  const out = join(root, 'dist');
  await buildAt(root);
  const file = join(root, 'content/notes.md');
  for (const heading of ['## 2026-11-25 09:00', '## 2025-01-02']) {
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n${heading}\n\n又一条。\n`);
    const { problems } = await build({ ...QUIET, root, out });
    expect(problems).toEqual([]);
    const clean = temporaryFolder();
    await build({ ...QUIET, root, out: clean, noCache: true });
    expect(bytesBelow(out)).toEqual(bytesBelow(clean));
  }
});

test('each language has its own notes', async () => {
  const { page, files, report } = await buildSite({
    'content/site.yaml': `${SETTINGS}search: true\nlanguages: {en: {title: Trial}}\n`,
    'content/notes.md': '% 说说\n\n## 2026-11-24\n\n下雪。\n',
    'content/notes.en.md': '% Notes\n\n## 2026-11-25 {#snow}\n\nSnow. See [below](#2024).\n\n## 2024-01-02 {#2024}\n\nRain.\n',
    'content/en/notes/2025-03-04.md': 'Wind.\n',
  });
  expect(report).toBe('');
  expect(files.filter((file) => file.includes('notes') && !file.startsWith('assets'))).toEqual([
    'en/notes.html',
    'en/notes.xml',
    'en/notes/2024.html',
    'en/notes/2025.html',
    'en/notes/2026.html',
    'notes.html',
    'notes.xml',
    'notes/2026.html',
  ]);
  expect(notesOn(page('notes.html'))).toEqual(['2026-11-24 /notes/2026.html#2026-11-24 2026-11-24']);
  expect(notesOn(page('en/notes.html'))).toEqual([
    'snow /en/notes/2026.html#snow 2026-11-25',
    '2025-03-04 /en/notes/2025.html#2025-03-04 2025-03-04',
    '2024 /en/notes/2024.html#2024 2024-01-02',
  ]);
  expect(page('en/notes.html')).toContain('<a href="/en/notes/2024.html#2024">below</a>');
  expect(page('en/notes.xml')).toContain('<title>Notes · Trial</title><link>https://example.org/en/notes.html</link>');
  expect(page('en/index.html')).toContain('<a href="/en/notes.html">Notes</a>');
  expect(page('en/search/posts/0.json')).toContain('"notes/2025.html"');
  expect(page('search/posts/0.json')).not.toContain('2025');
});
