// Interprets the values of markers: who may read a text? Tools write flags, words, days and options.

import { dateOfInstant, parseCivilDate, parseMoment } from '../base/text/civilDate.js';
import { flagOf } from '../fields/fields.js';
import type { CivilDate } from '../types.js';

/** The meaning of one marker for a text. */
export type Verdict =
  | 'public'
  /** Not published. */
  | 'draft'
  /** Published at its address, but in no list, feed, sitemap or search. */
  | 'unlisted'
  /** Published and listed, but not for search engines. */
  | 'noindex'
  /** Meant for some readers only, which is an error. */
  | 'restricted'
  /** Unclear, which is an error. */
  | 'unclear'
  /** Not published before a day. */
  | { readonly from: CivilDate }
  /** No longer published from a day on. */
  | { readonly until: CivilDate };

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Reads a field that must be a flag. Any other value is unclear. */
export const strictFlag = (yes: Verdict, no: Verdict) => (value: unknown) => {
  if (isEmpty(value)) return undefined;
  const flag = flagOf(value);
  return flag === undefined ? 'unclear' : flag ? yes : no;
};

/** Reads a flag in a field that other tools also use for other things. */
export const looseFlag = (yes: Verdict | undefined, no: Verdict | undefined) => (value: unknown) => {
  const flag = flagOf(value);
  return flag === undefined ? undefined : flag ? yes : no;
};

/** Words for the state of a text. */
const WORDS: readonly (readonly [verdict: Verdict, words: string])[] = [
  [
    'public',
    'public publish published live released release final everyone all open done complete completed finished stable active ongoing current evergreen budding seedling archived archive 公开 发布 已发布 發佈 完成 已完成 完结 已完结 连载 连载中 公開',
  ],
  [
    'draft',
    'draft drafts drafting wip pending future scheduled trash trashed auto-draft unpublished review in-review in-progress inprogress todo idea deleted inherit none 草稿 未完成 待发布 未发布 写作中 下書き',
  ],
  [
    'restricted',
    'private hidden secret password protected encrypted members member members-only paid premium followers friends subscribers tiers internal restricted confidential me self 私密 私有 仅自己可见 加密 隐藏 非公開',
  ],
  ['unlisted', 'unlisted 不列出 限定公開'],
];
const VERDICTS = new Map(WORDS.flatMap(([verdict, words]) => words.split(' ').map((word) => [word, verdict] as const)));

/** Reads a word for the state of a text. Any other value is unclear. */
export const readState = (value: unknown): Verdict | undefined => {
  if (isEmpty(value)) return undefined;
  const word =
    typeof value === 'string'
      ? value
          .trim()
          .toLowerCase()
          .replace(/[\s_]+/g, '-')
      : '';
  return VERDICTS.get(word) ?? 'unclear';
};

/** Reads a flag, or a word for the state of a text. Other words are ignored. */
export const readFlagOrState = (value: unknown): Verdict | undefined => {
  const isOn = flagOf(value);
  if (isOn !== undefined) return isOn ? undefined : 'draft';
  const named = typeof value === 'string' ? readState(value) : undefined;
  return named === 'unclear' || named === 'public' ? undefined : named;
};

/** Returns the day of a value. Its time of day is ignored: builds know only days. */
const dayOf = (value: unknown): CivilDate | undefined =>
  typeof value === 'string' || typeof value === 'number' ? parseCivilDate(String(value)) : undefined;

/** True if a value has a time of day. The text is then published on the next day, when that time has surely passed. */
const hasTime = (value: unknown): boolean => /\d[:：]\d/.test(String(value));

/** Returns the next day. The last possible day, which stands for "never", stays. */
function dayAfter(day: CivilDate): CivilDate {
  const after = new Date(Date.parse(`${day.replaceAll('-00', '-01')}T00:00:00Z`) + 86_400_000).toISOString();
  return after.startsWith('+') ? day : after.slice(0, 10);
}

/** Returns the day of a value in the site's time zone, if the value has an offset. */
function dayOnSite(value: unknown, day: CivilDate, timezone: string): CivilDate {
  const { time = '' } = parseMoment(String(value)) ?? {};
  if (!/(?:Z|[+-]\d\d:\d\d)$/.test(time)) return day;
  const localDate = dateOfInstant(new Date(`${day}T${time}`), timezone || 'UTC');
  // In another zone it may be the year 10000, and an offset may be invalid.
  return localDate.length > day.length ? day : localDate;
}

/** Reads the day from which a text is published. */
export const readFrom = (value: unknown, timezone: string): Verdict | undefined => {
  if (isEmpty(value) || flagOf(value) === false) return undefined;
  const day = dayOf(value);
  if (day === undefined) return 'unclear';
  return { from: hasTime(value) ? dayAfter(dayOnSite(value, day, timezone)) : day };
};

/** Reads the day from which a text is no longer published. */
export const readUntil = (value: unknown): Verdict | undefined => {
  if (isEmpty(value) || flagOf(value) === false) return undefined;
  const day = dayOf(value);
  return day === undefined ? 'unclear' : { until: day };
};

/** Reads `published:`, a flag for some tools and a day for others. */
export const readPublished = (value: unknown, timezone: string): Verdict | undefined => {
  const flag = strictFlag('public', 'draft')(value);
  if (flag !== 'unclear') return flag;
  const named = readState(value);
  return named === 'unclear' ? readFrom(value, timezone) : named;
};

/** Reads Hugo's `build: {list: never, render: never}`. */
export const readBuildOptions = (value: unknown): Verdict | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { render, list } = value as { readonly [option: string]: unknown };
  const isOff = (option: unknown) => flagOf(option) === false || option === 'never' || option === 'link' || option === 'local';
  if (isOff(render)) return 'draft';
  return isOff(list) ? 'unlisted' : undefined;
};

/** Reads `robots:`, such as `noindex, nofollow`. */
export const readRobots = (value: unknown): Verdict | undefined =>
  /\b(?:noindex|none)\b/i.test(typeof value === 'object' ? JSON.stringify(value) : String(value)) ? 'noindex' : undefined;

/** Reads `sitemap:`, a flag or options. */
export const readSitemap = (value: unknown): Verdict | undefined => {
  const { exclude, disable, ignore, sitemap_exclude } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly [option: string]: unknown;
  };
  const isExcluded = flagOf(value) === false || [exclude, disable, ignore, sitemap_exclude].some((each) => flagOf(each) === true);
  return isExcluded ? 'noindex' : undefined;
};

/** Reads a field whose presence counts, unless it is "no": a password, a list of groups, a flag. */
export const presence = (verdict: Verdict) => (value: unknown) =>
  isEmpty(value) || flagOf(value) === false ? undefined : verdict;
