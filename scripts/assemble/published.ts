// Addresses and feed ids are for ever: what was published, compared with what is.

import { URLS_FILE } from '../config/publishedUrls.js';
import { nearest, problem } from '../diagnostics.js';
import { aliasUrl } from '../siteLookup.js';
import type { Diagnostic, PublishedUrl, Source } from '../types.js';
import { feedIdOf } from './feedId.js';
import { pagesOf } from './kinds/table.js';
import type { Outline } from './outline.js';

/** What content/urls.yaml would hold: all that was published, and what is published now. @param kept whether what is lost stays */
export function publishedUrls(outline: Outline, kept: boolean): Omit<PublishedUrl, 'line'>[] {
  const served = addressesOf(outline);
  const before = (outline.index.published ?? []).filter(({ url }) => kept || served.has(url));
  const urls = new Map<string, Omit<PublishedUrl, 'line'>>(before.map((each) => [each.url, each]));
  for (const source of outline.sources()) {
    if (outline.isDraft(source.path)) continue;
    const isPost = source.kind === 'post';
    urls.set(source.url, { url: source.url, file: source.path, ...(isPost && { id: feedIdOf(outline, source) }) });
  }
  return [...urls.values()];
}

/** A warning, where content/urls.yaml lacks addresses and a build may not write it. */
export function unlistedUrls(outline: Outline): Diagnostic[] {
  if (!outline.index.published) return [];
  const lacking = publishedUrls(outline, true).filter(({ url }) => !outline.publishedAt(url));
  if (lacking.length === 0) return [];
  const reason = `it lacks ${lacking.length === 1 ? 'an address' : `${lacking.length} addresses`}, such as ${lacking[0]?.url}`;
  return [problem(URLS_FILE, undefined, 'url/unlisted', reason, { note: 'build on your own machine, and commit the file' })];
}

/** An error for each address that was published and leads nowhere now, with where its text likely is. */
export function lostUrls(outline: Outline): Diagnostic[] {
  const published = outline.index.published ?? [];
  if (published.length === 0) return [];
  const served = addressesOf(outline);
  return published.filter(({ url }) => !served.has(url)).map((lost) => lostUrl(outline, lost));
}

function lostUrl(outline: Outline, { url, file, line }: PublishedUrl): Diagnostic {
  const likely = outline.sources().find(({ path }) => path === file) ?? likelySource(outline, url);
  const todo = likely
    ? `add \`aliases: [${url}]\` to the front matter of content/${likely.path}`
    : `add \`aliases: [${url}]\` to the front matter of the post that takes its place`;
  return problem(
    URLS_FILE,
    { line, column: 1 },
    'url/lost',
    `nothing is at ${url} any more, which ${file ? `was content/${file}` : 'an older site had'}`,
    {
      expected: likely ? [likely.url] : [],
      note: `${todo}; or let it go with \`npm run build -- --accept-url-changes\``,
    },
  );
}

/** A source of a like name; of two, one that is not published yet. */
function likelySource(outline: Outline, url: string): Source | undefined {
  const fresh = outline.sources().filter((source) => !outline.publishedAt(source.url));
  const [near] = nearest(
    url,
    fresh.map((source) => source.url),
    1,
  );
  const sameDay = /^\/posts\/(\d{4}-\d\d-\d\d)-/.exec(url)?.[1];
  return fresh.find((source) => source.url === near) ?? fresh.find(({ date }) => date !== undefined && date === sameDay);
}

/** All addresses at which a page is, the program's own among them, or which lead to one. */
function addressesOf(outline: Outline): Set<string> {
  const pages = pagesOf(outline).map(({ address: { url } }) => url);
  return new Set([...pages, ...outline.sources().flatMap(({ url, meta }) => [url, ...meta.aliases.map(aliasUrl)])]);
}
