// The outputs that no template makes.

import type { Output } from '../kinds/kind.js';
import type { Outline } from '../outline.js';
import { cards } from './cards.js';
import { feeds, termFeeds } from './feeds.js';
import { assets, files, pictures } from './files.js';
import { headers, redirects } from './headers.js';
import { icons, manifest } from './icons.js';
import { pluginFiles } from './pluginFiles.js';
import { robots } from './robots.js';
import { searchIndex } from './searchIndex.js';
import { sitemap } from './sitemap.js';

/** Those whose addresses follow from the outline of a site, which are known before an article is read: links may lead there. */
export const LINKED_OUTPUTS: readonly Output<unknown, Outline>[] = [feeds, termFeeds, sitemap, robots, pluginFiles];

/** The others. */
export const OUTPUTS: readonly Output[] = [assets, files, icons, manifest, redirects, headers, searchIndex, cards, pictures];
