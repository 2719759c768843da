// RSS, Atom and JSON Feed, of the site and of each term.

import type { Feature } from '../../assemble/feature.js';
import { feeds as ofSite, termFeeds } from './feeds.js';

export const feeds: Feature = { name: 'feeds', linked: [ofSite, termFeeds] };
