// Tags, categories and other ways in which posts are sorted: a page of all terms, and a list for each.

import { termsUrl } from '../../assemble/addresses.js';
import type { Feature } from '../../assemble/feature.js';
import type { Outline } from '../../assemble/outline.js';
import { term } from './term.js';
import { terms } from './terms.js';

/** Whether an address is of the terms of a taxonomy, or of the posts of one. */
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
