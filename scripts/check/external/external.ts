// `check --external`: checks external links. An address is reported only after failures on several days, since a server may have a bad
// hour.

import type { Outline } from '../../assemble/outline.js';
import { FRIENDS_POSTS_FILE } from '../../base/collections.js';
import { problem } from '../../base/diagnostics.js';
import { request } from '../../base/flow/request.js';
import { contentFile } from '../../base/inputFolders.js';
import type { DataFile } from '../../base/siteLookup.js';
import { escaped } from '../../base/text/shown.js';
import { CONFIG_FILE, type Config, dialectsOf } from '../../config/config.js';
import { LINKS_FILE, readSeenLinks, type SeenLink, writeSeenLinks } from '../../config/seenLinks.js';
import { FEATURES } from '../../features/table.js';
import type { CivilDate, Diagnostic, Place } from '../../types.js';
import { type AskOptions, askAll, type Reply } from './ask.js';
import { type ExternalLink, externalLinks, linksInData, linksInSettings } from './links.js';

/** Number of days with a failure before an address is reported. */
const MIN_FAILURES = 3;
/** Days after which a reachable address is checked again. */
const RECHECK_DAYS = 7;
/** The Internet Archive's API for available copies (https://archive.org/help/wayback_api.php). */
const ARCHIVE = 'https://archive.org/wayback/available';

export interface ExternalOptions extends Omit<AskOptions, 'allowPrivate'> {
  readonly outline: Outline;
  /** Files of data/ that texts can show. */
  readonly data?: readonly DataFile[];
  readonly textOf: (file: string) => string;
  /** The text of site.yaml, whose navigation, footer and accounts are links on all pages. */
  readonly settings?: string;
  /** The text of content/links.yaml; empty if there is none. */
  readonly linksText: string;
  readonly today: CivilDate;
  /** Address of the archive's API, if not the Internet Archive's; for tests. */
  readonly archive?: string;
}

export interface ExternalResult {
  readonly problems: readonly Diagnostic[];
  /** New text of content/links.yaml; undefined if it stays the same. */
  readonly text: string | undefined;
  /** One line for the terminal. */
  readonly summary: string;
}

interface LinkOccurrence {
  readonly file: string;
  readonly place: Place;
  /** Date of the text; absent for pages and data. */
  readonly date?: CivilDate | undefined;
}

/** Checks all external links. */
export async function checkExternal(options: ExternalOptions): Promise<ExternalResult> {
  const { outline, linksText, today } = options;
  const { links: seen, problems } = readSeenLinks(linksText);
  if (problems.length > 0) return { problems, text: undefined, summary: `${LINKS_FILE} cannot be read: no link was checked` };
  const linked = occurrencesByUrl(options);
  const due = [...linked.keys()].filter((url) => isDue(seen.get(url), today)).sort();
  const replies = await askAll(due, { ...options, allowPrivate: outline.config.allowPrivate });
  const counts = { there: 0, busy: 0, private: 0, unreachable: 0, failed: 0 };
  for (const { kind } of replies.values()) counts[kind]++;
  if (counts.unreachable > 0 && counts.unreachable + counts.private === due.length)
    return { problems: [], text: undefined, summary: 'no server could be reached: nothing was recorded' };
  const links = new Map([...linked.keys()].map((url) => [url, withReply(seen.get(url) ?? {}, replies.get(url), today)]));
  const failed = counts.failed + counts.unreachable;
  const unasked = counts.private > 0 ? `, ${counts.private} private and not asked` : '';
  const checked = due.length - counts.private;
  const summary = `external links: ${links.size}, checked ${checked}: ${counts.there} ok, ${failed} failed, ${counts.busy} busy${unasked}`;
  return { problems: await problemsOf(links, linked, options), text: writeSeenLinks(links), summary };
}

/** Returns the occurrences of external links by address. */
function occurrencesByUrl({ outline, data = [], textOf, settings = '' }: ExternalOptions): Map<string, LinkOccurrence[]> {
  const { config } = outline;
  const own = new Set([config.url, ...config.aliases].map(({ origin }) => new URL(origin).host));
  const dialectOf = dialectsOf(config);
  const linked = new Map<string, LinkOccurrence[]>();
  const isOwn = (origin: string) => own.has(new URL(origin).host);
  const add = (found: readonly ExternalLink[], where: Omit<LinkOccurrence, 'place'>) => {
    for (const { url, place } of found) linked.set(url, [...(linked.get(url) ?? []), { ...where, place }]);
  };
  for (const source of outline.sources()) {
    const dialect = source.meta.markdown ?? dialectOf(source.path);
    const file = contentFile(source.path);
    add(externalLinks(source, textOf(file), dialect, isOwn), { file, date: source.date });
  }
  // The posts of friends are renewed from their feeds, whose addresses are asked.
  for (const { path, text } of data) if (path !== FRIENDS_POSTS_FILE) add(linksInData(text, isOwn), { file: path });
  const accountsOf = (site: Config) => FEATURES.rows.flatMap((feature) => feature.accounts?.(site) ?? []);
  const accounts = outline.editions().flatMap((edition) => accountsOf(edition.config));
  add(linksInSettings(settings, isOwn, accounts), { file: CONFIG_FILE });
  return linked;
}

/** True if an address is checked today: a failed one once a day, others after a few days. */
function isDue(link: SeenLink | undefined, today: CivilDate): boolean {
  if (!link) return true;
  const { seen, failed = [] } = link;
  if (failed.length > 0) return failed.at(-1) !== today;
  return seen === undefined || daysBetween(seen, today) >= RECHECK_DAYS;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

function withReply(link: SeenLink, reply: Reply | undefined, today: CivilDate): SeenLink {
  if (!reply || reply.kind === 'busy' || reply.kind === 'private') return link;
  if (reply.kind === 'there') return { seen: today };
  return { ...link, failed: [...(link.failed ?? []), today], why: reply.why };
}

async function problemsOf(
  links: ReadonlyMap<string, SeenLink>,
  linked: ReadonlyMap<string, readonly LinkOccurrence[]>,
  options: ExternalOptions,
): Promise<Diagnostic[]> {
  const gone = [...links].filter(([, { failed = [] }]) => failed.length >= MIN_FAILURES);
  const problems: Diagnostic[] = [];
  for (const [url, { seen, failed = [], why }] of gone) {
    const since = seen ? `, last seen on ${seen}` : '';
    const reason = `${url} failed on ${failed.length} days${since}; last result: ${why}`;
    const places = linked.get(url) ?? [];
    const copy = await archivedCopy(url, places.flatMap(({ date }) => date ?? []).sort()[0] ?? seen, options);
    for (const { file, place } of places) {
      const note = copy ? 'the Internet Archive has a copy' : 'fix the link or remove it';
      problems.push(problem(file, place, 'link/gone', reason, { expected: copy ? [copy] : [], note }));
    }
  }
  return problems;
}

/** Returns the Internet Archive's copy nearest to a day; undefined if it has none, or can't be reached. */
async function archivedCopy(
  url: string,
  day: string | undefined,
  { archive = ARCHIVE, timeout, outline: { config } }: ExternalOptions,
): Promise<string | undefined> {
  const address = new URL(archive);
  address.searchParams.set('url', url);
  if (day) address.searchParams.set('timestamp', day.replaceAll('-', ''));
  try {
    const reply = await request(address, { timeout, allowPrivate: config.allowPrivate });
    const answer = JSON.parse(await reply.text()) as {
      readonly archived_snapshots?: { readonly closest?: { readonly available?: boolean; readonly url?: string } };
    };
    const { closest } = answer.archived_snapshots ?? {};
    return closest?.available && closest.url ? escaped(closest.url.replace(/^http:/, 'https:')) : undefined;
  } catch {
    return undefined;
  }
}
