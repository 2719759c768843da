// The kinds of pages.

import type { Outline } from '../outline.js';
import { archive } from './archive.js';
import { home } from './home.js';
import type { Kind, SiteAddress } from './kind.js';
import { list } from './list.js';
import { notFound } from './notFound.js';
import { page } from './page.js';
import { plugin } from './plugin.js';
import { post } from './post.js';
import { redirect } from './redirect.js';
import { search } from './search.js';
import { term } from './term.js';
import { terms } from './terms.js';
import { updated } from './updated.js';

/** In the order of the sitemap. */
export const KINDS: readonly Kind[] = [home, post, page, list, terms, term, archive, updated, plugin, search, notFound, redirect];

/** An address with the kind that fills it. */
export interface PageAddress {
  readonly kind: Kind;
  readonly address: SiteAddress<unknown>;
}

const known = new WeakMap<Outline, readonly PageAddress[]>();

/** The addresses of all pages, those included that yield to a file of the writer's. */
export function pagesOf(outline: Outline): readonly PageAddress[] {
  let pages = known.get(outline);
  if (!pages) {
    pages = KINDS.flatMap((kind) => Array.from(kind.addresses(outline), (address) => ({ kind, address })));
    known.set(outline, pages);
  }
  return pages;
}
