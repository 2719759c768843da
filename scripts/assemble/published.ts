// Compares the published addresses and feed ids in content/urls.yaml with the current site, because they must never change.

import { nearest, problem } from '../base/diagnostics.js';
import { contentFile, contentPath, isContentFile } from '../base/inputFolders.js';
import { aliasUrl, fileUrl, withoutIndex } from '../base/siteLookup.js';
import { isPublishedOnlyIfUsed } from '../base/unpublishedNames.js';
import { type GoneUrl, type ListedUrl, URLS_FILE } from '../config/publishedUrls.js';
import type { ArticleHead, Diagnostic, PublishedUrl, Source } from '../types.js';
import { feedIdOf } from './feedId.js';
import type { Outline } from './outline.js';
import { fixFor, type Successors, successorsIn } from './successors.js';

/** Heading ids that articles link to on other pages, by the address of the page. */
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

/** Returns the addresses of posts and pages in the form of content/urls.yaml. */
export function presentUrls(outline: Outline, linked: LinkedHeadings = new Map()): ListedUrl[] {
  return outline
    .sources()
    .filter(({ path, kind }) => !outline.isDraft(path) && kind !== 'notes')
    .map((source) => {
      const { url, path: file } = source;
      const headings = [...(linked.get(url) ?? [])].sort();
      const id = source.kind === 'post' ? { id: feedIdOf(outline, source) } : undefined;
      return { url, file, ...id, ...(headings.length > 0 && { headings }) };
    });
}

/** A published address that leads nowhere now, or a published heading that its page no longer has. */
export interface LostUrl extends GoneUrl {
  /** Error that names the likely successor. */
  readonly problem: Diagnostic;
}

/** Returns the published addresses that are gone. */
export function lostUrls(outline: Outline): LostUrl[] {
  const published = outline.index.published ?? [];
  if (published.length === 0) return [];
  const served = servedUrls(outline);
  const gone = published.filter(({ url }) => !served.has(withoutIndex(url)));
  if (gone.length === 0) return [];
  const successors = successorsIn(outline);
  return gone.map((each) => ({ url: each.url, problem: lostUrl(each, successors) }));
}

/**
 * Returns the headings that other pages linked to and that are gone.
 * @param headOf head of the article of a source
 */
export function lostHeadings(outline: Outline, headOf: (path: string) => ArticleHead): LostUrl[] {
  const published = (outline.index.published ?? []).filter(({ headings }) => headings);
  if (published.length === 0) return [];
  const sources = new Map(
    outline.sources().flatMap((source) => [source.url, ...source.meta.aliases.map(aliasUrl)].map((url) => [url, source])),
  );
  return published.flatMap((each) => {
    const source = sources.get(withoutIndex(each.url));
    if (!source) return [];
    const { ids } = headOf(source.path);
    const lost = (each.headings ?? []).filter((id) => !ids.includes(id));
    return lost.map((heading) => ({ url: each.url, heading, problem: lostHeading(each, source, heading, ids) }));
  });
}

function lostHeading(listed: PublishedUrl, { url, path }: Source, heading: string, ids: readonly string[]): Diagnostic {
  const reason = `${url} has no heading or id "${heading}", which other pages have linked to`;
  const note = `in ${contentFile(path)} restore the heading’s id with \`{#${heading}}\`, or write \`[]{#${heading}}\` in its old place; or give it up: \`${dropCommand(`${listed.url}#${heading}`)}\``;
  const expected = nearest(heading, new Set(ids)).map((id) => `#${id}`);
  return problem(URLS_FILE, { line: listed.line, column: 1 }, 'url/lost', reason, { expected, note });
}

function lostUrl(lost: PublishedUrl, successors: Successors): Diagnostic {
  const { url, file, line } = lost;
  const { expected, instruction } = fixFor(lost, successors);
  const reason = `${url} no longer exists; ${file ? `it was ${contentFile(file)}` : 'an older site had it'}`;
  const note = `${instruction ? `${instruction}; or give it up` : 'give it up'}: \`${dropCommand(url)}\``;
  return problem(URLS_FILE, { line, column: 1 }, 'url/lost', reason, { expected, note });
}

/** Returns the command that drops an address, quoted for a shell. */
function dropCommand(url: string): string {
  const isPlain = /^[\p{L}\p{N}/._#-]+$/u.test(url);
  return `npm run urls -- --drop ${isPlain ? url : `'${url.replaceAll("'", "'\\''")}'`}`;
}

/** Returns all addresses that lead to a page or a file, including redirects. */
function servedUrls(outline: Outline): Set<string> {
  const pages = outline.pageAddresses.map(({ url }) => url);
  const files = outline.index.files
    .filter((path) => isContentFile(path) && !isPublishedOnlyIfUsed(contentPath(path)))
    .map(fileUrl);
  const sources = outline.sources().flatMap(({ url, meta }) => [url, ...meta.aliases.map(aliasUrl)]);
  return new Set([...pages, ...outline.generatedUrls, ...files, ...sources].map(withoutIndex));
}
