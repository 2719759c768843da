// The sitemap, and robots.txt, which names it.

import type { Feature } from '../../assemble/feature.js';
import { robots } from './robots.js';
import { sitemap as file } from './sitemap.js';

export const sitemap: Feature = { name: 'sitemap', linked: [file, robots] };
