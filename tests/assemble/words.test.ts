// Interface languages: each is complete, and language tags select the right one.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { interfaceLanguage, LANGUAGES } from '../../scripts/assemble/words/words.js';
import { starterFiles } from '../../scripts/new/starter.js';
import { PROJECT } from '../support.js';

const english = interfaceLanguage('en');

test('has a file and a table row for each language', () => {
  const others = ['interface', 'words'];
  const files = readdirSync(join(PROJECT, 'scripts/assemble/words')).map((name) => name.replace(/\.ts$/, ''));
  expect(LANGUAGES.map(({ tag }) => tag).sort()).toEqual(files.filter((name) => !others.includes(name)).sort());
});

test.each([
  ['zh', 'zh-Hans'],
  ['zh-CN', 'zh-Hans'],
  ['zh-Hans-SG', 'zh-Hans'],
  ['zh-Hant', 'zh-Hant'],
  ['zh-TW', 'zh-Hant'],
  ['zh-HK', 'zh-Hant'],
  ['zh-MO', 'zh-Hant'],
  ['ja-JP', 'ja'],
  ['jam', 'en'],
  ['en-GB', 'en'],
  ['ar', 'en'],
])('%s gets %s', (language, tag) => {
  expect(interfaceLanguage(language).tag).toBe(tag);
});

describe.each(LANGUAGES.map((language) => [language.tag, language] as const))('%s', (tag, { words, newSite }) => {
  test('is selected by its own tag', () => {
    expect(interfaceLanguage(tag).tag).toBe(tag);
  });

  test('has every word and text', () => {
    expect(Object.keys(words)).toEqual(Object.keys(english.words));
    expect(Object.keys(newSite)).toEqual(Object.keys(english.newSite));
    const texts = [...Object.values(words), ...Object.values(newSite)].filter((text) => typeof text === 'string');
    expect(texts.filter((text) => text.trim() === '')).toEqual([]);
  });

  test('formats numbers and names', () => {
    for (const text of [words.pageOf(3, 17), words.partOf(3, 17)]) expect(text).toMatch(/3.*17|17.*3/);
    expect([words.minutes(17), words.tagged('orchids'), words.foundSome].join()).toMatch(/17.*orchids.*#/);
  });

  test('has the texts of a new site', () => {
    const answers = {
      title: 'T',
      author: '',
      url: 'https://example.org',
      host: 'none',
      chosen: {},
      date: '2020-01-02',
      program: { dependency: '^1' },
    } as const;
    const files = starterFiles({ ...answers, language: tag });
    expect(files['content/posts/2020-01-02-hello.md']).toContain(newSite.first);
  });
});
