// Tags, categories and other ways in which posts are sorted: a page of all terms, and a list for each.

import type { Feature } from '../../assemble/feature.js';
import { term } from './term.js';
import { terms } from './terms.js';

export const taxonomies: Feature = { name: 'taxonomies', words: ['tags', 'categories', 'tagged'], kinds: [terms, term] };
