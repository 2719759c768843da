// The setting `languages`, and the languages that paths and tags name.

import { describe, expect, test } from 'vitest';
import { closestLanguage, configsByLanguage, languageMark, siteLanguages } from '../../scripts/config/languages.js';
import { readSettings } from '../readSettings.js';

const NEEDED = 'title: T\nurl: https://example.org\n';
const LANGUAGES = {
  main: 'zh-Hans',
  others: [
    { language: 'en', path: 'en' },
    { language: 'pt-BR', path: 'pt' },
  ],
};

describe('a path', () => {
  test.each([
    ['posts/a.md', undefined, undefined],
    ['posts/a.en.md', 'en', 'posts/a.md'],
    ['posts/a.EN.markdown', 'en', 'posts/a.markdown'],
    ['a.pt-br.md', 'pt-BR', 'a.md'],
    ['a.pt.md', 'pt-BR', 'a.md'],
    ['en/posts/a.md', 'en', 'posts/a.md'],
    ['pt/index.md', 'pt-BR', 'index.md'],
    ['pt-BR/a.md', 'pt-BR', 'a.md'],
    ['en/a.en.md', 'en', 'a.md'],
    ['en/a.pt.md', 'pt-BR', 'en/a.md'],
    ['a.zh-Hans.md', 'zh-Hans', 'a.md'],
    ['zh-Hans/a.md', undefined, undefined],
    ['en/a.zh-Hans.md', 'zh-Hans', 'en/a.md'],
    ['posts/en/a.md', undefined, undefined],
    ['a.fr.md', undefined, undefined],
    ['en.md', undefined, undefined],
    ['a.en.txt.md', undefined, undefined],
    ['2024-01-02-a.b.en.md', 'en', '2024-01-02-a.b.md'],
  ])('%s names %s', (path, language, unmarked) => {
    expect(languageMark(path, LANGUAGES)).toEqual(language === undefined ? undefined : { language, unmarked });
  });
});

test.each([
  ['en', 'en'],
  ['EN-gb', 'en'],
  ['pt-BR', 'pt-BR'],
  ['pt', undefined],
  ['pt-PT', undefined],
  ['zh-Hans-CN', 'zh-Hans'],
  ['zh-Hant', undefined],
  ['', undefined],
])('the tag "%s" belongs to %s', (tag, language) => {
  expect(closestLanguage(tag, LANGUAGES)).toBe(language);
});

test('a site without other languages has one', () => {
  for (const yaml of ['', 'languages: {}\n', 'languages: {zh-Hans: {title: X}}\n']) {
    const { config } = readSettings(NEEDED + yaml);
    expect([yaml, siteLanguages(config)]).toEqual([yaml, undefined]);
    expect(configsByLanguage(config).map(({ title, prefix }) => [title, prefix])).toEqual([[yaml.includes('X') ? 'X' : 'T', '']]);
  }
});

test('a language inherits what it does not set, except description and navigation', () => {
  const { config, problems } = readSettings(
    `${NEEDED}description: D\nauthor: A\nlicense: L\nnavigation: [{title: N, url: /}]\npageSize: 3\nlanguages:\n  en:\n  fr: {title: F, author: B, description: E}\n`,
  );
  expect(problems).toEqual([]);
  expect(
    configsByLanguage(config).map(
      ({ language, prefix, siteLanguage, title, description, author, license, navigation, pageSize }) => [
        ...[language, prefix, siteLanguage, title, description, author, license, navigation?.length, pageSize],
      ],
    ),
  ).toEqual([
    ['zh-Hans', '', 'zh-Hans', 'T', 'D', 'A', 'L', 1, 3],
    ['en', '/en', 'zh-Hans', 'T', '', 'A', 'L', undefined, 3],
    ['fr', '/fr', 'zh-Hans', 'F', 'E', 'B', 'L', undefined, 3],
  ]);
});

test.each([
  ['en', 'expected a mapping such as {en: {title: My notes}}'],
  ['{english_: }', '"english_" is not a valid language tag; write zh-Hans, en or de-AT'],
  ['{en: [x]}', 'en: expected a mapping of title'],
  ['{en: {titel: x}}', 'en: unknown field "titel"; did you mean title?'],
  ['{en: {path: a/b}}', 'en: path: "a/b" is not a folder of addresses'],
  ['{zh-Hans: {path: zh}}', 'zh-Hans: the main language has no path; its pages are at the root'],
  ['{en: {path: x}, fr: {path: X}}', 'fr: the path X is that of en too'],
  ['{en: {taxonomies: {columns: C}}}', 'en: the site has no "columns" in its own `taxonomies`'],
  ['{en: {footer: "<b>"}}', 'en: footer: HTML has no effect here'],
])('languages: %s is reported', (yaml, reason) => {
  const { problems } = readSettings(`${NEEDED}languages: ${yaml}\n`);
  expect(problems.map((each) => each.reason)).toEqual([expect.stringContaining(`languages: ${reason}`)]);
  expect(problems[0]?.place?.line).toBe(3);
});
