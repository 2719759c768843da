// Links with a fragment, checked when the ids of all articles are known.

import { nearest, problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import type { ArticleHead, Diagnostic } from '../types.js';
import type { ArticlePlace } from './siteUrls.js';

/** Ids of pages that have many, to be asked for one after the other. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();
const MANY = 50;

function has(ids: readonly string[], id: string): boolean {
  if (ids.length < MANY) return ids.includes(id);
  let set = sets.get(ids);
  if (!set) {
    set = new Set(ids);
    sets.set(ids, set);
  }
  return set.has(id);
}

/**
 * The links of an article whose fragment names nothing on the page they lead to.
 * @param from the article's file below `content/`, and its address
 * @param headAt the article at an address; pages that the generator makes itself are not checked
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
