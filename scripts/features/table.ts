// The features of this program, one line each. The sitemap has pages in this order.

import { Features } from '../assemble/feature.js';
import type { EngineFeature } from '../engine/artifact.js';
import { analytics } from './analytics/feature.js';
import { announce } from './announce/feature.js';
import { archive } from './archive/feature.js';
import { cards } from './cards/feature.js';
import { comments } from './comments/feature.js';
import { compressed } from './compressed/feature.js';
import { feeds } from './feeds/feature.js';
import { files } from './files/feature.js';
import { footer } from './footer/feature.js';
import { headers } from './headers/feature.js';
import { icons } from './icons/feature.js';
import { leaks } from './leaks/feature.js';
import { notes } from './notes/feature.js';
import { pages } from './pages/feature.js';
import { pluginOutput } from './pluginOutput/feature.js';
import { prefetch } from './prefetch/feature.js';
import { redirects } from './redirects/feature.js';
import { redirectsFile } from './redirectsFile/feature.js';
import { related } from './related/feature.js';
import { search } from './search/feature.js';
import { series } from './series/feature.js';
import { sitemap } from './sitemap/feature.js';
import { taxonomies } from './taxonomies/feature.js';
import { theme } from './theme/feature.js';
import { unusedPictures } from './unusedPictures/feature.js';

/** All features. Commands pass this value to whatever opens a site, so that no other room imports the table. */
export const FEATURES = new Features<EngineFeature>([
  pages,
  notes,
  taxonomies,
  archive,
  pluginOutput,
  search,
  redirects,
  feeds,
  sitemap,
  files,
  icons,
  redirectsFile,
  headers,
  cards,
  related,
  series,
  comments,
  analytics,
  announce,
  leaks,
  theme,
  footer,
  prefetch,
  unusedPictures,
  compressed,
]);
