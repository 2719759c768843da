// When a post was published and last changed, for feeds: instants, where a post has days.
//
// Of two posts of one day the later one, as the lists have them, gets a later second: readers sort entries by their instants, and
// the W3C's validator wants each entry's `updated` to be its own. The whole site counts, so that a post has the same instant in
// every feed, and keeps it when others leave the feed.

import type { CivilDate, Source, TimeOfDay } from '../types.js';

export interface Instants {
  /** RFC 3339. */
  readonly published: string;
  readonly updated: string;
}

/** When a post of the site was published and changed. */
export type InstantOf = (post: Source) => Instants;

/**
 * Makes ready to tell the instants of posts: they are made when they are asked for, since feeds hold few.
 * @param posts all of the site, newest first
 * @param timezone the time zone of the days, by its IANA name
 */
export function instantsOf(posts: readonly Source[], timezone: string): InstantOf {
  let published: ReadonlyMap<Source, number> | undefined;
  let changed: ReadonlyMap<Source, number> | undefined;
  return (post) => {
    const { date = '', time, meta } = post;
    changed ??= ranks(posts, ({ meta: { updated, updatedTime }, ...each }) =>
      updated === undefined ? [each.date, each.time] : [updated, updatedTime],
    );
    const rank = changed.get(post) ?? 0;
    if (meta.updated === undefined) {
      const both = time === undefined ? instantOfRank(date, rank, timezone) : instantOfTime(date, time, timezone);
      return { published: both, updated: both };
    }
    const { updated, updatedTime } = meta;
    const last =
      updatedTime === undefined ? instantOfRank(updated, rank, timezone) : instantOfTime(updated, updatedTime, timezone);
    if (time !== undefined) return { published: instantOfTime(date, time, timezone), updated: last };
    published ??= ranks(posts, (each) => [each.date, each.time]);
    return { published: instantOfRank(date, published.get(post) ?? 0, timezone), updated: last };
  };
}

/** When a post was written or changed: a day, and the time on it if that is known. */
type When = readonly [day: CivilDate | undefined, time: TimeOfDay | undefined];

/** How many older posts without a time have the same day. */
function ranks(posts: readonly Source[], whenOf: (post: Source) => When): Map<Source, number> {
  const counts = new Map<CivilDate, number>();
  const found = new Map<Source, number>();
  for (let at = posts.length - 1; at >= 0; at--) {
    const post = posts[at] as Source;
    const [date = '', time] = whenOf(post);
    if (time !== undefined) continue;
    const day = firstDay(date);
    const rank = counts.get(day) ?? 0;
    counts.set(day, rank + 1);
    found.set(post, rank);
  }
  return found;
}

/** The first day that a date can mean. */
function firstDay(date: CivilDate): string {
  return date.includes('-00') ? date.replaceAll('-00', '-01') : date;
}

const SECONDS_OF_DAY = 86_400;

/** A second of a day in a time zone, with the offset that the zone had. */
function instantOfRank(date: CivilDate, rank: number, timezone: string): string {
  const day = firstDay(date);
  const time = new Date((rank % SECONDS_OF_DAY) * 1000).toISOString().slice(11, 19);
  return `${day}T${time}${offset(`${day}T00:00:00`, timezone)}`;
}

/** A written time, with its own offset, or the one that the zone had then. */
function instantOfTime(date: CivilDate, time: TimeOfDay, timezone: string): string {
  const local = `${firstDay(date)}T${time}`;
  return time.length > 8 ? local : `${local}${offset(local, timezone)}`;
}

const offsets = new Map<string, string>();

/** `Z`, or `+08:00`, at a local time: clocks may change later on that day, or on the day before. @param local without an offset */
function offset(local: string, timezone: string): string {
  if (timezone === 'UTC') return 'Z';
  const key = `${timezone} ${local}`;
  const known = offsets.get(key);
  if (known) return known;
  const format = formatOf(timezone);
  const instant = Date.parse(`${local}Z`);
  const guess = minutesAhead(format, instant);
  const near = minutesAhead(format, instant - guess * MINUTE);
  const holds = (minutes: number) => minutesAhead(format, instant - minutes * MINUTE) === minutes;
  // At a time that the clocks leave out, the offset before it holds.
  const minutes = [guess, near].find(holds) ?? Math.min(guess, near);
  const made = offsetText(minutes);
  offsets.set(key, made);
  return made;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats an instant with the offset of a zone; one takes some 25 times as long to make as to use (0.65 ms and 0.02 ms). */
function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' });
    formats.set(timezone, format);
  }
  return format;
}

const MINUTE = 60_000;

/** How far the clocks of a zone are ahead of UTC. @param instant milliseconds since 1970 */
function minutesAhead(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1);
}

function offsetText(minutes: number): string {
  if (minutes === 0) return 'Z';
  const two = (number: number) => String(number).padStart(2, '0');
  const ahead = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}
