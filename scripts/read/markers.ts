// The table of markers: fields that tell who may read a text. Every tool has its own; a text that any of them withholds is withheld
// here too. The table in docs/front-matter.md is made from this.

import {
  looseFlag,
  presence,
  readBuildOptions,
  readFlagOrState,
  readFrom,
  readPublished,
  readRobots,
  readSitemap,
  readState,
  readUntil,
  strictFlag,
  type Verdict,
} from './verdicts.js';

/** Fields with the same meaning. */
interface Marker {
  /** Names as tools write them. They are compared without case, spaces, `-` and `_`. */
  readonly fields: readonly string[];
  /** Reads the value of such a field. @returns undefined if it doesn't limit readers */
  readonly read: (value: unknown, timezone: string) => Verdict | undefined;
  /** Values and effect, for the documentation. */
  readonly values: string;
  readonly effect: string;
}

/** All markers. */
export const MARKERS: readonly Marker[] = [
  {
    fields: ['draft', 'isDraft', 'drafts'],
    read: strictFlag('draft', 'public'),
    values: 'yes',
    effect: 'a draft: not published; `draft: false` publishes what is in a folder of drafts',
  },
  {
    fields: ['published', 'publish', 'isPublished', 'dg-publish'],
    read: readPublished,
    values: 'no, or a future date',
    effect: 'a draft, or scheduled for that day',
  },
  {
    fields: ['public', 'isPublic', 'visible', 'isVisible', 'share', 'render', 'enabled', 'ready', 'permalink'],
    read: readFlagOrState,
    values: 'no, or a word that `visibility` takes',
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
    read: readState,
    values: '`draft`, `pending`, `trash`, `private`…',
    effect: 'as the word says; an unknown word is an error',
  },
  {
    fields: ['visibility', 'access', 'privacy'],
    read: readState,
    values: '`private`, `unlisted`, `members`…',
    effect: 'as the word says; an unknown word is an error',
  },
  {
    fields: ['password', 'passwords', 'passwd', 'pwd', 'encrypt', 'encrypted', 'accessCode', 'secret'],
    read: presence('restricted'),
    values: 'anything but no',
    effect: 'an error: a static site cannot protect a text',
  },
  {
    fields: ['private', 'isPrivate', 'protected', 'confidential', 'paywall', 'premium', 'memberOnly', 'membersOnly', 'paid'],
    read: presence('restricted'),
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
    effect: 'an error: it is meant for some readers only, and everyone would see it',
  },
  {
    fields: ['unlisted', 'isUnlisted', 'notListed', 'hideInList', 'eleventyExcludeFromCollections'],
    read: presence('unlisted'),
    values: 'yes',
    effect: 'published at its address, with `noindex`; in no list, feed, sitemap or search',
  },
  { fields: ['listed'], read: looseFlag(undefined, 'unlisted'), values: 'no', effect: 'the same' },
  {
    fields: ['build', '_build'],
    read: readBuildOptions,
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
  { fields: ['robots'], read: readRobots, values: '`noindex`', effect: 'the same' },
  { fields: ['sitemap'], read: readSitemap, values: 'no, or `{exclude: true}`', effect: 'the same' },
  {
    fields: ['publishDate', 'publish_on', 'published_at', 'embargo', 'scheduled', 'scheduled_for', 'goLive'],
    read: readFrom,
    values: 'a future date',
    effect: 'published from that day on (with a time of day: from the next day on)',
  },
  {
    fields: ['expiryDate', 'expirationDate', 'expireDate', 'expires_at', 'expires', 'expire', 'expiry', 'unpublishDate'],
    read: readUntil,
    values: 'a day',
    effect: 'not published from that day on',
  },
];
