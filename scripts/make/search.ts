// The index of the search, made by Pagefind of all articles when one of them has changed, and kept until then.

import { listedHtml } from '../assemble/frame.js';
import { escapeHtml } from '../assemble/urls.js';
import { hashOf, hashOfBytes } from '../cache/hash.js';
import { knownPart } from '../civilDate.js';
import type { Config } from '../config.js';
import { articleFrom } from '../executor/tasks.js';
import type { KnownSearch } from '../lastBuild.js';
import { loadModule, programVersion } from '../program.js';
import { markdownFileName } from '../siteLookup.js';
import type { SiteIndex, Source } from '../types.js';
import type { Articles } from './articles.js';
import type { MakeContext } from './context.js';

/** What of Pagefind's own files a page of ours needs; its ready-made interfaces stay away. */
const NEEDED =
  /^(?:pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|wasm\.[\w-]+\.pagefind|[^/]+\.pf_meta|(?:index|fragment|filter)\/.*)$/;

/** The files of the index. */
export async function searchIndex(
  { store, last }: MakeContext,
  { language }: Config,
  { posts, pages }: SiteIndex,
  articles: Articles,
): Promise<KnownSearch> {
  const sources = [...posts, ...pages.filter(({ url }) => url !== '/404.html')];
  const key = hashOf('search', programVersion(), language, ...sources.map(({ path }) => articles.get(path).hashes.article));
  const known = last?.site.search;
  if (known?.key === key && (await store.hasAll(known.files.map((file) => file.key)))) return known;
  const kept = await store.get(key);
  if (kept) {
    const files = JSON.parse(Buffer.from(kept).toString()) as KnownSearch['files'];
    if (await store.hasAll(files.map((file) => file.key))) return { key, files };
  }
  const pagefind = (await loadModule('pagefind')) as typeof import('pagefind');
  const { index } = await pagefind.createIndex({ forceLanguage: indexLanguage(language) });
  if (!index) throw new Error('Pagefind could not be started');
  try {
    for (const source of sources) {
      const html = indexedHtml(source, articleFrom(await articles.body(source.path)), language);
      await index.addHTMLFile({ url: source.url, content: html });
    }
    const { files: made } = await index.getFiles();
    const files: { path: string; key: string }[] = [];
    for (const { path, content } of made) {
      if (!NEEDED.test(path)) continue;
      const fileKey = hashOf('search', hashOfBytes(content));
      await store.put(fileKey, content);
      files.push({ path, key: fileKey });
    }
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    await store.put(key, Buffer.from(JSON.stringify(files)));
    return { key, files };
  } finally {
    await index.deleteIndex();
    await pagefind.close();
  }
}

/** Pagefind keeps languages apart, and a reader's query is of one: all is indexed as the site's. */
function indexLanguage(language: string): string {
  return (language.split('-')[0] ?? 'en').toLowerCase();
}

function indexedHtml({ date, path, meta }: Source, { title, body }: ReturnType<typeof articleFrom>, language: string): string {
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
