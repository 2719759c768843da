// Comments under a post: giscus, which keeps them as discussions of a repository. Nothing is loaded from there unless the
// site's settings ask for it.

import type { Frame } from './frame.js';
import { escapeHtml } from './urls.js';

export const GISCUS = 'https://giscus.app';

/**
 * The script that puts the comments in its place.
 * @param lang language of the page
 */
export function commentsHtml({ config: { comments } }: Frame, lang: string): { html: string } | '' {
  if (!comments) return '';
  const { repo, repoId, category, categoryId, mapping } = comments;
  const data = {
    repo,
    'repo-id': repoId,
    category,
    'category-id': categoryId,
    mapping,
    strict: '0',
    'reactions-enabled': '1',
    'emit-metadata': '0',
    'input-position': 'top',
    theme: 'preferred_color_scheme',
    lang: giscusLanguage(lang),
    loading: 'lazy',
  };
  const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`);
  return { html: `<script src="${GISCUS}/client.js"${attributes.join('')} crossorigin="anonymous" async></script>` };
}

/** giscus names Chinese by region. */
function giscusLanguage(lang: string): string {
  if (/^zh-(?:Hant|TW|HK|MO)/i.test(lang)) return 'zh-TW';
  return /^zh/i.test(lang) ? 'zh-CN' : (lang.split('-')[0] ?? 'en');
}
