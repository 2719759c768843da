// The addresses of social cards. All are decoded, below the site's root.

import { shortened } from '../../base/fileNames.js';
import { nameOfHash } from '../../base/hash.js';
import { markdownFileName } from '../../base/siteLookup.js';

/** Where social cards are. */
export const CARDS_FOLDER = '/cards/';

/** The card of a post by its path, which is kept under a key. */
export function cardUrl(path: string, key: string): string {
  const name = markdownFileName(path).replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-');
  return `${CARDS_FOLDER}${shortened(name)}-${nameOfHash(key)}.png`;
}
