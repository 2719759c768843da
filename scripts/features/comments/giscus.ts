// giscus: comments as discussions of a GitHub repository (https://giscus.app).

import { text } from '../../fields/fields.js';
import { script } from '../../services/html.js';
import { service } from '../../services/service.js';

const GISCUS = 'https://giscus.app';

export const giscus = service({
  title: 'giscus',
  home: GISCUS,
  fields: {
    repo: { type: text, meaning: 'giscus: the repository, `owner/name`' },
    repoId: { type: text, meaning: 'its number, as giscus.app shows it' },
    category: { type: text, meaning: 'the category of discussions' },
    categoryId: { type: text, meaning: 'its number' },
    mapping: { type: text, default: 'pathname', meaning: 'how a post is found: `pathname`, `url`, `title`' },
  },
  html: ({ repo, repoId, category, categoryId, mapping }, lang) =>
    script({
      src: `${GISCUS}/client.js`,
      'data-repo': repo,
      'data-repo-id': repoId,
      'data-category': category,
      'data-category-id': categoryId,
      'data-mapping': mapping,
      'data-strict': '0',
      'data-reactions-enabled': '1',
      'data-emit-metadata': '0',
      'data-input-position': 'top',
      'data-theme': 'preferred_color_scheme',
      'data-lang': languageOf(lang),
      'data-loading': 'lazy',
      crossorigin: 'anonymous',
      async: true,
    }),
  loads: () => ({ scripts: [GISCUS], styles: [GISCUS], connects: [GISCUS], frames: [GISCUS] }),
});

/** Maps a language tag to one of giscus, which names Chinese by region. */
function languageOf(lang: string): string {
  if (/^zh-(?:Hant|TW|HK|MO)/i.test(lang)) return 'zh-TW';
  return /^zh/i.test(lang) ? 'zh-CN' : (lang.split('-')[0] ?? 'en');
}
