// Addresses and feed ids are for ever: what was published, compared with what is.

import { URLS_FILE } from '../config/publishedUrls.js';
import { nearest, problem } from '../diagnostics.js';
import { aliasUrl } from '../siteLookup.js';
import type { ArticleHead, Diagnostic, PublishedUrl, Source } from '../types.js';
import { feedIdOf } from './feedId.js';
import { pagesOf } from './kinds/table.js';
import type { Outline } from './outline.js';

/** Ids that articles link to on pages other than their own, by the addresses of those pages. */
export type LinkedHeadings = ReadonlyMap<string, ReadonlySet<string>>;

export function linkedHeadings(articles: readonly (Pick<Source, 'url'> & { readonly head: ArticleHead })[]): LinkedHeadings {
  const linked = new Map<string, Set<string>>();
  for (const { url: own, head } of articles) {
    for (const { url, id } of head.anchors) {
      if (url === own || id === 'top') continue;
      const ids = linked.get(url) ?? new Set();
      linked.set(url, ids.add(id));
    }
  }
  return linked;
}

/**
 * What content/urls.yaml would hold: all that was published, and what is published now.
 * @param lost what is not there any more and is let go
 */
export function publishedUrls(
  outline: Outline,
  linked: LinkedHeadings = new Map(),
  lost: readonly Lost[] = [],
): Omit<PublishedUrl, 'line'>[] {
  const urls = new Map<string, Omit<PublishedUrl, 'line'>>((outline.index.published ?? []).map((each) => [each.url, each]));
  for (const { url, heading } of lost) {
    const known = urls.get(url);
    if (heading === undefined || !known) urls.delete(url);
    else urls.set(url, { ...known, headings: known.headings?.filter((id) => id !== heading) });
  }
  for (const source of outline.sources()) {
    if (outline.isDraft(source.path)) continue;
    const { url } = source;
    const id = source.kind === 'post' ? { id: feedIdOf(outline, source) } : undefined;
    const headings = [...new Set([...(urls.get(url)?.headings ?? []), ...(linked.get(url) ?? [])])];
    urls.set(url, { url, file: source.path, ...id, ...(headings.length > 0 && { headings: headings.sort() }) });
  }
  return [...urls.values()];
}

/** A warning, where content/urls.yaml lacks addresses and a build may not write it. */
export function unlistedUrls(outline: Outline, linked: LinkedHeadings): Diagnostic[] {
  if (!outline.index.published) return [];
  const isListed = ({ url, headings = [] }: Omit<PublishedUrl, 'line'>) => {
    const known = outline.publishedAt(url);
    return known !== undefined && headings.every((id) => known.headings?.includes(id));
  };
  const lacking = publishedUrls(outline, linked).filter((each) => !isListed(each));
  if (lacking.length === 0) return [];
  const reason = `missing ${lacking.length === 1 ? 'an address' : `${lacking.length} addresses`}, such as ${lacking[0]?.url}`;
  return [problem(URLS_FILE, undefined, 'url/unlisted', reason, { note: 'run a build on your machine and commit the file' })];
}

/** An address that was published and leads nowhere now, or a heading of one that leads to another page without it. */
export interface Lost {
  readonly url: string;
  readonly heading?: string;
  /** An error that says where its text likely is. */
  readonly problem: Diagnostic;
}

/** Addresses at which nothing is any more. */
export function lostUrls(outline: Outline): Lost[] {
  const published = outline.index.published ?? [];
  if (published.length === 0) return [];
  const served = addressesOf(outline);
  return published.filter(({ url }) => !served.has(url)).map((lost) => ({ url: lost.url, problem: lostUrl(outline, lost) }));
}

/**
 * Headings that others linked to and that are not there any more.
 * @param headOf the article of a source
 */
export function lostHeadings(outline: Outline, headOf: (path: string) => ArticleHead): Lost[] {
  const published = (outline.index.published ?? []).filter(({ headings }) => headings);
  if (published.length === 0) return [];
  const sources = new Map(
    outline.sources().flatMap((source) => [source.url, ...source.meta.aliases.map(aliasUrl)].map((url) => [url, source])),
  );
  return published.flatMap((each) => {
    const source = sources.get(each.url);
    if (!source) return [];
    const { ids } = headOf(source.path);
    const lost = (each.headings ?? []).filter((id) => !ids.includes(id));
    return lost.map((heading) => ({ url: each.url, heading, problem: lostHeading(each, source, heading, ids) }));
  });
}

function lostHeading({ line }: PublishedUrl, { url, path }: Source, heading: string, ids: readonly string[]): Diagnostic {
  const reason = `${url} has no heading or id "${heading}", which other pages have linked to`;
  const note = `in content/${path} restore the heading’s id with \`{#${heading}}\`, or write \`[]{#${heading}}\` in its old place; or drop it with \`npm run build -- --accept-url-changes\``;
  const expected = nearest(heading, new Set(ids)).map((id) => `#${id}`);
  return problem(URLS_FILE, { line, column: 1 }, 'url/lost', reason, { expected, note });
}

function lostUrl(outline: Outline, { url, file, line }: PublishedUrl): Diagnostic {
  const likely = outline.sources().find(({ path }) => path === file) ?? likelySource(outline, url);
  const todo = likely
    ? `add \`aliases: [${url}]\` to the front matter of content/${likely.path}`
    : `add \`aliases: [${url}]\` to the front matter of the post that replaces it`;
  return problem(
    URLS_FILE,
    { line, column: 1 },
    'url/lost',
    `${url} is gone, which ${file ? `was content/${file}` : 'an older site had'}`,
    {
      expected: likely ? [likely.url] : [],
      note: `${todo}; or drop it with \`npm run build -- --accept-url-changes\``,
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
