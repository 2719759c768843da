// What the value of a field says of who may read a text. Tools write it as flags, words, days and options.

import { dateOfInstant, parseCivilDate, parseMoment } from '../base/text/civilDate.js';
import { flagOf } from '../fields/fields.js';
import type { CivilDate } from '../types.js';

/** What one marker says of a text. */
export type Verdict =
  | 'public'
  /** Not published. */
  | 'draft'
  /** Published at its address, and in no list, feed, sitemap or search. */
  | 'unlisted'
  /** Published and listed, and kept from search engines. */
  | 'noindex'
  /** Public to some readers: an error. */
  | 'restricted'
  /** It cannot be told: an error. */
  | 'unclear'
  /** Not published before a day. */
  | { readonly from: CivilDate }
  /** Not published from a day on. */
  | { readonly until: CivilDate };

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A flag that must be one: another value is in doubt. */
export const strictFlag = (yes: Verdict, no: Verdict) => (value: unknown) => {
  if (isEmpty(value)) return undefined;
  const flag = flagOf(value);
  return flag === undefined ? 'unclear' : flag ? yes : no;
};

/** A flag in a field that other tools use for other things too. */
export const looseFlag = (yes: Verdict | undefined, no: Verdict | undefined) => (value: unknown) => {
  const flag = flagOf(value);
  return flag === undefined ? undefined : flag ? yes : no;
};

/** Words for a state of a text. */
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

export const state = (value: unknown): Verdict | undefined => {
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

/** A flag, or a word that says who may read a text; other words say nothing of it here. */
export const flagOrState = (value: unknown): Verdict | undefined => {
  const isOn = flagOf(value);
  if (isOn !== undefined) return isOn ? undefined : 'draft';
  const named = typeof value === 'string' ? state(value) : undefined;
  return named === 'unclear' || named === 'public' ? undefined : named;
};

/** The day of a value; a time of day on it makes no difference, since a build knows days. */
const dayOf = (value: unknown): CivilDate | undefined =>
  typeof value === 'string' || typeof value === 'number' ? parseCivilDate(String(value)) : undefined;

/** Whether a value names an hour: then a text with it is public on the next day of the site only, for certain. */
const hasTime = (value: unknown): boolean => /\d[:：]\d/.test(String(value));

/** The next day; of the last day that a date can name, which stands for "never", that day. */
function dayAfter(day: CivilDate): CivilDate {
  const after = new Date(Date.parse(`${day.replaceAll('-00', '-01')}T00:00:00Z`) + 86_400_000).toISOString();
  return after.startsWith('+') ? day : after.slice(0, 10);
}

/** The day of a value on the site: that of an instant is another one where the value names the offset of another zone. */
function dayOnSite(value: unknown, day: CivilDate, timezone: string): CivilDate {
  const { time = '' } = parseMoment(String(value)) ?? {};
  if (!/(?:Z|[+-]\d\d:\d\d)$/.test(time)) return day;
  const there = dateOfInstant(new Date(`${day}T${time}`), timezone || 'UTC');
  // In another place it may be year 10000; an offset may be none.
  return there.length > day.length ? day : there;
}

export const from = (value: unknown, timezone: string): Verdict | undefined => {
  if (isEmpty(value) || flagOf(value) === false) return undefined;
  const day = dayOf(value);
  if (day === undefined) return 'unclear';
  return { from: hasTime(value) ? dayAfter(dayOnSite(value, day, timezone)) : day };
};

export const until = (value: unknown): Verdict | undefined => {
  if (isEmpty(value) || flagOf(value) === false) return undefined;
  const day = dayOf(value);
  return day === undefined ? 'unclear' : { until: day };
};

/** `published:` is a flag for some tools and a day for others. */
export const published = (value: unknown, timezone: string): Verdict | undefined => {
  const flag = strictFlag('public', 'draft')(value);
  if (flag !== 'unclear') return flag;
  const named = state(value);
  return named === 'unclear' ? from(value, timezone) : named;
};

/** Hugo's `build: {list: never, render: never}`. */
export const buildOptions = (value: unknown): Verdict | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { render, list } = value as { readonly [option: string]: unknown };
  const isNever = (option: unknown) => flagOf(option) === false || option === 'never' || option === 'link' || option === 'local';
  if (isNever(render)) return 'draft';
  return isNever(list) ? 'unlisted' : undefined;
};

export const robots = (value: unknown): Verdict | undefined =>
  /\b(?:noindex|none)\b/i.test(typeof value === 'object' ? JSON.stringify(value) : String(value)) ? 'noindex' : undefined;

export const sitemap = (value: unknown): Verdict | undefined => {
  const { exclude, disable, ignore, sitemap_exclude } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly [option: string]: unknown;
  };
  const isOut = flagOf(value) === false || [exclude, disable, ignore, sitemap_exclude].some((each) => flagOf(each) === true);
  return isOut ? 'noindex' : undefined;
};

/** Anything that is set and is not "no": a password, a list of groups, a flag. */
export const anything = (verdict: Verdict) => (value: unknown) =>
  isEmpty(value) || flagOf(value) === false ? undefined : verdict;
