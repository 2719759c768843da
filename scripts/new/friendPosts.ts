// Asks the feeds of friends for their newest posts, and writes them to data/friends-posts.yaml, which pages show. So a build needs
// no network. A feed that fails keeps its posts.

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { collectionFiles, FRIENDS_POSTS_FILE } from '../base/collections.js';
import { limitTo } from '../base/flow/limit.js';
import { isLocalHost } from '../base/flow/privateAddress.js';
import { failureReason, type RequestOptions, request } from '../base/flow/request.js';
import { dateOfInstant, parseCivilDate } from '../base/text/civilDate.js';
import { cut } from '../base/text/cut.js';
import { CONFIG_FILE, type Config, readConfig } from '../config/config.js';
import { asComments, commentsOf } from '../config/urlLines.js';
import { FEATURES } from '../features/table.js';
import { parseUrl } from '../fields/webAddress.js';
import { parseYaml } from '../markdown/yaml.js';
import { bytesOfInput, saveChangedInput } from '../read/inputFiles.js';
import type { CivilDate } from '../types.js';
import { type FeedEntry, readFeed } from './feed.js';
import { CommandError } from './siteAt.js';

/** Maximum bytes of a feed. The largest full-text feeds have about 2 MB. */
const MAX_BYTES = 5_000_000;
/** Maximum number of feeds that are asked at the same time. */
const MAX_FEEDS = 8;
/** Maximum lengths in UTF-16 units. */
const MAX_TITLE = 200;
const MAX_ADDRESS = 2000;

const COMMENT = `The newest posts of friends, from the feeds in data/friends.yaml. \`npm run friends\` writes this file;
commit it, so that builds need no network.`;

interface Friend {
  readonly name: string;
  readonly feed: string;
}

/** A post of a friend, with the fields of the file. */
interface FriendPost {
  readonly friend: string;
  readonly title: string;
  readonly url: string;
  readonly date?: CivilDate;
}

export interface FriendPostsOptions {
  readonly root: string;
  /** Maximum number of posts of each friend. */
  readonly most: number;
  /** Milliseconds for the answer of a feed. */
  readonly timeout?: number;
  /** Replaces the network in tests. */
  readonly network?: NonNullable<RequestOptions['network']>;
  /** Puts the comment of a new file into the writer's language. */
  readonly translate: (english: string) => string;
}

export interface FriendPostsResult {
  /** Numbers of posts in the file, of new ones among them, and of feeds. */
  readonly all: number;
  readonly added: number;
  readonly feeds: number;
  /** Friends whose feeds failed, with the reasons. */
  readonly failed: readonly string[];
  /** Remarks about feeds that were read in part. */
  readonly remarks: readonly string[];
}

/**
 * Renews data/friends-posts.yaml. If nothing is new, its bytes stay the same.
 * @throws CommandError if no friend has a feed, a file has errors, or the file has changed in the meantime
 */
export async function renewFriendPosts(options: FriendPostsOptions): Promise<FriendPostsResult> {
  const { root, most, translate } = options;
  const config = configAt(root);
  const friends = friendsAt(root);
  const bytes = bytesOfInput(root, FRIENDS_POSTS_FILE);
  const known = bytes ? itemsIn(bytes.toString(), FRIENDS_POSTS_FILE).flatMap(knownPost) : [];
  const limit = limitTo(MAX_FEEDS);
  const answers = await Promise.all(friends.map((friend) => limit(() => postsOf(friend, config, options))));
  const posts = answers.flatMap(({ name, posts: found }) =>
    (found ?? known.filter(({ friend }) => friend === name)).slice(0, most),
  );
  // The sort is stable: posts of a day stay in the order of friends and feeds.
  posts.sort(({ date: a = '' }, { date: b = '' }) => (a < b ? 1 : a > b ? -1 : 0));
  const head = bytes?.length ? commentsOf(bytes.toString()) : asComments(translate(COMMENT));
  const text = head + (posts.length > 0 ? stringify(posts, { lineWidth: 0 }) : '[]\n');
  mkdirSync(dirname(join(root, FRIENDS_POSTS_FILE)), { recursive: true });
  if (text !== bytes?.toString() && !saveChangedInput(root, FRIENDS_POSTS_FILE, text, bytes))
    throw new CommandError(`${FRIENDS_POSTS_FILE} changed in the meantime and was left alone; run this command again`);
  const urls = new Set(known.map(({ url }) => url));
  return {
    all: posts.length,
    added: posts.filter(({ url }) => !urls.has(url)).length,
    feeds: friends.length,
    failed: answers.flatMap(({ name, failure }) => (failure === undefined ? [] : `${name}: ${failure}`)),
    remarks: answers.flatMap(({ name, remarks = [] }) => remarks.map((remark) => `${name}: ${remark}`)),
  };
}

// ── the site ────────────────────────────────────────────────────────────────────────────────────────────────────

function configAt(root: string): Config {
  const { config, problems } = readConfig(bytesOfInput(root, CONFIG_FILE)?.toString(), FEATURES.settingFields);
  if (problems.some(({ fatal }) => fatal)) throw new CommandError(`${CONFIG_FILE} has errors: run npm run check`);
  return config;
}

/** Returns the friends that have a feed. */
function friendsAt(root: string): Friend[] {
  const file = collectionFiles('friends').find((path) => bytesOfInput(root, path));
  if (file === undefined) throw new CommandError('this site has no data/friends.yaml: list your friends there');
  const friends = itemsIn(bytesOfInput(root, file)?.toString() ?? '', file).flatMap(({ name, feed }): Friend[] =>
    name !== '' && parseUrl(feed ?? '') ? [{ name: name ?? '', feed: feed ?? '' }] : [],
  );
  if (friends.length === 0) throw new CommandError(`no friend in ${file} has a feed: add \`feed: https://…\``);
  return friends;
}

type Texts = { readonly [field: string]: string | undefined };

/** Returns the items of a list in YAML, with their texts and numbers. `check` reports values of other types. */
function itemsIn(yaml: string, file: string): Texts[] {
  const items = valueIn(yaml.replace(/^\ufeff/, ''), file);
  return (Array.isArray(items) ? items : []).map((item) =>
    Object.fromEntries(
      Object.entries(item ?? {}).flatMap(([field, value]) =>
        typeof value === 'string' || typeof value === 'number' ? [[field, String(value).trim()]] : [],
      ),
    ),
  );
}

function valueIn(yaml: string, file: string): unknown {
  try {
    const document = parseYaml(yaml);
    if (document.errors.length === 0) return document.toJS();
  } catch {
    // `toJS` throws for references that grow without bound.
  }
  throw new CommandError(`${file} has errors: run npm run check`);
}

function knownPost({ friend = '', title = '', url = '', date }: Texts): FriendPost[] {
  const day = date === undefined ? undefined : parseCivilDate(date);
  return friend && title && parseUrl(url) ? [{ friend, title, url, ...(day && { date: day }) }] : [];
}

// ── feeds ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Answer {
  readonly name: string;
  /** The posts in the feed, the newest first; absent if it failed. */
  readonly posts?: readonly FriendPost[];
  readonly failure?: string;
  readonly remarks?: readonly string[];
}

async function postsOf({ name, feed }: Friend, config: Config, { timeout, network }: FriendPostsOptions): Promise<Answer> {
  try {
    const reply = await request(feed, { timeout, allowPrivate: config.allowPrivate, ...(network && { network }) });
    if (!reply.ok) {
      reply.cancel();
      return { name, failure: `HTTP ${reply.status} ${reply.statusText}`.trim() };
    }
    const { entries, isDamaged } = readFeed(decoded(await reply.bytes(MAX_BYTES), reply.headers['content-type']));
    if (entries.length === 0) return { name, failure: 'it is no feed (RSS, Atom, JSON Feed), has no posts, or is damaged' };
    const own = [config.url, ...config.aliases].map(({ origin }) => new URL(origin).host);
    const dated = entries.map((entry) => ({
      post: postIn(entry, name, reply.url, own),
      ...momentIn(entry.date, config.timezone),
    }));
    const posts = newestFirst(dated).flatMap(({ post, date }) => (post ? [{ ...post, ...(date && { date }) }] : []));
    if (posts.length === 0) return { name, failure: 'none of its posts has a title and a public address' };
    const lost = dated.filter(({ post }) => !post).length;
    const undated = dated.filter(({ post, date }, at) => post && !date && entries[at]?.date).length;
    const remarks = [
      ...(isDamaged ? ['the feed is damaged; its complete posts were read'] : []),
      ...(lost > 0 ? [`posts without a title or a public address, left out: ${lost}`] : []),
      ...(undated > 0 ? [`posts with a date that is not valid or in the future: ${undated}`] : []),
    ];
    const seen = new Set<string>();
    return { name, posts: posts.filter(({ url }) => !seen.has(url) && seen.add(url)), remarks };
  } catch (error) {
    return { name, failure: failureReason(error) };
  }
}

/** Decodes a feed as its server or its XML says (RFC 7303, section 3). */
function decoded(bytes: Buffer, contentType = ''): string {
  const [, ofServer] = /charset=["']?([\w-]+)/i.exec(contentType) ?? [];
  const [, ofXml] = /^<\?xml[^>]*\bencoding=["']([\w-]+)["']/.exec(bytes.subarray(0, 200).toString('latin1').trimStart()) ?? [];
  for (const label of [ofServer, ofXml, 'utf-8']) {
    try {
      if (label !== undefined) return new TextDecoder(label).decode(bytes);
    } catch {
      // An unknown encoding
    }
  }
  return bytes.toString();
}

/**
 * Returns a post, if readers can open it.
 * @param base address of the feed, for relative links
 * @param own hosts of this site, whose addresses would have to be those of its pages
 */
function postIn({ title, address }: FeedEntry, friend: string, base: URL, own: readonly string[]): FriendPost | undefined {
  if (title === '' || address === '' || !URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  url.username = '';
  url.password = '';
  const isPublic = !own.includes(url.host) && !isLocalHost(url.hostname.replace(/^\[|\]$/g, ''));
  if (!parseUrl(url.href) || !isPublic || url.href.length > MAX_ADDRESS) return undefined;
  const short = cut(title, MAX_TITLE);
  return { friend, title: short === title ? title : `${short}…`, url: url.href };
}

/** A day with a time and a zone, as in RSS (RFC 822) or Atom (RFC 3339). */
const INSTANT =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2}\s+[a-z]{3,9}\s+\d{4}|\d{4}-\d\d-\d\d)[T\s]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(Z|[A-Z]{2,4}|[+-]\d\d:?\d\d)?$/i;

interface Moment {
  /** The day in the time zone of the site; absent if there is none, or it is in the future. */
  readonly date?: CivilDate;
  /** Milliseconds, for the order. */
  readonly instant: number;
}

function momentIn(written: string, timezone: string): Moment {
  const [, day, zone] = INSTANT.exec(written.trim()) ?? [];
  const civil = parseCivilDate(day ?? written);
  if (civil === undefined) return { instant: Number.NEGATIVE_INFINITY };
  const exact = zone === undefined ? Number.NaN : Date.parse(written);
  const date = Number.isNaN(exact) ? civil : dateOfInstant(new Date(exact), timezone);
  const instant = Number.isNaN(exact) ? Date.parse(date.replaceAll('-00', '-01')) : exact;
  return date > dateOfInstant(new Date(), timezone) ? { instant: Number.NEGATIVE_INFINITY } : { date, instant };
}

/** Sorts by time; posts without a date come last, in the order of their feed. */
function newestFirst<T extends Moment>(posts: readonly T[]): T[] {
  return [...posts].sort((a, b) => (a.instant < b.instant ? 1 : a.instant > b.instant ? -1 : 0));
}
