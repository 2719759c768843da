// Timestamps of posts for feeds, made from their days.
//
// Of two posts on the same day, the later one gets a later second: feed readers sort entries by time, and the W3C validator wants
// a different `updated` for each entry. Seconds are counted over the whole site, so a post has the same timestamp in every feed
// and keeps it when other posts leave a feed.

import type { CivilDate, Source, TimeOfDay } from '../types.js';

export interface Instants {
  /** RFC 3339. */
  readonly published: string;
  readonly updated: string;
}

/** Returns the timestamps of a post. */
export type InstantOf = (post: Dated) => Instants;

/** A post, or a note. */
export interface Dated extends Pick<Source, 'date' | 'time'> {
  readonly meta: Pick<Source['meta'], 'updated' | 'updatedTime'>;
}

/**
 * Returns a function for the timestamps of posts. They are computed on demand, since feeds contain few posts.
 * @param posts all posts of the site, newest first
 * @param timezone IANA name of the time zone of the days
 */
export function instantsOf(posts: readonly Dated[], timezone: string): InstantOf {
  let published: ReadonlyMap<Dated, number> | undefined;
  let changed: ReadonlyMap<Dated, number> | undefined;
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

/** A day, and a time on it if one is known. */
type When = readonly [day: CivilDate | undefined, time: TimeOfDay | undefined];

/** Returns, for each post without a time, the number of older ones on the same day. */
function ranks(posts: readonly Dated[], whenOf: (post: Dated) => When): Map<Dated, number> {
  const counts = new Map<CivilDate, number>();
  const found = new Map<Dated, number>();
  for (let at = posts.length - 1; at >= 0; at--) {
    const post = posts[at] as Dated;
    const [date = '', time] = whenOf(post);
    if (time !== undefined) continue;
    const day = firstDay(date);
    const rank = counts.get(day) ?? 0;
    counts.set(day, rank + 1);
    found.set(post, rank);
  }
  return found;
}

/** Returns the first day that an imprecise date can mean. */
function firstDay(date: CivilDate): string {
  return date.includes('-00') ? date.replaceAll('-00', '-01') : date;
}

const SECONDS_OF_DAY = 86_400;

/** Returns the timestamp of a day's nth second in a time zone. */
function instantOfRank(date: CivilDate, rank: number, timezone: string): string {
  const day = firstDay(date);
  const time = new Date((rank % SECONDS_OF_DAY) * 1000).toISOString().slice(11, 19);
  return `${day}T${time}${offset(`${day}T00:00:00`, timezone)}`;
}

/** Returns the timestamp of a written time, with its own offset or the zone's at that time. */
function instantOfTime(date: CivilDate, time: TimeOfDay, timezone: string): string {
  const local = `${firstDay(date)}T${time}`;
  return time.length > 8 ? local : `${local}${offset(local, timezone)}`;
}

const offsets = new Map<string, string>();

/**
 * Returns a zone's offset at a local time: `Z`, `+08:00`. It is looked up for the time itself, since clocks may change on that
 * day or the one before.
 * @param local without an offset
 */
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
  // For a time that the clocks skip, the offset before the change applies.
  const minutes = [guess, near].find(holds) ?? Math.min(guess, near);
  const made = offsetText(minutes);
  offsets.set(key, made);
  return made;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns the formatter of a zone. It is cached, since making one takes 0.65 ms and using it 0.02 ms. */
function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' });
    formats.set(timezone, format);
  }
  return format;
}

const MINUTE = 60_000;

/**
 * Returns how many minutes the clocks of a zone are ahead of UTC.
 * @param instant milliseconds since 1970
 */
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
