// Proves that a new site has what the old blog had: each address, each word, each picture, code block and formula, each id of the feed.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { absolute } from '../../assemble/urls.js';
import { contentFile } from '../../base/inputFolders.js';
import { decode, withoutIndex } from '../../base/siteLookup.js';
import { readPublishedUrls, URLS_FILE } from '../../config/publishedUrls.js';
import { oldUrlsIn } from '../../new/oldUrls.js';
import { siteAt } from '../../new/siteAt.js';
import { readInput } from '../../read/inputFiles.js';
import type { Content, OldBlog, OldText } from '../oldBlog.js';
import type { OldFolder } from '../oldFolder.js';
import type { OldTool } from '../oldTool.js';
import { contentOfHtml, contentOfMarkdown, type Lost, lostWords } from './words.js';

/** What became of an address of the old blog. */
export interface AddressProof {
  readonly address: string;
  readonly state: 'served' | 'redirected' | 'withheld' | 'gone';
  /** Why it is withheld or gone. */
  readonly reason?: string;
}

/** A text whose page has less than the old one. */
export interface TextProof {
  readonly from: string;
  readonly file: string;
  readonly lost: { readonly count: number; readonly first: readonly Lost[] };
  /** Numbers of pictures, code blocks and formulas, before and after, where there are fewer now. */
  readonly fewer: { readonly [kind: string]: readonly [before: number, now: number] };
}

export interface Proof {
  readonly addresses: readonly AddressProof[];
  /** Number of texts that were compared, and those that have less than before. */
  readonly compared: number;
  readonly less: readonly TextProof[];
  /** Totals before and now. */
  readonly totals: { readonly [kind in 'words' | 'pictures' | 'code' | 'formulas']: readonly [before: number, now: number] };
  /** Texts that are not published, with the reasons. */
  readonly hidden: readonly { readonly from: string; readonly file: string; readonly reason: string }[];
  /** Ids of feed entries: how many are kept, and those that changed. */
  readonly ids: { readonly kept: number; readonly changed: readonly string[] };
}

/** A text with its file in the new site, from the root. */
export interface PlacedText {
  readonly old: OldText;
  readonly path: string;
}

const SHOWN = 3;

/**
 * Compares a site with an old blog.
 * @param root absolute path of the new site, which was built
 */
export function proofOf(
  root: string,
  texts: readonly PlacedText[],
  { blog, folder, tool }: { readonly blog: OldBlog; readonly folder: OldFolder; readonly tool: OldTool },
): Proof {
  const { config, index } = siteAt(root, false);
  const sources = [...index.posts, ...index.pages, ...index.unlisted, ...(index.notes ?? [])];
  const urls = new Map(sources.map(({ path, url }) => [contentFile(path), url]));
  const totals = { words: [0, 0], pictures: [0, 0], code: [0, 0], formulas: [0, 0] } as {
    [kind in keyof Proof['totals']]: [number, number];
  };
  const less: TextProof[] = [];
  let compared = 0;
  for (const { old, path } of texts) {
    const page = pageAt(root, urls.get(path));
    if (page === undefined) continue;
    compared++;
    const before = tool.content ? tool.content(old) : contentOfMarkdown(old.body, blog.settings.markdown, tool.marks);
    const now = contentOfHtml(page, true);
    addTo(totals, before, now);
    const proof = compare(old, path, before, now);
    if (proof) less.push(proof);
  }
  return {
    ...{ addresses: addressesOf(root, texts, { blog, folder }, urls), compared, less, totals },
    hidden: texts
      .filter(({ path }) => !urls.has(path))
      .map(({ old, path }) => ({ from: old.from, file: path, reason: old.hidden ?? 'it is a draft' })),
    ids: idsOf(root, texts, absoluteAt(config.url)),
  };
}

type Totals = { [kind in keyof Proof['totals']]: [number, number] };

function addTo(totals: Totals, before: Content, now: Content): void {
  totals.words[0] += before.words.length;
  totals.words[1] += now.words.length;
  for (const kind of ['pictures', 'code', 'formulas'] as const) {
    totals[kind][0] += before[kind];
    totals[kind][1] += now[kind];
  }
}

function compare({ from }: OldText, file: string, before: Content, now: Content): TextProof | undefined {
  const lost = lostWords(before.words, now.words, SHOWN);
  const kinds = ['pictures', 'code', 'formulas'] as const;
  const fewer = Object.fromEntries(
    kinds.filter((kind) => now[kind] < before[kind]).map((kind) => [kind, [before[kind], now[kind]] as const]),
  );
  return lost.count === 0 && Object.keys(fewer).length === 0 ? undefined : { from, file, lost, fewer };
}

/** Returns the page at an address; undefined if it was not built. */
function pageAt(root: string, url: string | undefined): string | undefined {
  const path = url === undefined ? undefined : fileAt(root, url);
  return path === undefined ? undefined : readFileSync(path, 'utf8');
}

/** Returns the file that a host serves at an address. */
function fileAt(root: string, url: string): string | undefined {
  const path = url.slice(1);
  const files = url.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`, `${path}/index.html`];
  return files.map((file) => join(root, 'dist', file)).find((file) => existsSync(file) && !file.endsWith('/'));
}

/** Sitemaps and feeds that a built copy of the old blog may have. */
const LISTS = /(?:^|\/)(?:sitemap[\w.-]*\.xml|atom\.xml|rss2?\.xml|feeds?\.xml|index\.xml|feed\.json|feed\/index\.xml)$/i;
const BUILT = /^(?:public|_site|docs|dist|_book|output|build)\//;

function addressesOf(
  root: string,
  texts: readonly PlacedText[],
  { blog, folder }: { readonly blog: OldBlog; readonly folder: OldFolder },
  urls: ReadonlyMap<string, string>,
): AddressProof[] {
  const reasons = new Map<string, string>();
  for (const { old, path } of texts)
    if (old.address !== undefined) {
      const reason = old.hidden ?? (urls.has(path) ? undefined : 'its text is a draft');
      reasons.set(old.address, reason ?? '');
    }
  for (const { address } of blog.lists) if (!reasons.has(address)) reasons.set(address, '');
  for (const address of listedAddresses(root, folder)) if (!reasons.has(address)) reasons.set(address, '');
  return [...reasons].sort(([a], [b]) => (a < b ? -1 : 1)).map(([address, reason]) => proofOfAddress(root, address, reason));
}

/** Returns the addresses in the sitemaps and feeds of the old folder. */
function listedAddresses(root: string, folder: OldFolder): string[] {
  const { config } = siteAt(root, false);
  const files = folder.files.filter((path) => LISTS.test(path) && (BUILT.test(path) || !path.includes('/')));
  // A file with Liquid is a template for such a list.
  const texts = files.map((path) => folder.text(path)).filter((text) => !/\{[{%]/.test(text));
  return texts.flatMap((text) => oldUrlsIn(text, config).urls.map(({ url }) => url));
}

function proofOfAddress(root: string, address: string, reason: string): AddressProof {
  const file = fileAt(root, withoutIndex(decode(address) ?? address));
  if (file === undefined && reason !== '') return { address, state: 'withheld', reason };
  if (file === undefined) return { address, state: 'gone', reason: 'nothing in the new site has it' };
  const isRedirect = file.endsWith('.html') && /<meta http-equiv="?refresh/i.test(readFileSync(file, 'utf8').slice(0, 2000));
  return { address, state: isRedirect ? 'redirected' : 'served' };
}

const absoluteAt = (site: Parameters<typeof absolute>[0]) => (address: string) => absolute(site, address);

/** Compares the ids of feed entries. */
function idsOf(root: string, texts: readonly PlacedText[], idOf: (address: string) => string): Proof['ids'] {
  const listed = new Map(
    readPublishedUrls(readInput(root, URLS_FILE).toString()).urls.map(({ file, id }) => [contentFile(file), id]),
  );
  const posts = texts.filter(
    ({ old }) => old.kind === 'post' && old.hidden === undefined && (old.address ?? old.feedId) !== undefined,
  );
  const changed = posts.filter(({ old, path }) => listed.get(path) !== (old.feedId ?? idOf(old.address as string)));
  return { kept: posts.length - changed.length, changed: changed.map(({ old }) => old.from) };
}
