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

/** `Z`, or `+08:00`, at the beginning of a day. */
function offset(day: string, timezone: string): string {
  if (timezone === 'UTC') return 'Z';
  const key = `${timezone} ${day}`;
  const known = offsets.get(key);
  if (known) return known;
  const parts = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' }).formatToParts(
    new Date(`${day}T00:00:00Z`),
  );
  const [, sign, hours, minutes] =
    /GMT([+-])(\d\d):(\d\d)/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
  const made = sign ? `${sign}${hours}:${minutes}` : 'Z';
  offsets.set(key, made);
  return made;
}
