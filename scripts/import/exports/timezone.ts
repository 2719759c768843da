// Finds the time zone of a blog from dates that are written twice: on its clock and in UTC.

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
  for (const zone of new Set([likely, ...FREQUENT, ...Intl.supportedValuesOf('timeZone')])) {
    const clock = clockOf(zone);
    const count = sample.filter(([local, utc]) => clock(utc) === local.slice(0, SHOWN)).length;
    if (count > best.count) best = { zone, count };
    if (best.count === sample.length) break;
  }
  return best.zone;
}

/** Characters of a date and a time without seconds. */
const SHOWN = '2020-01-02 03:04'.length;

/** Returns a function from dates in UTC to those on the clock of a zone. */
function clockOf(timeZone: string): (utc: string) => string | undefined {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (utc) => {
    const at = Date.parse(`${utc.replace(' ', 'T')}Z`);
    return Number.isFinite(at) ? format.format(at) : undefined;
  };
}
