// The addresses of social cards. All are decoded, below the site's root.

import { shorten } from '../../base/fileNames.js';
import { shortHash } from '../../base/hash.js';
import { markdownFileName } from '../../base/siteLookup.js';

/** Folder of social cards. */
export const CARDS_FOLDER = '/cards/';

/** Returns the address of a card. @param path the post's path @param key the card's key */
export function cardUrl(path: string, key: string): string {
  const name = markdownFileName(path).replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-');
  return `${CARDS_FOLDER}${shorten(name)}-${shortHash(key)}.png`;
}
