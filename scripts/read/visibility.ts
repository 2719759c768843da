// Who may read a text: what the fields of its header, its name and its folders say. Every tool has its own markers; a text that one
// of them keeps back is kept back here too. A marker that means "public to some" is an error, because a static site can protect
// nothing. When in doubt, a text is not public.

import { isKeptBack, underscored } from '../base/keptNames.js';
import { dateOfInstant, parseCivilDate, parseMoment } from '../base/text/civilDate.js';
import { isOneSlipAway } from '../base/text/slips.js';
import { flagOf } from '../fields/fields.js';
import type { CivilDate, Visibility } from '../types.js';

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

/** Fields that say who may read a text. */
interface Marker {
  /** Compared without case, spaces, `-` and `_`; written as tools write them. */
  readonly fields: readonly string[];
  /** Reads the value of such a field, on a site in a time zone. @returns undefined if it says nothing about readers */
  readonly read: (value: unknown, timezone: string) => Verdict | undefined;
  /** For the documentation. */
  readonly values: string;
  readonly effect: string;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A flag that must be one: another value is in doubt. */
const strictFlag = (yes: Verdict, no: Verdict) => (value: unknown) => {
  if (isEmpty(value)) return undefined;
  const flag = flagOf(value);
  return flag === undefined ? 'unclear' : flag ? yes : no;
};

/** A flag in a field that other tools use for other things too. */
const looseFlag = (yes: Verdict | undefined, no: Verdict | undefined) => (value: unknown) => {
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

const state = (value: unknown): Verdict | undefined => {
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
const flagOrState = (value: unknown): Verdict | undefined => {
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

const from = (value: unknown, timezone: string): Verdict | undefined => {
  if (isEmpty(value) || flagOf(value) === false) return undefined;
  const day = dayOf(value);
  if (day === undefined) return 'unclear';
  return { from: hasTime(value) ? dayAfter(dayOnSite(value, day, timezone)) : day };
};

const until = (value: unknown): Verdict | undefined => {
  if (isEmpty(value) || flagOf(value) === false) return undefined;
  const day = dayOf(value);
  return day === undefined ? 'unclear' : { until: day };
};

/** `published:` is a flag for some tools and a day for others. */
const published = (value: unknown, timezone: string): Verdict | undefined => {
  const flag = strictFlag('public', 'draft')(value);
  if (flag !== 'unclear') return flag;
  const named = state(value);
  return named === 'unclear' ? from(value, timezone) : named;
};

/** Hugo's `build: {list: never, render: never}`. */
const buildOptions = (value: unknown): Verdict | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { render, list } = value as { readonly [option: string]: unknown };
  const isNever = (option: unknown) => flagOf(option) === false || option === 'never' || option === 'link' || option === 'local';
  if (isNever(render)) return 'draft';
  return isNever(list) ? 'unlisted' : undefined;
};

const robots = (value: unknown): Verdict | undefined =>
  /\b(?:noindex|none)\b/i.test(typeof value === 'object' ? JSON.stringify(value) : String(value)) ? 'noindex' : undefined;

const sitemap = (value: unknown): Verdict | undefined => {
  const { exclude, disable, ignore, sitemap_exclude } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly [option: string]: unknown;
  };
  const isOut = flagOf(value) === false || [exclude, disable, ignore, sitemap_exclude].some((each) => flagOf(each) === true);
  return isOut ? 'noindex' : undefined;
};

/** Anything that is set and is not "no": a password, a list of groups, a flag. */
const anything = (verdict: Verdict) => (value: unknown) => (isEmpty(value) || flagOf(value) === false ? undefined : verdict);

/** Fields of headers, with the tools that they come from. The table in docs/front-matter.md is made from this. */
export const MARKERS: readonly Marker[] = [
  {
    fields: ['draft', 'isDraft', 'drafts'],
    read: strictFlag('draft', 'public'),
    values: 'yes',
    effect: 'a draft: not published; `draft: false` publishes what is in a folder of drafts',
  },
  {
    fields: ['published', 'publish', 'isPublished', 'dg-publish'],
    read: published,
    values: 'no, or a day to come',
    effect: 'a draft, or scheduled for that day',
  },
  {
    fields: ['public', 'isPublic', 'visible', 'isVisible', 'share', 'render', 'enabled', 'ready', 'permalink'],
    read: flagOrState,
    values: 'no, or a word as of `visibility`',
    effect: 'a draft, or as the word says',
  },
  {
    fields: [
      'wip',
      'unpublished',
      'unpublish',
      'headless',
      'ignore',
      'ignored',
      'exclude',
      'excluded',
      'trash',
      'trashed',
      'deleted',
    ],
    read: looseFlag('draft', undefined),
    values: 'yes',
    effect: 'a draft',
  },
  {
    fields: ['status', 'post_status', 'publish_status', 'publication_status'],
    read: state,
    values: '`draft`, `pending`, `trash`, `private`…',
    effect: 'as the word says; an unknown word is an error',
  },
  {
    fields: ['visibility', 'access', 'privacy'],
    read: state,
    values: '`private`, `unlisted`, `members`…',
    effect: 'as the word says; an unknown word is an error',
  },
  {
    fields: ['password', 'passwords', 'passwd', 'pwd', 'encrypt', 'encrypted', 'accessCode', 'secret'],
    read: anything('restricted'),
    values: 'anything but no',
    effect: 'an error: a static site cannot protect a text',
  },
  {
    fields: ['private', 'isPrivate', 'protected', 'confidential', 'paywall', 'premium', 'memberOnly', 'membersOnly', 'paid'],
    read: anything('restricted'),
    values: 'anything but no',
    effect: 'an error: a static site cannot protect a text',
  },
  {
    fields: [
      'hidden',
      'isHidden',
      'hide',
      'members',
      'internal',
      'lock',
      'locked',
      'login',
      'loginRequired',
      'auth',
      'needPassword',
    ],
    read: looseFlag('restricted', undefined),
    values: 'yes',
    effect: 'an error: some readers were to see it, and all would',
  },
  {
    fields: ['unlisted', 'isUnlisted', 'notListed', 'hideInList', 'eleventyExcludeFromCollections'],
    read: anything('unlisted'),
    values: 'yes',
    effect: 'published at its address, with `noindex`; in no list, feed, sitemap or search',
  },
  { fields: ['listed'], read: looseFlag(undefined, 'unlisted'), values: 'no', effect: 'the same' },
  {
    fields: ['build', '_build'],
    read: buildOptions,
    values: '`{render: never}`, `{list: never}`',
    effect: 'a draft; unlisted',
  },
  {
    fields: ['noindex', 'robotsNoIndex', 'robotsDisallow', 'sitemap_exclude', 'sitemapExclude'],
    read: looseFlag('noindex', undefined),
    values: 'yes',
    effect: 'published and listed; not in the sitemap, with `noindex`',
  },
  { fields: ['indexing'], read: looseFlag(undefined, 'noindex'), values: 'no', effect: 'the same' },
  { fields: ['robots'], read: robots, values: '`noindex`', effect: 'the same' },
  { fields: ['sitemap'], read: sitemap, values: 'no, or `{exclude: true}`', effect: 'the same' },
  {
    fields: ['publishDate', 'publish_on', 'published_at', 'embargo', 'scheduled', 'scheduled_for', 'goLive'],
    read: from,
    values: 'a day to come',
    effect: 'not published before that day (with a time of day: before the next)',
  },
  {
    fields: ['expiryDate', 'expirationDate', 'expireDate', 'expires_at', 'expires', 'expire', 'expiry', 'unpublishDate'],
    read: until,
    values: 'a day',
    effect: 'not published from that day on',
  },
];

/** A name as markers compare it. */
export function markerName(field: string): string {
  return field.toLowerCase().replace(/[-_\s]/g, '');
}

const BY_NAME = new Map(MARKERS.flatMap((marker) => marker.fields.map((field) => [markerName(field), marker] as const)));

/** Whether a field says who may read a text. */
export function isMarker(field: string): boolean {
  return BY_NAME.has(markerName(field));
}

/** Markers that are looked for in names with a letter too many, too few, or in another place; others are too short, or near to words. */
const OFTEN = [
  'draft',
  'published',
  'unpublished',
  'private',
  'hidden',
  'unlisted',
  'password',
  'encrypted',
  'protected',
  'visibility',
  'publishdate',
  'expirydate',
];
/** Words of their own that are near to one of them. */
const WORDS_NEAR = new Set([
  'craft',
  'drift',
  'graft',
  'raft',
  'drafty',
  'publisher',
  'pilates',
  'primate',
  'hiddens',
  'crypted',
  'passwords',
]);

/** Whether a field is probably a marker with a slip of the pen that would keep the text from some readers. */
function isMisspelt(field: string, value: unknown, timezone: string): boolean {
  const name = markerName(field);
  if (name.length < 4 || BY_NAME.has(name) || WORDS_NEAR.has(name)) return false;
  const meant = OFTEN.find((marker) => isOneSlipAway(name, marker));
  const verdict = meant && BY_NAME.get(meant)?.read(value, timezone);
  return verdict !== undefined && verdict !== 'public';
}

/** What a header says of a field. */
export interface Marked {
  readonly field: string;
  readonly value: unknown;
  readonly verdict: Verdict;
}

/** Who may read a text. */
export interface Readers {
  readonly isDraft: boolean;
  /** Absent where nothing limits it. */
  readonly visibility: Visibility | undefined;
  /** Fields that are errors, unless it is a draft anyway. */
  readonly refused: readonly Marked[];
}

/**
 * Puts together what the name and the header of a text say.
 * @param path below content/
 * @param fields all fields of the header that are no texts of their own, with those that it inherits
 * @param timezone of the site
 */
export function visibilityOf(
  path: string,
  fields: Iterable<readonly [field: string, value: unknown]>,
  timezone: string,
): Readers {
  const marked: Marked[] = [];
  for (const [field, value] of fields) {
    const verdict = BY_NAME.get(markerName(field))?.read(value, timezone);
    if (verdict !== undefined) marked.push({ field, value, verdict });
    else if (isMisspelt(field, value, timezone)) marked.push({ field, value, verdict: 'unclear' });
  }
  const has = (wanted: Verdict) => marked.some(({ verdict }) => verdict === wanted);
  const isPublic = marked.some(({ field, verdict }) => verdict === 'public' && markerName(field).includes('draft'));
  const isBack = isKeptBack(path) || underscored(path) !== undefined;
  const isDraft = has('draft') || (isBack && !isPublic);
  const refused = marked.filter(({ verdict }) => verdict === 'restricted' || (verdict === 'unclear' && !isPublic));
  return { isDraft, visibility: limitsOf(marked), refused: isDraft ? [] : refused };
}

function limitsOf(marked: readonly Marked[]): Visibility | undefined {
  const has = (wanted: Verdict) => marked.some(({ verdict }) => verdict === wanted);
  const from = marked.flatMap(({ verdict }) => (typeof verdict === 'object' && 'from' in verdict ? verdict.from : []));
  const until = marked.flatMap(({ verdict }) => (typeof verdict === 'object' && 'until' in verdict ? verdict.until : []));
  const [first] = until.sort();
  const last = from.sort().at(-1);
  const limits: Visibility = {
    ...(has('unlisted') && { unlisted: true }),
    ...((has('noindex') || has('unlisted')) && { noindex: true }),
    ...(last !== undefined && { from: last }),
    ...(first !== undefined && { until: first }),
  };
  return Object.keys(limits).length > 0 ? limits : undefined;
}
