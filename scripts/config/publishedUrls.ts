// content/urls.yaml: every address that was ever published, with the file of its text and the id of its feed entry.

import { problem } from '../diagnostics.js';
import type { Diagnostic, PublishedUrl } from '../types.js';
import { isTexts, readUrlLines, type UrlLine, writeUrlLines } from './urlLines.js';

export const URLS_FILE = 'content/urls.yaml';

const HEAD = `# All published addresses, with their files and feed ids. Builds add to this file; commit it with your posts.
# An address listed here must keep working: docs/site.md explains how to retire one.
`;

/** Reads the file. @returns its addresses, and a problem for each line that is none */
export function readPublishedUrls(text: string): { readonly urls: PublishedUrl[]; readonly problems: Diagnostic[] } {
  const { lines, wrong } = readUrlLines(text);
  const urls = lines.flatMap((each) => publishedUrl(each) ?? []);
  const read = new Set(urls.map(({ line }) => line));
  const unread = [...wrong, ...lines.map(({ line }) => line).filter((line) => !read.has(line))].sort((a, b) => a - b);
  const note =
    'a line is `"/posts/a.html": {"file": "posts/a.md", "id": "https://…"}`; after a merge, keep the lines of both sides';
  const told = unread.map((line) => problem(URLS_FILE, { line, column: 1 }, 'url/list', 'this line is not an address', { note }));
  return { urls, problems: told };
}

function publishedUrl({ url, line, value: { file, id, headings } }: UrlLine): PublishedUrl | undefined {
  if (!url.startsWith('/') || typeof file !== 'string' || (id !== undefined && typeof id !== 'string')) return undefined;
  if (headings !== undefined && !isTexts(headings)) return undefined;
  return { url, file, ...(id !== undefined && { id }), ...(headings && { headings }), line };
}

/** The text of the file, sorted by address. */
export function writePublishedUrls(urls: Iterable<Omit<PublishedUrl, 'line'>>): string {
  const entries = [...urls].map(({ url, file, id, headings }) => {
    return [url, { file, id, headings: headings?.length ? headings : undefined }] as const;
  });
  return writeUrlLines(HEAD, entries);
}
