// Keeps content/urls.yaml: begins it, adds the addresses that the last build published or that an older site had, and drops some.

import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Outline } from '../assemble/outline.js';
import { lostUrls, presentUrls } from '../assemble/published.js';
import { nearest } from '../base/diagnostics.js';
import { decode, withoutIndex } from '../base/siteLookup.js';
import { readAddresses } from '../build/addresses.js';
import {
  type GoneUrl,
  URLS_FILE,
  type UrlList,
  withoutUrls,
  withPublished,
  writePublishedUrls,
} from '../config/publishedUrls.js';
import { FEATURES } from '../features/table.js';
import { bytesOfInput, saveChangedInput } from '../read/inputFiles.js';
import type { Reading } from '../read/read.js';
import type { PublishedUrl } from '../types.js';
import { feedText, type OldUrls, oldUrlsIn, pathOn, type SiteHosts } from './oldUrls.js';
import { Refusal, siteAt } from './siteAt.js';

/** What came of a change of the list. */
export interface ListedUrls {
  /** How many addresses are in the file now, and how many of them are new. */
  readonly all: number;
  readonly added: number;
}

/** A site with its list. */
export interface ListedSite extends Pick<Reading, 'config' | 'index'> {
  readonly root: string;
  readonly list: UrlList & { readonly urls: readonly PublishedUrl[] };
  /** The bytes of the file that the list was read from; undefined if there was none. */
  readonly bytes: Uint8Array | undefined;
}

/** Reads a site and its list. @throws Refusal if the file has something that would be lost, since it is written anew */
export function listedSite(root: string): ListedSite {
  const bytes = bytesOfInput(root, URLS_FILE);
  const { config, index, problems, dropped } = siteAt(root, false);
  const wrong = problems.find(({ file }) => file === URLS_FILE);
  if (wrong) throw new Refusal(`${URLS_FILE}:${wrong.place?.line ?? 1}: ${wrong.reason}; ${wrong.note ?? 'fix it first'}`);
  return { root, config, index, list: { urls: index.published ?? [], dropped }, bytes };
}

/** Writes the file. @throws Refusal if it has changed since the site was read: another command or the writer has saved it meanwhile */
export function saveList({ root, bytes }: ListedSite, { urls, dropped }: UrlList): void {
  if (!saveChangedInput(root, URLS_FILE, writePublishedUrls(urls, dropped), bytes))
    throw new Refusal(`${URLS_FILE} has changed meanwhile and is left alone; run this command again`);
}

/** Writes the file with the addresses that the site has. @throws Refusal if there is one */
export function beginUrls(root: string): ListedUrls {
  const site = listedSite(root);
  const { config, index } = site;
  if (index.published) throw new Refusal(`${URLS_FILE} already exists; \`npm run urls -- --publish\` adds to it`);
  return listed(site, presentUrls(new Outline(config, index, FEATURES)));
}

/** Adds what the last build published. @throws Refusal if there was no build */
export function publishUrls(root: string): ListedUrls {
  const site = listedSite(root);
  if (!site.index.published) throw new Refusal(`this site has no ${URLS_FILE}: run \`npm run urls -- --begin\` first`);
  const addresses = readAddresses(root);
  if (!addresses) throw new Refusal('no build has left its addresses here: run `npm run build` first, then deploy the site');
  // What is deployed has none of the dropped addresses any more.
  return listed({ ...site, list: { ...site.list, dropped: [] } }, addresses);
}

function listed(site: ListedSite, urls: UrlList['urls']): ListedUrls {
  const { added, ...now } = withPublished(site.list, urls);
  saveList(site, now);
  return { all: now.urls.length, added };
}

// ── an older site ───────────────────────────────────────────────────────────────────────────────────────────────

export interface ImportedUrls extends ListedUrls {
  /** Those of the older site at which nothing is, and which lead nowhere. */
  readonly lost: readonly string[];
  /** How many addresses of the older site are of other hosts, and were passed over. */
  readonly elsewhere: number;
  /** Files in which no address was, and what is said of each. */
  readonly empty: readonly string[];
}

/**
 * Adds the addresses that an older site had.
 * @param files its feeds and sitemaps, absolute paths; the parts of an index lie beside it
 * @throws Refusal if the list has something that would be lost, or a file cannot be read
 */
export function importUrls(root: string, files: readonly string[]): ImportedUrls {
  const site = listedSite(root);
  const { config, index, list } = site;
  const read = files.flatMap((file) => oldUrlsOf(file, config));
  const fileAt = filesOf(new Outline(config, index, FEATURES));
  const found = read.flatMap(({ urls }) => urls.map(({ url, id }) => ({ url, file: fileAt.get(url) ?? '', ...(id && { id }) })));
  const all = listed(site, found);
  const published = withPublished(list, found).urls.map((each) => ({ line: 0, ...each }));
  const outline = new Outline(config, { ...index, published }, FEATURES);
  return {
    ...all,
    lost: lostUrls(outline).map(({ problem }) => problem.reason),
    elsewhere: read.reduce((sum, each) => sum + each.elsewhere, 0),
    empty: read.flatMap((each) => (each.urls.length + each.elsewhere > 0 ? [] : whyEmpty(each))),
  };
}

/** The files of posts and pages, by their addresses. */
export function filesOf(outline: Outline): Map<string, string> {
  return new Map(outline.sources().map(({ url, path }) => [url, path]));
}

interface ReadFile extends OldUrls {
  readonly file: string;
  /** Parts of an index that are not beside it. */
  readonly missing: readonly string[];
}

/** What is in a file, and in the parts that it names. */
function oldUrlsOf(file: string, site: SiteHosts): ReadFile[] {
  const found = oldUrlsIn(textOf(file), site);
  const missing: string[] = [];
  const parts = found.parts.flatMap((part) => {
    const beside = fileBeside(file, part);
    if (beside === undefined) missing.push(nameOf(part));
    return beside === undefined ? [] : [beside];
  });
  const own = { ...found, file, missing };
  const inParts = parts.map((part) => ({ ...oldUrlsIn(textOf(part), site), file: part, missing: [] }));
  // Of an index, only what is missing is worth a word.
  return found.parts.length > 0 && missing.length === 0 ? inParts : [own, ...inParts];
}

function whyEmpty({ file, parts, missing }: ReadFile): string {
  const why = 'it is no feed (RSS, Atom, JSON Feed) and no sitemap, or has no entries';
  if (parts.length === 0) return `read nothing from ${file}: ${why}`;
  return `${file} is an index of sitemaps: save ${missing.join(', ')} beside it`;
}

function nameOf(address: string): string {
  const path = decode(address.split(/[?#]/, 1)[0] as string) ?? address;
  return basename(path.replaceAll('\\', '/'));
}

/** The file of a part of an index: as the index names it, compressed or not. */
function fileBeside(file: string, address: string): string | undefined {
  const name = nameOf(address);
  const names = [name, `${name}.gz`, name.replace(/\.gz$/, '')].filter((each) => each !== '' && each !== '..');
  return names.map((each) => join(dirname(file), each)).find((path) => path !== file && existsSync(path));
}

function textOf(file: string): string {
  try {
    return feedText(readFileSync(file));
  } catch (error) {
    throw new Refusal(`${file} cannot be read: ${(error as Error).message}`);
  }
}

// ── dropping ────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Drops addresses, or single headings (`/x.html#id`): all of them, or none.
 * @param written as a message or a browser shows them
 * @throws Refusal if one is not in the list
 */
export function dropUrls(root: string, written: readonly string[]): ListedUrls {
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
  // First as the file has it, then as a browser shows it.
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
    throw new Refusal(`${URLS_FILE} has no address ${path}; ${advice}`);
  }
  if (at < 0) return { url: known.url };
  const { headings = [] } = known;
  const id = written.slice(at + 1);
  const heading = headings.find((each) => each === id || each === decode(id));
  if (heading !== undefined) return { url: known.url, heading };
  const [like] = nearest(id, headings, 1);
  throw new Refusal(`${URLS_FILE} has no heading "${id}" at ${known.url}${like === undefined ? '' : `; did you mean #${like}?`}`);
}
