// Finds the post or page that most likely replaced an address that is gone, and the lines that make the old address lead there.
//
// Candidates, in this order: the file that had the address; a post with another spelling of the address, now or before (`/x/`,
// `/x.html` and `/x/index.html` are one); the same last part; a title with the same letters; a similar address; the same day.

import { nearest } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { aliasUrl, bareUrl, fileAddress } from '../base/siteLookup.js';
import { CONFIG_FILE } from '../config/config.js';
import type { PublishedUrl, Source } from '../types.js';
import { FEED_URLS } from './addresses.js';
import type { Outline } from './outline.js';

/** Finds replacements for an address. */
export interface Successors {
  readonly source: (lost: PublishedUrl) => Source | undefined;
  /** Returns the address of a generated page or feed. */
  readonly generated: (url: string) => string | undefined;
}

export function successorsIn(outline: Outline): Successors {
  // Prefer a source that was not published yet: it is likely the renamed one.
  const fresh = outline.sources().filter((source) => !outline.publishedAt(source.url));
  const sources = [...fresh, ...outline.sources()];
  const byFile = firstByKey(sources, ({ path }) => [path]);
  const bySpelling = firstByKey(sources, ({ url, path, meta }) =>
    [url, fileAddress(path), ...meta.aliases.map(aliasUrl)].map(bareUrl),
  );
  const bySlug = firstByKey(sources, ({ url, path }) => [slugIn(url), slugIn(fileAddress(path))]);
  const byTitle = firstByKey(sources, ({ meta }) => [lettersOf(meta.title ?? '')]);
  const byUrl = firstByKey(fresh, ({ url }) => [url]);
  const byDay = firstByKey(fresh, ({ date = '' }) => [date]);
  const generated = firstByKey(outline.generatedUrls, (url) => [bareUrl(url).toLowerCase()]);
  return {
    source: ({ url, file }) =>
      byFile.get(file) ??
      bySpelling.get(bareUrl(url)) ??
      bySlug.get(slugIn(url)) ??
      byTitle.get(lettersOf(slugIn(url))) ??
      byUrl.get(nearest(url, byUrl.keys(), 1)[0] ?? '') ??
      byDay.get(dayIn(url)),
    generated: (url) => {
      const bare = bareUrl(url)
        .toLowerCase()
        .replace(/^\/tag\//, '/tags/')
        .replace(/^\/category\//, '/categories/');
      return generated.get(bare) ?? feedAt(url);
    },
  };
}

/** Maps each key to the first value that has it. Empty keys are ignored. */
function firstByKey<T>(values: readonly T[], keysOf: (value: T) => readonly string[]): Map<string, T> {
  const found = new Map<string, T>();
  for (const value of values) for (const key of keysOf(value)) if (key !== '' && !found.has(key)) found.set(key, value);
  return found;
}

/** Returns the last part of an address without a leading date. */
function slugIn(url: string): string {
  const name = bareUrl(url).replace(/^.*\//, '');
  return name
    .replace(/^\d{4}-\d\d-\d\d-/, '')
    .replace(/\.\w+$/, '')
    .toLowerCase();
}

/** Returns the letters and digits of a text: a title and its slug have these in common. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Returns the day in an address: `/posts/2020-01-02-x.html`, `/2020/01/02/x/`. */
function dayIn(url: string): string {
  return /\/(\d{4})[-/](\d\d)[-/](\d\d)(?:[-/.]|$)/.exec(url)?.slice(1).join('-') ?? '';
}

/** Returns the feed that replaces one of another tool: `/index.xml`, `/feed/`, `/rss.xml`. */
function feedAt(url: string): string | undefined {
  const bare = bareUrl(url).replace(/\.(?:xml|rss|json)$/i, '');
  const name = /^(?:\/(?:blog|feeds?))?\/(index|feeds?|rss2?|atom)$/i.exec(bare)?.[1]?.toLowerCase();
  if (name === undefined || (name === 'index' && !/\.xml$/i.test(url))) return undefined;
  return name === 'atom' ? FEED_URLS.atom : url.endsWith('.json') ? FEED_URLS.json : FEED_URLS.rss;
}

/** Returns the instruction that keeps a lost address alive: which lines to add, and where. */
export function fixFor(
  lost: PublishedUrl,
  successors: Successors,
): { readonly expected: string[]; readonly instruction: string } {
  const { url } = lost;
  if (!canBeAlias(url)) return { expected: [], instruction: '' };
  const written = quoted(encoded(url));
  const generated = successors.generated(url);
  if (generated !== undefined) return { expected: [generated], instruction: redirectLine(written, generated) };
  const source = successors.source(lost);
  if (source) return { expected: [source.url], instruction: aliasLine(written, source) };
  return {
    expected: [],
    instruction: `add \`aliases: [${written}]\` to the post that replaces it, or ${redirectLine(written, '/new.html')}`,
  };
}

/** True if an alias can have this address. */
function canBeAlias(url: string): boolean {
  return !/[*\\]|\/:|:[a-z]/i.test(url) && url !== '/';
}

/** Encodes an address for an alias: only characters that would end it. */
function encoded(url: string): string {
  return url.replace(/[%?#]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Quotes a text for a YAML flow list, if necessary. */
function quoted(text: string): string {
  return /^[\p{L}\p{N}\p{M}/._%~+-]+$/u.test(text) ? text : JSON.stringify(text);
}

function redirectLine(from: string, to: string): string {
  return `add \`redirects: {${from}: ${quoted(to)}}\` to ${CONFIG_FILE} (or one more entry, if it has \`redirects\`)`;
}

function aliasLine(alias: string, { path, places, meta, header }: Source): string {
  const file = contentFile(path);
  const at = places.aliases && `${file}:${places.aliases.line}`;
  if (at !== undefined && meta.aliases.length > 0) return `add the item \`${alias}\` to \`aliases\` at ${at}`;
  if (at !== undefined) return `write \`aliases: [${alias}]\` at ${at}`;
  if (header === 'toml') return `add the line \`aliases = [${JSON.stringify(alias)}]\` to the front matter of ${file}`;
  const line = `aliases: [${alias}]`;
  if (header === 'yaml') return `add the line \`${line}\` to the front matter of ${file}`;
  const where = header === 'title block' ? `after the \`%\` lines of ${file}` : `at the beginning of ${file}`;
  return `add three lines ${where}: \`---\`, \`${line}\`, \`---\``;
}
