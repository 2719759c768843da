// When a post was published and last changed, for feeds: instants, where a post has days.
//
// Of two posts of one day the later one, as the lists have them, gets a later second: readers sort entries by their instants, and
// the W3C's validator wants each entry's `updated` to be its own. The whole site counts, so that a post has the same instant in
// every feed, and keeps it when others leave the feed.

import type { CivilDate, Source } from '../types.js';

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
    const { date = '', meta } = post;
    changed ??= ranks(posts, (each) => each.meta.updated ?? each.date ?? '');
    const updated = instant(meta.updated ?? date, changed.get(post) ?? 0, timezone);
    if (meta.updated === undefined) return { published: updated, updated };
    published ??= ranks(posts, (each) => each.date ?? '');
    return { published: instant(date, published.get(post) ?? 0, timezone), updated };
  };
}

/** How many older posts have the same day. */
function ranks(posts: readonly Source[], dayOf: (post: Source) => CivilDate): Map<Source, number> {
  const counts = new Map<CivilDate, number>();
  const found = new Map<Source, number>();
  for (let at = posts.length - 1; at >= 0; at--) {
    const post = posts[at] as Source;
    const day = firstDay(dayOf(post));
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
function instant(date: CivilDate, rank: number, timezone: string): string {
  const day = firstDay(date);
  const second = new Date((rank % SECONDS_OF_DAY) * 1000).toISOString().slice(11, 19);
  return `${day}T${second}${offset(day, timezone)}`;
}

const offsets = new Map<string, string>();

/** `Z`, or `+08:00`, at the beginning of a day in its own zone: clocks may change later on that day, or on the day before. */
function offset(day: string, timezone: string): string {
  if (timezone === 'UTC') return 'Z';
  const key = `${timezone} ${day}`;
  const known = offsets.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' });
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const guess = minutesAhead(format, midnight);
  const near = minutesAhead(format, midnight - guess * MINUTE);
  const holds = (minutes: number) => minutesAhead(format, midnight - minutes * MINUTE) === minutes;
  // Where clocks go forward at midnight, the day begins with the offset that was.
  const minutes = [guess, near].find(holds) ?? Math.min(guess, near);
  const made = offsetText(minutes);
  offsets.set(key, made);
  return made;
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
