// Maintains content/urls.yaml: creates it, adds the addresses that the last build published or that an older site had,
// and drops those that the writer gives up.

import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Outline } from '../assemble/outline.js';
import { lostUrls, presentUrls } from '../assemble/published.js';
import { nearest } from '../base/diagnostics.js';
import { decode, withoutIndex } from '../base/siteLookup.js';
import { readAddresses } from '../build/addresses.js';
import {
  type GoneUrl,
  URLS_COMMENT,
  URLS_FILE,
  type UrlList,
  withoutUrls,
  withPublished,
  writePublishedUrls,
} from '../config/publishedUrls.js';
import { FEATURES } from '../features/table.js';
import { bytesOfInput, saveChangedInput } from '../read/inputFiles.js';
import type { SiteReading } from '../read/read.js';
import type { PublishedUrl } from '../types.js';
import { feedText, type OldUrls, oldUrlsIn, pathOn, type SiteHosts } from './oldUrls.js';
import { CommandError, siteAt } from './siteAt.js';

/** The result of a change to the list. */
export interface ListChange {
  /** Number of addresses in the file now. */
  readonly all: number;
  /** Number of new addresses among them. */
  readonly added: number;
}

/** Puts an English text into the writer's language. */
type Translate = (english: string) => string;

/** A site with its list of addresses. */
export interface ListedSite extends Pick<SiteReading, 'config' | 'index'> {
  readonly root: string;
  readonly list: UrlList & { readonly urls: readonly PublishedUrl[] };
  /** The bytes of the file when it was read; undefined if there was none. */
  readonly bytes: Uint8Array | undefined;
  /** The comment of a new or empty file. */
  readonly comment: string;
}

/**
 * Reads a site and its list.
 * @param translate puts the comment of a new file into the writer's language
 * @throws CommandError if the file has an invalid line, which would be lost when it is rewritten
 */
export function listedSite(root: string, translate: Translate = (english) => english): ListedSite {
  const bytes = bytesOfInput(root, URLS_FILE);
  const { config, index, problems, dropped } = siteAt(root, false);
  const wrong = problems.find(({ file }) => file === URLS_FILE);
  if (wrong) throw new CommandError(`${URLS_FILE}:${wrong.place?.line ?? 1}: ${wrong.reason}; ${wrong.note ?? 'fix it first'}`);
  return { root, config, index, list: { urls: index.published ?? [], dropped }, bytes, comment: translate(URLS_COMMENT) };
}

/** Writes content/urls.yaml. @throws CommandError if another command or the writer has changed it since it was read */
export function saveList({ root, bytes, comment }: ListedSite, list: UrlList): void {
  const before = bytes?.length ? { text: Buffer.from(bytes).toString() } : { comment };
  if (!saveChangedInput(root, URLS_FILE, writePublishedUrls(list, before), bytes))
    throw new CommandError(`${URLS_FILE} changed in the meantime and was left alone; run this command again`);
}

/** Creates content/urls.yaml with the site's addresses. @throws CommandError if it exists */
export function beginUrls(root: string, translate?: Translate): ListChange {
  const site = listedSite(root, translate);
  const { config, index } = site;
  if (index.published) throw new CommandError(`${URLS_FILE} already exists; \`npm run urls -- --publish\` adds to it`);
  return addToList(site, presentUrls(new Outline(config, index, FEATURES)));
}

/** Adds the addresses that the last build published. @throws CommandError if there was no build */
export function publishUrls(root: string): ListChange {
  const site = listedSite(root);
  if (!site.index.published) throw new CommandError(`this site has no ${URLS_FILE}: run \`npm run urls -- --begin\` first`);
  const addresses = readAddresses(root);
  if (!addresses) throw new CommandError('no addresses of a build were found: run `npm run build` first, then deploy the site');
  // The deployed site doesn't have the dropped addresses any more.
  return addToList({ ...site, list: { ...site.list, dropped: [] } }, addresses);
}

function addToList(site: ListedSite, urls: UrlList['urls']): ListChange {
  const { added, ...now } = withPublished(site.list, urls);
  saveList(site, now);
  return { all: now.urls.length, added };
}

// ── an older site ───────────────────────────────────────────────────────────────────────────────────────────────

export interface ImportedUrls extends ListChange {
  /** Addresses of the older site that this site neither has nor redirects. */
  readonly lost: readonly string[];
  /** Number of addresses on other hosts, which are ignored. */
  readonly elsewhere: number;
  /** Messages about files without addresses. */
  readonly empty: readonly string[];
}

/**
 * Adds the addresses that an older site had.
 * @param files its feeds and sitemaps, as absolute paths; the parts of a sitemap index are next to it
 * @throws CommandError if the list has an invalid line, or a file can't be read
 */
export function importUrls(root: string, files: readonly string[], translate?: Translate): ImportedUrls {
  const site = listedSite(root, translate);
  const { config, index, list } = site;
  const read = files.flatMap((file) => oldUrlsOf(file, config));
  const fileAt = filesOf(new Outline(config, index, FEATURES));
  const found = read.flatMap(({ urls }) => urls.map(({ url, id }) => ({ url, file: fileAt.get(url) ?? '', ...(id && { id }) })));
  const all = addToList(site, found);
  const published = withPublished(list, found).urls.map((each) => ({ line: 0, ...each }));
  const outline = new Outline(config, { ...index, published }, FEATURES);
  return {
    ...all,
    lost: lostUrls(outline).map(({ problem }) => problem.reason),
    elsewhere: read.reduce((sum, each) => sum + each.elsewhere, 0),
    empty: read.flatMap((each) => (each.urls.length + each.elsewhere > 0 ? [] : emptyReason(each))),
  };
}

/** Returns the files of posts and pages by address. */
export function filesOf(outline: Outline): Map<string, string> {
  return new Map(outline.sources().map(({ url, path }) => [url, path]));
}

interface FileUrls extends OldUrls {
  readonly file: string;
  /** Names of an index's parts that are not next to it. */
  readonly missing: readonly string[];
}

/** Reads a file, and the parts that it names. */
function oldUrlsOf(file: string, site: SiteHosts): FileUrls[] {
  const found = oldUrlsIn(textOf(file), site);
  const missing: string[] = [];
  const parts = found.parts.flatMap((part) => {
    const beside = fileBeside(file, part);
    if (beside === undefined) missing.push(nameOf(part));
    return beside === undefined ? [] : [beside];
  });
  const own = { ...found, file, missing };
  const inParts = parts.map((part) => ({ ...oldUrlsIn(textOf(part), site), file: part, missing: [] }));
  // An index itself is reported only if parts are missing.
  return found.parts.length > 0 && missing.length === 0 ? inParts : [own, ...inParts];
}

function emptyReason({ file, parts, missing }: FileUrls): string {
  const why = 'it is neither a feed (RSS, Atom, JSON Feed) nor a sitemap, or it has no entries';
  if (parts.length === 0) return `read nothing from ${file}: ${why}`;
  return `${file} is an index of sitemaps: save ${missing.join(', ')} beside it`;
}

function nameOf(address: string): string {
  const path = decode(address.split(/[?#]/, 1)[0] as string) ?? address;
  return basename(path.replaceAll('\\', '/'));
}

/** Returns the file of an index's part, compressed or not. */
function fileBeside(file: string, address: string): string | undefined {
  const name = nameOf(address);
  const names = [name, `${name}.gz`, name.replace(/\.gz$/, '')].filter((each) => each !== '' && each !== '..');
  return names.map((each) => join(dirname(file), each)).find((path) => path !== file && existsSync(path));
}

function textOf(file: string): string {
  try {
    return feedText(readFileSync(file));
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

// ── dropping ────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Drops addresses, or single headings (`/x.html#id`): all of them, or none.
 * @param written addresses as shown in messages or by a browser
 * @throws CommandError if one is not in the list
 */
export function dropUrls(root: string, written: readonly string[]): ListChange {
  const site = listedSite(root);
  const { config, list } = site;
  const now = withoutUrls(
    list,
    written.map((each) => goneUrl(each, list, config)),
  );
  saveList(site, now);
  return { all: now.urls.length, added: 0 };
}

function goneUrl(written: string, { urls }: UrlList, site: SiteHosts): GoneUrl {
  const at = written.indexOf('#');
  const path = at < 0 ? written : written.slice(0, at);
  // The form in the file wins over the form in a browser.
  const readings = [path, decode(path) ?? path, pathOn(path, site) ?? path].map((each) => each.normalize('NFC'));
  const known = urls.find(({ url }) => readings.includes(url)) ?? urls.find(({ url }) => readings.includes(withoutIndex(url)));
  if (!known) {
    const [like] = nearest(
      readings.at(-1) as string,
      urls.map(({ url }) => url),
      1,
    );
    const advice =
      like === undefined ? 'if the deployed site has it, run `npm run urls -- --deployed` first' : `did you mean ${like}?`;
    throw new CommandError(`${URLS_FILE} has no address ${path}; ${advice}`);
  }
  if (at < 0) return { url: known.url };
  const { headings = [] } = known;
  const id = written.slice(at + 1);
  const heading = headings.find((each) => each === id || each === decode(id));
  if (heading !== undefined) return { url: known.url, heading };
  const [like] = nearest(id, headings, 1);
  throw new CommandError(
    `${URLS_FILE} has no heading "${id}" at ${known.url}${like === undefined ? '' : `; did you mean #${like}?`}`,
  );
}
