// Finds the time zone of a blog from dates that are written twice: on its clock and in UTC.

import { readOldDate, writtenDate } from '../oldDate.js';

/** A date on the clock of the blog, and the same in UTC: `2020-01-02 03:04:05`. */
export type DatePair = readonly [local: string, utc: string];

/** Dates that are compared. Those of a whole year would be enough; blogs move, too. */
const SAMPLE = 60;

/** Zones of most writers. Others are tried after them. */
const FREQUENT = [
  ...['UTC', 'Asia/Shanghai', 'Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Chicago', 'America/Denver'],
  ...['America/Los_Angeles', 'Asia/Tokyo', 'Asia/Kolkata', 'Europe/Moscow', 'America/Sao_Paulo', 'Australia/Sydney'],
];

/**
 * Returns the time zone in which most dates fit.
 * @param likely the zone of the blog's language, which wins if it fits as well as another
 */
export function timezoneByDates(dates: readonly DatePair[], likely: string): string {
  const valid = dates.filter(
    ([local, utc]) => !local.startsWith('0000') && !utc.startsWith('0000') && local !== '' && utc !== '',
  );
  const step = Math.max(1, Math.floor(valid.length / SAMPLE));
  const sample = valid.filter((_pair, at) => at % step === 0);
  let best = { zone: likely, count: -1 };
  for (const zone of [likely, ...FREQUENT, ...Intl.supportedValuesOf('timeZone')]) {
    const count = sample.filter(([local, utc]) => isSame(local, utc, zone)).length;
    if (count > best.count) best = { zone, count };
    if (best.count === sample.length) break;
  }
  return best.zone;
}

function isSame(local: string, utc: string, zone: string): boolean {
  const date = readOldDate(`${utc.replace(' ', 'T')}Z`, zone);
  return date !== undefined && writtenDate(date).slice(0, 16) === local.slice(0, writtenDate(date).length).slice(0, 16);
}
