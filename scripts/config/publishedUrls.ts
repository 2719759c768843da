// Reads and writes content/urls.yaml: every address that was ever published, with the file of its text and the id of its feed entry, and
// the addresses that were given up.

import { problem } from '../base/diagnostics.js';
import type { Diagnostic, PublishedUrl } from '../types.js';
import { asComments, commentsOf, isTexts, readUrlLines, type UrlLine, type UrlValues, writeUrlLines } from './urlLines.js';

export const URLS_FILE = 'content/urls.yaml';

/** The comment at the top of a new file. */
export const URLS_COMMENT = `All addresses of the deployed site, with their files and feed ids. \`npm run urls -- --publish\` adds to this file after a
deployment; commit it with your posts. An address listed here must keep working; \`npm run urls -- --drop ADDRESS\` gives one up.`;

/** A published address without its line in the file. */
export type ListedUrl = Omit<PublishedUrl, 'line'>;

/** The content of content/urls.yaml. */
export interface UrlList {
  readonly urls: readonly ListedUrl[];
  /** Addresses that were given up. They stay in the file, since the deployed site may still have them. */
  readonly dropped: readonly string[];
}

/** An address to remove, or one of its headings. */
export interface GoneUrl {
  readonly url: string;
  readonly heading?: string;
}

/** Reads content/urls.yaml. @returns its addresses, and a problem for each invalid line */
export function readPublishedUrls(text: string): {
  readonly urls: PublishedUrl[];
  readonly dropped: string[];
  readonly problems: Diagnostic[];
} {
  const { lines, wrong } = readUrlLines(text);
  const dropped = lines.filter(isDropped);
  const urls = lines.flatMap((each) => publishedUrl(each) ?? []);
  const read = new Set([...urls, ...dropped].map(({ line }) => line));
  const unread = [...wrong, ...lines.map(({ line }) => line).filter((line) => !read.has(line))].sort((a, b) => a - b);
  const note =
    'a line is `"/posts/a.html": {"file": "posts/a.md", "id": "https://…"}`; after a merge, keep the lines of both sides';
  const problems = unread.map((line) =>
    problem(URLS_FILE, { line, column: 1 }, 'url/list', 'this line is not an address', { note }),
  );
  return { urls, dropped: dropped.map(({ url }) => url), problems: problems };
}

function isDropped({ url, value }: UrlLine): boolean {
  return url.startsWith('/') && value.dropped === true;
}

function publishedUrl(each: UrlLine): PublishedUrl | undefined {
  const { url, line, value } = each;
  const { file, id, headings } = value;
  if (isDropped(each) || !url.startsWith('/') || typeof file !== 'string') return undefined;
  if (id !== undefined && typeof id !== 'string') return undefined;
  if (headings !== undefined && !isTexts(headings)) return undefined;
  return { url, file, ...(id !== undefined && { id }), ...(headings && { headings }), line };
}

/**
 * Returns the text of content/urls.yaml, sorted by address.
 * @param before the file as it was, whose comments stay; the comment of a new file, in the writer's language
 */
export function writePublishedUrls(
  { urls, dropped }: UrlList,
  before: { readonly text: string } | { readonly comment: string } = { comment: URLS_COMMENT },
): string {
  const comments = 'text' in before ? commentsOf(before.text) : asComments(before.comment);
  return writeUrlLines(comments, [...entriesOf(urls), ...dropped.map((url) => [url, { dropped: true }] as const)]);
}

/** Returns the lines of some addresses, without the comment at the top of the file. */
export function urlLines(urls: Iterable<ListedUrl>): string {
  return writeUrlLines('', entriesOf(urls));
}

function entriesOf(urls: Iterable<ListedUrl>): (readonly [url: string, values: UrlValues])[] {
  return [...urls].map(({ url, file, id, headings }) => {
    return [url, { file, id, headings: headings?.length ? headings : undefined }] as const;
  });
}

/**
 * Adds the addresses of a deployed site. Addresses in the list keep their feed ids and headings.
 * @returns the new list, and the number of added addresses
 */
export function withPublished(list: UrlList, published: readonly ListedUrl[]): UrlList & { readonly added: number } {
  const urls = new Map(list.urls.map((each): [string, ListedUrl] => [each.url, each]));
  const before = urls.size;
  for (const each of published) {
    const known = urls.get(each.url);
    const id = known?.id ?? each.id;
    const headings = [...new Set([...(known?.headings ?? []), ...(each.headings ?? [])])].sort();
    const file = each.file || known?.file || '';
    urls.set(each.url, { url: each.url, file, ...(id !== undefined && { id }), ...(headings.length > 0 && { headings }) });
  }
  return { urls: [...urls.values()], dropped: list.dropped.filter((url) => !urls.has(url)), added: urls.size - before };
}

/** Removes addresses and headings from a list. Removed addresses count as given up. */
export function withoutUrls({ urls, dropped }: UrlList, gone: readonly GoneUrl[]): UrlList {
  const whole = new Set(gone.flatMap(({ url, heading }) => (heading === undefined ? url : [])));
  const headings = new Set(gone.flatMap(({ url, heading }) => (heading === undefined ? [] : `${url}#${heading}`)));
  const left = urls
    .filter(({ url }) => !whole.has(url))
    .map((each) => ({ ...each, headings: each.headings?.filter((id) => !headings.has(`${each.url}#${id}`)) }));
  return { urls: left, dropped: [...new Set([...dropped, ...whole])] };
}
