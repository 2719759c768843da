// Checks the fragments of links, when the ids of all articles are known.

import { nearest, problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import type { ArticleHead, Diagnostic } from '../types.js';
import type { ArticlePlace } from './siteUrls.js';

/** Sets of ids of pages with many ids, which would be slow to search one link at a time. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();
const MIN_IDS_FOR_SET = 50;

function has(ids: readonly string[], id: string): boolean {
  if (ids.length < MIN_IDS_FOR_SET) return ids.includes(id);
  let set = sets.get(ids);
  if (!set) {
    set = new Set(ids);
    sets.set(ids, set);
  }
  return set.has(id);
}

/**
 * Returns a problem for each link of an article whose fragment is not an id of the page it leads to.
 * @param from the article's file below `content/`, and its address
 * @param headAt returns the article at an address; undefined for generated pages, which are not checked
 */
export function checkAnchors(
  { path, url }: ArticlePlace,
  { anchors }: ArticleHead,
  headAt: (url: string) => ArticleHead | undefined,
  links: 'error' | 'warn',
): Diagnostic[] {
  return anchors.flatMap(({ url: target, id, place }) => {
    const ids = id === 'top' ? undefined : headAt(target)?.ids;
    if (!ids || has(ids, id)) return [];
    const where = target === url ? 'this page' : target;
    return [
      problem(contentFile(path), place, 'link/anchor', `${where} has no heading or id "${id}"`, {
        expected: nearest(id, new Set(ids)).map((name) => `#${name}`),
        ...(links === 'warn' && { severity: 'warning' }),
      }),
    ];
  });
}
