// The sitemap, and robots.txt, which names it.

import type { Feature } from '../../assemble/feature.js';
import { robots } from './robots.js';
import { CONTENT_SIGNALS } from './settings.js';
import { sitemap as file } from './sitemap.js';

export const sitemap: Feature = { name: 'sitemap', settings: [CONTENT_SIGNALS], linked: [file, robots] };
