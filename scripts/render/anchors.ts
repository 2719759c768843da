// Links with a fragment, checked when the ids of all articles are known.

import { nearest, problem } from '../diagnostics.js';
import type { Article, Diagnostic } from '../types.js';

/**
 * The links whose fragment names nothing on the page they lead to.
 * @param articles by their address; pages that the generator makes itself are not checked
 */
export function checkAnchors(articles: ReadonlyMap<string, Article>, links: 'error' | 'warn'): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const idsOf = new Map<string, Set<string>>();
  for (const article of articles.values()) {
    for (const { url, id, place } of article.anchors) {
      const target = articles.get(url);
      if (!target || id === 'top') continue;
      const ids = idsOf.get(url) ?? new Set(target.ids);
      idsOf.set(url, ids);
      if (ids.has(id)) continue;
      const where = target === article ? 'this page' : url;
      problems.push(
        problem(`content/${article.path}`, place, 'link/anchor', `${where} has no heading or id "${id}"`, {
          expected: nearest(id, ids).map((name) => `#${name}`),
          ...(links === 'warn' && { severity: 'warning' }),
        }),
      );
    }
  }
  return problems;
}
