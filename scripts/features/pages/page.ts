// Pages: sources without a date. `index.md` and `404.md` belong to other kinds.

import { HOME_URL, NOT_FOUND_URL } from '../../assemble/addresses.js';
import { kind } from '../../assemble/kind.js';
import type { Source, Translation } from '../../types.js';
import { articlePage, translationsHash } from './article.js';

interface PageInput {
  readonly translations: readonly Translation[];
}

export const page = kind<Source, PageInput>({
  name: 'page',
  template: 'page',
  about: 'a page',
  showsArticle: true,
  variables: {},
  *addresses({ pages, unlisted }) {
    for (const source of pages) {
      if (source.url === HOME_URL || source.url === NOT_FOUND_URL) continue;
      yield { url: source.url, data: source, article: source, indexed: { lastmod: source.meta.updated } };
    }
    for (const source of unlisted) if (source.kind === 'page') yield { url: source.url, data: source, article: source };
  },
  parts: {
    translations: { meaning: 'the translations', hash: (site, { path }) => translationsHash(site, path) },
  },
  shows: () => [],
  input: (site, { path }) => ({ translations: site.facts.translationsOf(path) }),
  values: (frame, { translations }, rendered) => {
    if (!rendered) throw new Error('a page has an article');
    return articlePage(frame, rendered, translations);
  },
});
