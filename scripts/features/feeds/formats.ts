// The table of feed formats.

import { atom } from './atom.js';
import type { FeedFormat } from './format.js';
import { json } from './json.js';
import { rss } from './rss.js';

export const FORMATS: readonly FeedFormat[] = [rss, atom, json];
