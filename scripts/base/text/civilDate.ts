// Parses and formats civil dates: days without time or time zone.

import type { CivilDate, TimeOfDay } from '../../types.js';

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const TIME = String.raw`(?:[T\s]+\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?`;
const NUMERIC = new RegExp(String.raw`^(\d{4})([-./])(\d{1,2})\2(\d{1,2})${TIME}$`);
const CHINESE = new RegExp(String.raw`^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日${TIME}$`);
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_OR_MONTH = /^(\d{4})(?:[-./](\d{1,2})|\s*年(?:\s*(\d{1,2})\s*月)?)?$/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?\s+(\d{4})$/i;
const MONTH_FIRST = /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i;

/**
 * Parses a date in the usual notations: `2023-11-12`, `2005/02/01`, `2015.02.17`, `2023年11月12日`, `20231112`, `12 November 2023`,
 * `November 12, 2023`. A numeric date may be followed by a time, which is dropped. `2005` and `2005-03` leave month or day
 * unknown.
 * @returns the date, with `00` for an unknown month or day; undefined if it is not valid
 */
export function parseCivilDate(text: string): CivilDate | undefined {
  const value = text.trim();
  let match = NUMERIC.exec(value);
  if (match) return civilDate(match[1], match[3], match[4]);
  match = CHINESE.exec(value) ?? COMPACT.exec(value);
  if (match) return civilDate(match[1], match[2], match[3]);
  match = YEAR_OR_MONTH.exec(value);
  if (match) return civilDate(match[1], match[2] ?? match[3]);
  match = DAY_FIRST.exec(value);
  if (match) return civilDate(match[3], monthNumber(match[2]), match[1]);
  match = MONTH_FIRST.exec(value);
  return match ? civilDate(match[3], monthNumber(match[1]), match[2]) : undefined;
}

/** A day, with a time of day if the text has one. */
export interface Moment {
  readonly date: CivilDate;
  readonly time?: TimeOfDay;
}

const WRITTEN_TIME = /[T\s日](\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;

/**
 * Parses a date as `parseCivilDate` does, and the time after it.
 * @returns undefined if the date is not valid; no `time` if the time is not valid
 */
export function parseMoment(text: string): Moment | undefined {
  const date = parseCivilDate(text);
  if (date === undefined) return undefined;
  const [, hour = '', minute = '', second = '00', zone = ''] = WRITTEN_TIME.exec(text.trim()) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return { date };
  const offset = /^[+-]/.test(zone) ? zone.replace(/^(...):?/, '$1:') : zone && 'Z';
  return {
    date,
    time: `${hour.padStart(2, '0')}:${minute}:${second}${offset === '+00:00' || offset === '-00:00' ? 'Z' : offset}`,
  };
}

/**
 * Parses a date that is followed by other words (`2011-10-26 in Hangzhou`).
 * @returns the date and the other words
 */
export function leadingDate(text: string): { date: CivilDate; rest: string } | undefined {
  const match = /^(\d{4}([-./])\d{1,2}\2\d{1,2}|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s+(\S.*)$/s.exec(text.trim());
  const date = match?.[1] === undefined ? undefined : parseCivilDate(match[1]);
  return date ? { date, rest: match?.[3] ?? '' } : undefined;
}

/** Returns the message for an invalid date. */
export function invalidDateMessage(text: string): string {
  return `"${text}" is not a valid date; write YYYY-MM-DD, such as 2023-11-12`;
}

/**
 * Parses the date at the beginning of a file name (`2023-11-12-slug.md`). Returns undefined if there is none; `date` is undefined
 * if it is invalid.
 */
export function dateOfFileName(name: string): { date: CivilDate | undefined; text: string } | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?=[-_. ]|$)/.exec(name);
  return match ? { date: civilDate(match[1], match[2], match[3]), text: match[0] } : undefined;
}

/** True if two dates can be the same day. An unknown month or day matches any. */
export function mayBeSameDay(a: CivilDate, b: CivilDate): boolean {
  const [yearA, monthA, dayA] = a.split('-');
  const [yearB, monthB, dayB] = b.split('-');
  const same = (x: string | undefined, y: string | undefined) => x === y || x === '00' || y === '00';
  return yearA === yearB && same(monthA, monthB) && same(dayA, dayB);
}

/** Removes unknown parts of a date: `2023-11-12`, `2005-03` or `2005`. The result is a valid W3C date. */
export function knownPart(date: CivilDate): string {
  return date.replaceAll('-00', '');
}

function civilDate(year: string | undefined, month = '', day = ''): CivilDate | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (m > 12 || (m === 0 && d !== 0) || d > daysIn(y, m) || Number.isNaN(m)) return undefined;
  return `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Returns the number of a month by its English name or abbreviation (three letters, or `sept`). */
function monthNumber(name = ''): string {
  const written = name.toLowerCase();
  const index = MONTHS.findIndex((month) => written === month || written === month.slice(0, 3));
  if (index < 0) return written === 'sept' ? '9' : 'none';
  return String(index + 1);
}

/** Returns today's date in a time zone. @param timezone IANA name */
export type TodayIn = (timezone: string) => CivilDate;

/** Returns the date of an instant in a time zone; by default in that of this machine. */
export function dateOfInstant(instant: Date, timezone?: string): CivilDate {
  return instant.toLocaleDateString('sv', { timeZone: timezone }) as CivilDate;
}

/** Returns a clock that is stopped at the present moment, so that a build has one date however long it takes. */
export function stoppedClock(): TodayIn {
  const now = new Date();
  return (timezone) => dateOfInstant(now, timezone);
}
