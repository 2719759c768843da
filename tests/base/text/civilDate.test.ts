// Civil dates in the notations of writers.

import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dateOfFileName,
  invalidDateMessage,
  knownPart,
  leadingDate,
  mayBeSameDay,
  parseCivilDate,
  parseMoment,
} from '../../../scripts/base/text/civilDate.js';

test.each([
  ['2023-11-12', '2023-11-12'],
  [' 2023-1-2 ', '2023-01-02'],
  ['2015.02.17', '2015-02-17'],
  ['2005/02/01', '2005-02-01'],
  ['20231112', '2023-11-12'],
  ['2023年11月12日', '2023-11-12'],
  ['2023-11-12 17:39', '2023-11-12'],
  ['2023-11-12T17:39:00+08:00', '2023-11-12'],
  ['2023-11-12T23:39:00Z', '2023-11-12'],
  ['12 November 2023', '2023-11-12'],
  ['Nov. 12, 2023', '2023-11-12'],
  ['November 12th, 2023', '2023-11-12'],
  ['3 Sept 2020', '2020-09-03'],
  ['may 3, 2020', '2020-05-03'],
  ['2005-00-00', '2005-00-00'],
  ['2005-03-00', '2005-03-00'],
  ['2005', '2005-00-00'],
  ['2005-03', '2005-03-00'],
  ['2005年3月', '2005-03-00'],
  ['2024-02-29', '2024-02-29'],
])('%s is %s', (text, date) => expect(parseCivilDate(text)).toBe(date));

test.each([
  '2023-13-01',
  '2023-02-29',
  '2023-04-31',
  '2005-00-07',
  '2023-11/12',
  'yesterday',
  '',
  '12',
  '45000',
  'May 2023 12',
  'mayhem 3, 2020',
  '3 marching 2020',
  'Janet 1, 2020',
  '5 decibels, 2020',
  '2023-11-12abc',
  'a20231112',
  '202311120',
  '١٢',
])('%s is not a date', (text) => expect(parseCivilDate(text)).toBeUndefined());

test.each([
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
])('%s is parsed as a month', (name) => {
  const month = String(new Date(`${name} 1, 2023`).getMonth() + 1).padStart(2, '0');
  for (const text of [`12 ${name} 2023`, `${name.slice(0, 3)}. 12, 2023`, `${name.toUpperCase()} 12 2023`])
    expect(parseCivilDate(text)).toBe(`2023-${month}-12`);
});

test('knows the number of days in each month', () => {
  const days = (year: number, month: number) =>
    Array.from({ length: 32 }, (_, day) => `${year}-${month}-${day + 1}`).filter(parseCivilDate).length;
  for (const year of [1900, 2000, 2023, 2024])
    for (let month = 1; month <= 12; month++)
      expect([year, month, days(year, month)]).toEqual([year, month, new Date(year, month, 0).getDate()]);
});

test('the message about an invalid date shows it and an example', () => {
  expect(invalidDateMessage('x')).toBe('"x" is not a valid date; write YYYY-MM-DD, such as 2023-11-12');
});

test('separates a date from the words after it', () => {
  expect(leadingDate('2011年10月26日 杭州')).toEqual({ date: '2011-10-26', rest: '杭州' });
  expect(leadingDate('2011-10-26 In Hangzhou')).toEqual({ date: '2011-10-26', rest: 'In Hangzhou' });
  expect(leadingDate('2011-13-26 In Hangzhou')).toBeUndefined();
});

test.each([
  ['2008-04-16-carrefour', '2008-04-16'],
  ['2008-04-16', '2008-04-16'],
  ['2008-04-16_x', '2008-04-16'],
  ['2008-04-161', undefined],
  ['about-2008-04-16', undefined],
])('the file name %s has the date %s', (name, date) => expect(dateOfFileName(name)?.date).toBe(date));

test('an unknown month or day matches any', () => {
  expect(mayBeSameDay('2005-00-00', '2005-02-01')).toBe(true);
  expect(mayBeSameDay('2005-02-00', '2005-03-01')).toBe(false);
  expect(mayBeSameDay('2005-02-01', '2006-02-01')).toBe(false);
});

test('formats a date without its unknown parts', () => {
  expect([knownPart('2005-00-00'), knownPart('2005-03-00'), knownPart('2005-03-10')]).toEqual(['2005', '2005-03', '2005-03-10']);
  expect(['2005-01-01', '2005-00-00', '2004-12-31'].sort()).toEqual(['2004-12-31', '2005-00-00', '2005-01-01']);
});

test('parses every day of the calendar in each notation', () => {
  const day = fc
    .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, fc.constantFrom('-', '/', '.'), (date, sign) => {
      expect(parseCivilDate(date.replaceAll('-', sign))).toBe(date);
    }),
  );
});

test('does not depend on the time zone of the machine', () => {
  const script =
    "Promise.all([import('./scripts/base/text/civilDate.ts'), import('./scripts/assemble/instants.ts')]).then(([days, instants]) => console.log(days.parseCivilDate('2023-11-12T23:39:00Z'), instants.instantsOf([], 'Asia/Shanghai')({ date: '2023-11-12', meta: {} })))";
  const said = (TZ: string) =>
    execFileSync(process.execPath, ['--import', 'tsx', '-e', script], { env: { ...process.env, TZ } }).toString();
  expect(said('Pacific/Kiritimati')).toBe(said('Pacific/Pago_Pago'));
});

test.each([
  ['2023-11-12', undefined],
  ['2023-11-12 7:09', '07:09:00'],
  ['2023-11-12T17:39:05', '17:39:05'],
  ['2023-11-12 17:39:05.123 +0800', '17:39:05+08:00'],
  ['2023-11-12T17:39:00+08:00', '17:39:00+08:00'],
  ['2023-11-12 17:39:00 -03:30', '17:39:00-03:30'],
  ['2023-11-12T23:39:00Z', '23:39:00Z'],
  ['2023-11-12 23:39 GMT', '23:39:00Z'],
  ['2023-11-12T23:39:00+0000', '23:39:00Z'],
  ['2023年11月12日 21：10', '21:10:00'],
  ['2023-11-12 25:00', undefined],
  ['12 November 2023', undefined],
])('%s has the time %s', (text, time) => expect(parseMoment(text)?.time).toBe(time));
