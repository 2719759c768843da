// The default navigation, for sites without `navigation` in site.yaml.

import { markdownFileName } from '../base/siteLookup.js';
import { escapeHtml } from '../base/text/characters.js';
import type { Config } from '../config/config.js';
import type { InlineText, SiteIndex, Source } from '../types.js';
import { HOME_URL, listUrl, NOT_FOUND_URL, termsUrl } from './addresses.js';
import { listedHtml } from './entry.js';
import type { NavigationEntry } from './frame.js';
import { taxonomiesOf, taxonomyTitle, termsIn } from './taxonomies.js';
import { wordsFor } from './words/words.js';

/** Returns the pages in the default navigation: those at the top of `content/`. */
export function navigationPages({ pages, notes = [] }: Pick<SiteIndex, 'pages' | 'notes'>): readonly Source[] {
  return [...pages, ...notes].filter(({ path, url }) => !path.includes('/') && url !== HOME_URL && url !== NOT_FOUND_URL);
}

/** Returns the default navigation: posts, taxonomies in use, and all pages at the top of `content/`. */
export function defaultNavigation(
  config: Config,
  index: Pick<SiteIndex, 'posts' | 'pages' | 'notes'>,
  titleOf: (path: string) => InlineText,
): NavigationEntry[] {
  const words = wordsFor(config.language, config);
  return [
    { title: words.posts, url: listUrl(), suffix: '' },
    ...taxonomiesOf(config)
      .filter((taxonomy) => index.posts.some((post) => termsIn(post, taxonomy).length > 0))
      .map((taxonomy) => ({ title: taxonomyTitle(taxonomy, config), url: termsUrl(taxonomy.field), suffix: '' })),
    ...navigationPages(index).map(({ path, url }) => ({
      title: { html: listedHtml(titleOf(path)) || escapeHtml(markdownFileName(path)) },
      url,
      suffix: '',
    })),
  ];
}
