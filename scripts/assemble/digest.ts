// The digest of an article: what other pages and checks need from it before its page is made.

import { hashOf, hashOfBytes } from '../base/hash.js';
import type { Article, ArticleHead, Source } from '../types.js';
import { entryOf, listedHtml } from './entry.js';
import { subjectTerms, writeTerms } from './subjectTerms.js';

/** Hashes that reveal changes of an article: one for each part that pages show, and those of its subject terms. */
export interface ArticleHashes {
  /** Hash of everything that its own page shows. */
  readonly article: string;
  /** Hash of its entry in lists. */
  readonly entry: string;
  /** Hash of what a link to it as a neighbour shows. */
  readonly link: string;
  /** Hashes of its subject terms, encoded (`subjectTerms.ts`). */
  readonly terms: string;
}

export interface Digest {
  /** The article's head as JSON. */
  readonly head: string;
  /** True if it has problems, or references to pictures, files or headings that have to be checked. */
  readonly needsChecks: boolean;
  readonly hashes: ArticleHashes;
}

/**
 * Returns the digest of an article.
 * @param bytes the article in its stored form
 */
export function digestOf(source: Source, article: Article, bytes: Uint8Array): Digest {
  const head = headOf(article);
  const { anchors, pictures, remotes, files, problems, code, sheets } = head;
  return {
    head: JSON.stringify(head),
    needsChecks:
      anchors.length + pictures.length + remotes.length + files.length + problems.length > 0 ||
      code !== undefined ||
      sheets !== undefined,
    hashes: hashesOf(source, article, bytes),
  };
}

export function headOf(article: Article): ArticleHead {
  const {
    title,
    excerpt,
    minutes,
    ids,
    anchors,
    pictures,
    remotes,
    files,
    code,
    sheets,
    cover,
    coverAddress,
    notes,
    lookups,
    problems,
  } = article;
  return {
    title,
    excerpt,
    minutes,
    ids,
    anchors,
    pictures,
    remotes,
    files,
    ...(code && { code }),
    ...(sheets && { sheets }),
    ...(cover !== undefined && { cover }),
    ...(coverAddress !== undefined && { coverAddress }),
    ...(notes && { notes }),
    lookups,
    problems,
  };
}

/**
 * Returns the hash of everything that the article's own page shows.
 * @param hash of the article's bytes in stored form
 */
export function articleHash({ path, url, kind, date, time, meta, visibility }: Source, hash: string): string {
  return hashOf(hash, JSON.stringify([path, url, kind, date, time, meta, visibility?.noindex]));
}

export function hashesOf(source: Source, article: Article, bytes: Uint8Array): ArticleHashes {
  const { title } = article;
  return {
    article: articleHash(source, hashOfBytes(bytes)),
    entry: hashOf(JSON.stringify(entryOf(source, article))),
    link: hashOf(source.url, listedHtml(title), title.text, source.meta.lang ?? ''),
    terms: writeTerms(subjectTerms(source.meta, article.terms)),
  };
}
