// Social cards: which posts have one, and what stands on it.

import { nameOfHash } from '../cache/hash.js';
import type { CardInput } from '../card/card.js';
import { knownPart } from '../civilDate.js';
import type { Config } from '../config.js';
import { markdownFileName } from '../siteLookup.js';
import type { Source } from '../types.js';

/** The address of the card of a post by its path, which is kept under a key. */
export function cardUrl(path: string, key: string): string {
  const name = markdownFileName(path).replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-');
  return `/cards/${name}-${nameOfHash(key)}.png`;
}

/** What stands on a post's card. */
export function cardOf(
  { title: site, author, language }: Pick<Config, 'title' | 'author' | 'language'>,
  { meta, date, path }: Source,
  title: string,
): CardInput {
  const authors = meta.authors.length > 0 ? meta.authors.join('、') : author;
  return {
    title: title || markdownFileName(path),
    lang: meta.lang ?? language,
    foot: [authors, site, date ? knownPart(date) : ''].filter(Boolean).join(' · '),
    seal: [...site][0] ?? '',
  };
}
