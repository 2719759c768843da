// The stored form of articles: JSON in UTF-16, which V8 reads and writes several times as fast as UTF-8. Chinese text takes no
// more space in it.

import type { Article } from '../types.js';

/** Serialises an article. */
export function packArticle(article: Article): Uint8Array {
  const json = JSON.stringify(article);
  // A buffer of its own can be transferred to another thread; `Buffer.alloc` may share a pool.
  const bytes = Buffer.from(new ArrayBuffer(json.length * 2));
  bytes.write(json, 'utf16le');
  return bytes;
}

/** Parses an article serialised by `packArticle`. */
export function unpackArticle(bytes: Uint8Array): Article {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf16le')) as Article;
}
