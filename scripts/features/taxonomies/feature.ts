// Taxonomies, such as tags and categories: an index of all terms, and a list of posts for each term.

import { termsUrl } from '../../assemble/addresses.js';
import type { Feature } from '../../assemble/feature.js';
import type { Outline } from '../../assemble/outline.js';
import { term } from './term.js';
import { terms } from './terms.js';

/** True for the addresses of a taxonomy's index and of its terms. */
function isTermUrl(url: string, outline: Outline): boolean {
  const fields = outline.taxonomies().map(({ field }) => field);
  return fields.some((field) => url === termsUrl(field) || (url.startsWith(`/${field}/`) && url.endsWith('.html')));
}

export const taxonomies: Feature = {
  name: 'taxonomies',
  words: ['tags', 'categories', 'tagged'],
  isListUrl: isTermUrl,
  kinds: [terms, term],
};
