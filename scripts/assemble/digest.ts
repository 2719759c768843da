// What the rest of a site needs of an article before its page is made.

import { hashOf, hashOfBytes } from '../base/hash.js';
import type { Article, ArticleHead, Source } from '../types.js';
import { entryOf, listedHtml } from './entry.js';
import { subjectTerms, writeTerms } from './subjectTerms.js';

/** Hashes of what others show of an article, by which they know whether it has changed; and what it is about. */
export interface ArticleHashes {
  /** The article, with all that its own page shows. */
  readonly article: string;
  /** As it is in a list. */
  readonly entry: string;
  /** As it stands as a neighbour. */
  readonly link: string;
  /** What it is about: its terms (`subjectTerms.ts`), written. */
  readonly terms: string;
}

export interface Digest {
  /** Its head as JSON. */
  readonly head: string;
  /** Whether anything of it has to be checked: problems, and references to pictures, files or headings. */
  readonly needsChecks: boolean;
  readonly hashes: ArticleHashes;
}

/** @param bytes the article as it is kept */
export function digestOf(source: Source, article: Article, bytes: Uint8Array): Digest {
  const head = headOf(article);
  const { anchors, pictures, remotes, files, problems, code } = head;
  return {
    head: JSON.stringify(head),
    needsChecks: anchors.length + pictures.length + remotes.length + files.length + problems.length > 0 || code !== undefined,
    hashes: hashesOf(source, article, bytes),
  };
}

export function headOf(article: Article): ArticleHead {
  const { title, excerpt, ids, anchors, pictures, remotes, files, code, cover, coverAddress, lookups, problems } = article;
  return {
    title,
    excerpt,
    ids,
    anchors,
    pictures,
    remotes,
    files,
    ...(code && { code }),
    ...(cover !== undefined && { cover }),
    ...(coverAddress !== undefined && { coverAddress }),
    lookups,
    problems,
  };
}

/** The hash of an article with all that its own page shows. @param hash of its bytes, as it is kept */
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
