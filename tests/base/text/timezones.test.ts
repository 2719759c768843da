// The time zone of a language.

import { expect, test } from 'vitest';
import { timezoneOf } from '../../../scripts/base/text/timezones.js';

test.each([
  ['zh-CN', 'Asia/Shanghai'],
  ['zh-Hans', 'Asia/Shanghai'],
  ['zh-Hans-SG', 'Asia/Singapore'],
  ['zh-Hant', 'Asia/Taipei'],
  ['zh-HK', 'Asia/Hong_Kong'],
  ['ja', 'Asia/Tokyo'],
  ['ja-JP', 'Asia/Tokyo'],
  ['ko', 'Asia/Seoul'],
  ['de-AT', 'Europe/Vienna'],
  ['en', 'UTC'],
  ['en-US', 'UTC'],
  ['fr', 'UTC'],
])('the time zone of %s is %s', (language, zone) => {
  expect(timezoneOf(language)).toBe(zone);
  expect(new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone).toBe(zone);
});
