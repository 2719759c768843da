// `--diff` and `--changed`: what a build changed for readers. Pages are compared by their words; feed entries and sizes are counted.

import { outputPath } from '../assemble/addresses.js';
import { absolute } from '../assemble/urls.js';
import { plural } from '../base/diagnostics.js';
import type { Speech } from '../base/speech.js';
import { CJK, charactersOf, tokensOf } from '../base/text/ngrams.js';
import { pageText } from '../base/text/pageText.js';
import type { SiteUrl } from '../config/config.js';
import type { FileChange, FileVersion } from '../publish/changes.js';
import type { Source } from '../types.js';
import { megabytes } from './terminal.js';

/** A page whose text changed. */
export interface ChangedPage {
  readonly url: string;
  readonly kind: 'new' | 'changed' | 'gone';
  /** True if search engines and feeds may show it. */
  readonly isPublic: boolean;
  /** Words, and characters of Chinese, Japanese and Korean. */
  readonly added: number;
  readonly removed: number;
}

export interface Differences {
  readonly pages: readonly ChangedPage[];
  /** Number of pages that changed without changes to their text. */
  readonly sameText: number;
  /** Feed entries that readers will see as new. `isOld`: newer posts were in the feed before. */
  readonly entries: readonly { readonly id: string; readonly isOld: boolean }[];
  /** Bytes of all written and removed files. */
  readonly bytes: readonly [before: number, after: number];
}

/**
 * Finds what changed for readers.
 * @param sources current posts and pages; a removed one is known by its address
 */
export function differencesOf(changes: readonly FileChange[], sources: readonly Source[]): Differences {
  const urls = new Map(sources.map(({ url }) => [outputPath(url), url]));
  const hidden = new Set(sources.flatMap(({ url, visibility }) => (visibility?.noindex ? url : [])));
  const pages: ChangedPage[] = [];
  let sameText = 0;
  for (const { path, before, after } of changes) {
    const isGone = after === undefined && /^posts\/.*\.html$/.test(path);
    const url = urls.get(path) ?? (isGone ? `/${path}` : undefined);
    if (url === undefined || isRedirect(before) || isRedirect(after)) continue;
    const [added, removed] = wordsChanged(textIn(before), textIn(after));
    const kind = before === undefined ? 'new' : after === undefined ? 'gone' : 'changed';
    if (kind === 'changed' && added + removed === 0) sameText++;
    else pages.push({ url, kind, isPublic: !hidden.has(url), added, removed });
  }
  const size = (versionOf: (change: FileChange) => FileVersion | undefined) =>
    changes.reduce((sum, change) => sum + (versionOf(change)?.size ?? 0), 0);
  return {
    pages: pages.sort((a, b) => (a.url < b.url ? -1 : 1)),
    sameText,
    entries: newEntries(changes.find(({ path }) => path === 'feeds.xml')),
    bytes: [size(({ before }) => before), size(({ after }) => after)],
  };
}

/** Returns the differences for a terminal. */
export function diffText({ pages, sameText, entries, bytes: [before, after] }: Differences, { text }: Speech): string {
  const words = ({ added, removed }: ChangedPage) => [added && `+${added}`, removed && `−${removed}`].filter(Boolean).join(' ');
  const lines = pages.map(
    (page) => `  ${text(page.kind).padEnd(8)} ${page.url}${page.kind === 'changed' ? `  ${text(`${words(page)} words`)}` : ''}`,
  );
  if (sameText > 0) lines.push(`  ${text(`${plural(sameText, 'page')} changed without changes to their text`)}`);
  for (const { id, isOld } of entries) {
    const doubt = isOld ? ', although newer posts were published before: was it renamed?' : '';
    lines.push(`  ${text('feed').padEnd(8)} ${text(`${id} will appear as new${doubt}`)}`);
  }
  if (lines.length === 0) return `${text('nothing changed for readers')}\n`;
  const sign = after >= before ? '+' : '−';
  return `${lines.join('\n')}\n  ${text(`${sign}${megabytes(Math.abs(after - before))} in written and removed files`)}\n`;
}

/** Returns the addresses of pages with new or changed text, one per line, as `announce` reads them. */
export function changedAddresses({ pages }: Differences, site: SiteUrl): string {
  const there = pages.filter(({ kind, isPublic }) => kind !== 'gone' && isPublic);
  return there.map(({ url }) => `${absolute(site, url)}\n`).join('');
}

function isRedirect(version: FileVersion | undefined): boolean {
  return /<meta http-equiv="refresh"/i.test(textOf(version));
}

function textIn(version: FileVersion | undefined): string {
  return version ? pageText(textOf(version)) : '';
}

function textOf(version: FileVersion | undefined): string {
  return Buffer.from(version?.bytes ?? []).toString();
}

/** Counts the words that only one of two texts has; a word that one has more often counts for each time more. */
function wordsChanged(before: string, after: string): [added: number, removed: number] {
  const counts = new Map<string, number>();
  const note = (text: string, by: number) => {
    for (const token of tokensOf(text)) {
      for (const word of token.kind === CJK ? charactersOf(token.text) : [token.text])
        counts.set(word, (counts.get(word) ?? 0) + by);
    }
  };
  note(after, 1);
  note(before, -1);
  const sum = (sign: number) => [...counts.values()].reduce((all, count) => all + Math.max(0, count * sign), 0);
  return [sum(1), sum(-1)];
}

/** Finds new entries of a feed. An entry older than all former ones has only moved up. */
function newEntries(feed: FileChange | undefined): Differences['entries'] {
  if (!feed?.before || !feed.after) return [];
  const entriesOf = (version: FileVersion) =>
    [...textOf(version).matchAll(/<item>[\s\S]*?<\/item>/g)].map(([item]) => ({
      id: /<guid[^>]*>([^<]*)</.exec(item)?.[1] ?? '',
      date: Date.parse(/<pubDate>([^<]*)</.exec(item)?.[1] ?? ''),
    }));
  const before = entriesOf(feed.before);
  const known = new Set(before.map(({ id }) => id));
  const dates = before.map(({ date }) => date);
  return entriesOf(feed.after)
    .filter(({ id, date }) => !known.has(id) && (dates.length === 0 || date >= Math.min(...dates)))
    .map(({ id, date }) => ({ id, isOld: date < Math.max(...dates) }));
}
