// Feeds: RSS, Atom and JSON Feed of the site, and RSS of each tag, category or other term.

import type { Feature } from '../../assemble/feature.js';
import { feeds as ofSite, termFeeds } from './feeds.js';
import { FEED_SIZE, HUB } from './settings.js';

export const feeds: Feature = { name: 'feeds', settings: [FEED_SIZE, HUB], linked: [ofSite, termFeeds] };
