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

/** Returns the pages in the default navigation: those at the top of `content/`, or of a language's folder. */
export function navigationPages(
  { pages, notes = [] }: Pick<SiteIndex, 'pages' | 'notes'>,
  { prefix }: Pick<Config, 'prefix'>,
): readonly Source[] {
  const isAtTop = ({ path, unmarked = path }: Source) => !unmarked.includes('/');
  return [...pages, ...notes].filter(
    (page) => isAtTop(page) && page.url !== prefix + HOME_URL && page.url !== prefix + NOT_FOUND_URL,
  );
}

/** Returns the default navigation: posts, taxonomies in use, and all pages at the top of `content/`. */
export function defaultNavigation(
  config: Config,
  index: Pick<SiteIndex, 'posts' | 'pages' | 'notes'>,
  titleOf: (path: string) => InlineText,
): NavigationEntry[] {
  const { prefix } = config;
  const words = wordsFor(config.language, config);
  return [
    { title: words.posts, url: prefix + listUrl(), suffix: '' },
    ...taxonomiesOf(config)
      .filter((taxonomy) => index.posts.some((post) => termsIn(post, taxonomy).length > 0))
      .map((taxonomy) => ({ title: taxonomyTitle(taxonomy, config), url: prefix + termsUrl(taxonomy.field), suffix: '' })),
    ...navigationPages(index, config).map(({ path, unmarked = path, url }) => ({
      title: { html: listedHtml(titleOf(path)) || escapeHtml(markdownFileName(unmarked)) },
      url,
      suffix: '',
    })),
  ];
}
