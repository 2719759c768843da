// Dates in the headers of other tools.

import { parseMoment } from '../base/text/civilDate.js';
import { type FieldValue, textOf } from './header.js';

/** A moment as a clock shows it. */
export interface OldDate {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/**
 * Reads a date, and puts it on the clock of a time zone.
 * @param timezone the zone of dates that name none, and of the result
 * @returns undefined for anything that is no date
 */
export function readOldDate(value: FieldValue | undefined, timezone: string): OldDate | undefined {
  const written = textOf(value);
  const moment = written === undefined ? undefined : parseMoment(plainDate(written) ?? written);
  if (!moment || moment.date.includes('-00')) return undefined;
  const { date, time = '00:00:00' } = moment;
  const [, clock = '00:00:00', zone] = /^(\d\d:\d\d(?::\d\d)?)(.*)$/.exec(time) ?? [];
  const utc = Date.parse(`${date}T${clock.length === 5 ? `${clock}:00` : clock}Z`);
  const at = zone ? utc - offsetOf(zone) : utc - offsetAt(utc, timezone);
  return onClock(at, timezone);
}

/** Returns the milliseconds of `Z`, `+08:00` or `+0800`. */
function offsetOf(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Returns the offset of a zone in milliseconds at a time on its clock. */
function offsetAt(clock: number, timezone: string): number {
  return asUtc(partsAt(clock, timezone)) - Math.floor(clock / 1000) * 1000;
}

type Parts = { readonly [part: string]: string };

function partsAt(at: number, timezone: string): Parts {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  } as Intl.DateTimeFormatOptions);
  return Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
}

function asUtc({ year, month, day, hour, minute, second }: Parts): number {
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

function onClock(at: number, timezone: string): OldDate {
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = partsAt(at, timezone);
  return { year: year.padStart(4, '0'), month, day, hour, minute, second, timestamp: Math.floor(at / 1000) };
}

/** Writes a moment for a header: `2020-01-02 03:04:05`, without a time at midnight. */
export function writtenDate({ year, month, day, hour, minute, second }: OldDate): string {
  const time = `${hour}:${minute}:${second}`;
  return time === '00:00:00' ? `${year}-${month}-${day}` : `${year}-${month}-${day} ${time}`;
}

/** Returns the name of a time zone; undefined for an unknown one. */
export function validTimezone(name: string | undefined): string | undefined {
  try {
    return name && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * Returns a date in the form of the new site, where other tools read more: parts of a second, a name of a zone, one digit.
 * @returns undefined for a date that is in that form, and for anything that is no date
 */
export function plainDate(value: FieldValue | undefined): string | undefined {
  const written = textOf(value);
  if (written === undefined || parseMoment(written)) return undefined;
  const match =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?(?:\s+[A-Z]{3,4})?$/.exec(
      written,
    );
  if (!match) return undefined;
  const [, year, month = '', day = '', hour, minute = '', second = '00', zone = ''] = match;
  const two = (digits: string): string => digits.padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  const moment =
    hour === undefined ? date : `${date} ${two(hour)}:${two(minute)}:${two(second)}${/^[A-Z]{3}$/.test(zone) ? 'Z' : zone}`;
  return parseMoment(moment) ? moment : undefined;
}
