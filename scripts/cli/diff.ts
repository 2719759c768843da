// What a build has changed for readers: pages by the words of their texts, entries of the feed, sizes. `--diff` and `--changed`.

import { outputPath } from '../assemble/addresses.js';
import { absolute } from '../assemble/urls.js';
import { plural } from '../base/diagnostics.js';
import { CJK, charactersOf, tokensOf } from '../base/text/ngrams.js';
import { pageText } from '../base/text/pageText.js';
import type { SiteUrl } from '../config/config.js';
import type { FileChange, FileVersion } from '../publish/changes.js';
import type { Source } from '../types.js';
import { megabytes } from './terminal.js';

/** A page whose text is other than it was. */
export interface ChangedPage {
  readonly url: string;
  readonly kind: 'new' | 'changed' | 'gone';
  /** Whether search engines and feeds may know of it. */
  readonly isPublic: boolean;
  /** Words, and characters of Chinese, Japanese and Korean. */
  readonly added: number;
  readonly removed: number;
}

export interface Differences {
  readonly pages: readonly ChangedPage[];
  /** Pages of posts that were written again with the text that they had. */
  readonly sameText: number;
  /** Entries that readers of the feed will see as new: of posts that are the newest, and of others. */
  readonly entries: readonly { readonly id: string; readonly isOld: boolean }[];
  /** Bytes of all files that were written or removed, as they were and as they are. */
  readonly bytes: readonly [before: number, after: number];
}

/**
 * What the changes of files are for readers.
 * @param sources posts and pages as they are now; what is gone is known by its address
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
  const size = (of: (change: FileChange) => FileVersion | undefined) =>
    changes.reduce((sum, change) => sum + (of(change)?.size ?? 0), 0);
  return {
    pages: pages.sort((a, b) => (a.url < b.url ? -1 : 1)),
    sameText,
    entries: newEntries(changes.find(({ path }) => path === 'feeds.xml')),
    bytes: [size(({ before }) => before), size(({ after }) => after)],
  };
}

/** The differences for a terminal. */
export function diffText({ pages, sameText, entries, bytes: [before, after] }: Differences): string {
  const words = ({ added, removed }: ChangedPage) => [added && `+${added}`, removed && `−${removed}`].filter(Boolean).join(' ');
  const lines = pages.map(
    (page) => `  ${page.kind.padEnd(8)} ${page.url}${page.kind === 'changed' ? `  ${words(page)} words` : ''}`,
  );
  if (sameText > 0) lines.push(`  ${plural(sameText, 'page')} changed without changes to their text`);
  for (const { id, isOld } of entries)
    lines.push(
      `  feed     ${id} will appear as new${isOld ? ', although newer posts were published before: was it renamed?' : ''}`,
    );
  if (lines.length === 0) return 'nothing changed for readers\n';
  const sign = after >= before ? '+' : '−';
  return `${lines.join('\n')}\n  ${sign}${megabytes(Math.abs(after - before))} in written and removed files\n`;
}

/** The addresses of pages whose text is new or changed, a line each, for whoever announces them. */
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

/** How many words are in one text and not in the other, each as often as it stands there. */
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

/** Entries of a feed that were not in it. One that is older than all that were there has only moved up. */
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
