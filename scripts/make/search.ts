// The index of the search, made by Pagefind of all articles when one of them has changed, and kept until then.

import { NOT_FOUND_URL } from '../assemble/addresses.js';
import { listedHtml } from '../assemble/entry.js';
import { escapeHtml } from '../assemble/urls.js';
import { hashOf, hashOfBytes } from '../cache/hash.js';
import { unpackArticle } from '../cache/storedArticle.js';
import type { Config } from '../config/config.js';
import { loadModule, programVersion } from '../program.js';
import { markdownFileName } from '../siteLookup.js';
import { knownPart } from '../text/civilDate.js';
import type { Article, SiteIndex, Source } from '../types.js';
import type { Articles } from './articles.js';
import type { MakeContext } from './context.js';
import type { KnownSearch } from './lastBuild.js';

/** What of Pagefind's own files a page of ours needs; its ready-made interfaces stay away. */
const NEEDED =
  /^(?:pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|wasm\.[\w-]+\.pagefind|[^/]+\.pf_meta|(?:index|fragment|filter)\/.*)$/;

/** The files of the index. */
export async function searchIndex(
  { store, last }: MakeContext,
  { language }: Config,
  index: Pick<SiteIndex, 'posts' | 'pages'>,
  articles: Articles,
): Promise<KnownSearch> {
  const sources = searchedSources(index);
  const key = hashOf('search', programVersion(), language, ...sources.map(({ path }) => articles.get(path).hashes.article));
  const known = last?.site.search;
  if (known?.key === key && (await store.hasAll(known.files.map((file) => file.key)))) return known;
  const kept = await store.get(key);
  if (kept) {
    const files = JSON.parse(Buffer.from(kept).toString()) as KnownSearch['files'];
    if (await store.hasAll(files.map((file) => file.key))) return { key, files };
  }
  const files: { path: string; key: string }[] = [];
  for (const { path, content } of await indexFiles(sources, language, (source) => articles.body(source.path))) {
    const fileKey = hashOf('search', hashOfBytes(content));
    await store.put(fileKey, content);
    files.push({ path, key: fileKey });
  }
  await store.put(key, Buffer.from(JSON.stringify(files)));
  return { key, files };
}

/** The posts and pages that can be found. */
export function searchedSources({ posts, pages }: Pick<SiteIndex, 'posts' | 'pages'>): readonly Source[] {
  return [...posts, ...pages.filter(({ url }) => url !== NOT_FOUND_URL)];
}

/**
 * Makes an index.
 * @param bodyOf gives an article as it is kept
 * @returns its files, below its folder, in the order of their paths
 */
export async function indexFiles(
  sources: readonly Source[],
  language: string,
  bodyOf: (source: Source) => Promise<Uint8Array>,
): Promise<{ path: string; content: Uint8Array }[]> {
  const pagefind = (await loadModule('pagefind')) as typeof import('pagefind');
  const { index } = await pagefind.createIndex({ forceLanguage: indexLanguage(language) });
  if (!index) throw new Error('Pagefind could not be started');
  try {
    for (const source of sources) {
      const html = indexedHtml(source, unpackArticle(await bodyOf(source)), language);
      await index.addHTMLFile({ url: source.url, content: html });
    }
    const { files } = await index.getFiles();
    return files.filter(({ path }) => NEEDED.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  } finally {
    await index.deleteIndex();
    await pagefind.close();
  }
}

/** Pagefind keeps languages apart, and a reader's query is of one: all is indexed as the site's. */
function indexLanguage(language: string): string {
  return (language.split('-')[0] ?? 'en').toLowerCase();
}

function indexedHtml({ date, path, meta }: Source, { title, body }: Article, language: string): string {
  const text = body
    .map((piece) => (typeof piece === 'string' ? piece : piece.type === 'picture' ? escapeHtml(piece.alt) : ''))
    .join('');
  // The words of its address and its tags lead to a post too.
  const words = [
    markdownFileName(path)
      .replace(/^[\d-]+/, '')
      .replaceAll(/[-_]/g, ' '),
    ...meta.tags,
  ].join(' ');
  const named = `<span data-pagefind-index-attrs="title" title="${escapeHtml(words)}"></span>`;
  const day = date ? `<span data-pagefind-meta="date:${knownPart(date)}"></span>` : '';
  return `<!DOCTYPE html><html lang="${language}"><body><main data-pagefind-body><h1 data-pagefind-meta="title">${listedHtml(title)}</h1>${named}${day}${text}</main></body></html>`;
}
