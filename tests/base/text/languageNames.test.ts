import { expect, test } from 'vitest';
import { languageTag, tagMeantBy } from '../../../scripts/base/text/languageNames.js';

test.each([
  ['中文', 'zh-Hans'],
  ['Chinese', 'zh-Hans'],
  ['zh', 'zh-Hans'],
  ['简体中文', 'zh-Hans'],
  ['中文（简体）', 'zh-Hans'],
  ['Simplified  Chinese', 'zh-Hans'],
  ['Chinese (Traditional)', 'zh-Hant'],
  ['繁體中文', 'zh-Hant'],
  ['繁体中文', 'zh-Hant'],
  [' English ', 'en'],
  ['英文', 'en'],
  ['英语', 'en'],
  ['日本語', 'ja'],
  ['日语', 'ja'],
  ['Deutsch', 'de'],
  ['français', 'fr'],
  ['한국어', 'ko'],
  ['zh_CN.UTF-8', 'zh-Hans'],
  ['zh_TW.UTF-8', 'zh-Hant'],
  ['zh_HK', 'zh-Hant'],
  ['de_AT@euro', 'de'],
  ['en_US.UTF-8', 'en'],
  ['zh-hant-hk', 'zh-Hant-HK'],
  ['zh-TW', 'zh-TW'],
  ['de-AT', 'de-AT'],
  ['C.UTF-8', undefined],
  ['POSIX', undefined],
  ['Klingon', undefined],
  ['qq', undefined],
  ['', undefined],
])('the language %j', (written, tag) => {
  expect(languageTag(written)).toBe(tag);
});

test.each([
  ['English', 'en'],
  ['中文', 'zh-Hans'],
  ['en', undefined],
  ['zh-Hans', undefined],
  ['zh_CN', undefined],
])('the setting %j means the tag %j', (written, tag) => {
  expect(tagMeantBy(written)).toBe(tag);
});
