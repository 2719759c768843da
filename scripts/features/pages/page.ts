// Pages: sources without a date. `index.md` and `404.md` belong to other kinds.

import { HOME_URL, NOT_FOUND_URL } from '../../assemble/addresses.js';
import { kind } from '../../assemble/kind.js';
import type { Source } from '../../types.js';
import { articlePage } from './article.js';

export const page = kind<Source, null>({
  name: 'page',
  isPerLanguage: true,
  template: 'page',
  about: 'a page',
  showsArticle: true,
  variables: {},
  *addresses({ pages, unlisted, config: { prefix } }) {
    for (const source of pages) {
      if (source.url === prefix + HOME_URL || source.url === prefix + NOT_FOUND_URL) continue;
      yield { url: source.url, data: source, article: source, indexed: { lastmod: source.meta.updated } };
    }
    for (const source of unlisted) if (source.kind === 'page') yield { url: source.url, data: source, article: source };
  },
  parts: {},
  shows: () => [],
  input: () => null,
  values: (frame, _input, rendered) => {
    if (!rendered) throw new Error('a page has an article');
    return articlePage(frame, rendered);
  },
});
