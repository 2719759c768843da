// Categories, tags and menus of an export of WordPress.

import { pathBelow } from '../../exports/permalinks.js';
import type { FieldValue } from '../../header.js';
import type { OldLink, OldList } from '../../oldBlog.js';
import type { Media } from './media.js';
import type { Wxr, WxrItem, WxrTerm } from './wxr.js';

/** The categories of a site, whose parents an export names by their slugs. */
export class Categories {
  private readonly bySlug: ReadonlyMap<string, { readonly name: string; readonly parent: string }>;

  constructor({ categories }: Wxr) {
    this.bySlug = new Map(
      categories.map((fields) => [
        fields['wp:category_nicename'] ?? '',
        { name: (fields['wp:cat_name'] ?? '').trim(), parent: fields['wp:category_parent'] ?? '' },
      ]),
    );
  }

  /** Returns slugs or names from the outermost category inwards. */
  path({ slug, name }: WxrTerm, of: 'slug' | 'name'): string[] {
    const path: string[] = [];
    const visited = new Set<string>();
    for (let each = slug; each !== '' && !visited.has(each); each = this.bySlug.get(each)?.parent ?? '') {
      visited.add(each);
      const found = this.bySlug.get(each)?.name ?? (each === slug ? name : each);
      path.unshift(of === 'slug' ? each : found);
    }
    return path;
  }
}

export const termsOf = ({ terms }: WxrItem, domain: string): WxrTerm[] =>
  terms
    .filter((term) => term.domain === domain && term.name !== '')
    .filter((term, at, all) => all.findIndex(({ slug }) => slug === term.slug) === at);

/** Returns the categories of a post; each is a list if one lies in another. */
export function categoriesOf(item: WxrItem, categories: Categories): FieldValue[] {
  const terms = termsOf(item, 'category');
  // A post in a category and in one within it is only in the inner one here: its page lists the post, too.
  const paths = terms.map((term) => categories.path(term, 'name'));
  const inner = paths.filter(
    (path) => !paths.some((other) => other.length > path.length && path.every((name, at) => name === other[at])),
  );
  return inner.some((path) => path.length > 1) ? inner : inner.map(([name]) => name as string);
}

/** Returns the addresses of lists and feeds. @see WordPress, "Using Permalinks" */
export function wordpressLists(items: readonly WxrItem[], categories: Categories, authors: readonly string[]): OldList[] {
  const lists = new Map<string, OldList>();
  const add = (address: string, of: OldList['of'], term?: readonly string[]) =>
    lists.set(address, { address, of, ...(term && { term }) });
  add('/feed/', 'feed');
  add('/feed/atom/', 'feed');
  for (const item of items) {
    for (const term of termsOf(item, 'category')) {
      const [slugs, names] = [categories.path(term, 'slug'), categories.path(term, 'name')];
      for (const at of slugs.keys())
        add(
          `/category/${slugs
            .slice(0, at + 1)
            .map(decoded)
            .join('/')}/`,
          'category',
          names.slice(0, at + 1),
        );
    }
    for (const term of termsOf(item, 'post_tag')) add(`/tag/${decoded(term.slug)}/`, 'tag', [term.name]);
    const [year, month] = (item.fields['wp:post_date'] ?? '').split('-');
    if (item.fields['wp:post_type'] === 'post' && year && month && year !== '0000') {
      add(`/${year}/`, 'years');
      add(`/${year}/${month}/`, 'years');
    }
  }
  for (const author of authors) add(`/author/${decoded(author)}/`, 'posts');
  for (let page = 2; page <= Math.ceil(items.length / 10); page++) add(`/page/${page}/`, 'posts');
  return [...lists.values()];
}

function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}

/** Returns the main menu of a site: the one that a theme's name for it fits, or the longest. */
export function menuOf(items: readonly WxrItem[], media: Media, site: string | undefined): OldLink[] | undefined {
  const menus = new Map<string, WxrItem[]>();
  for (const item of items)
    if (item.fields['wp:post_type'] === 'nav_menu_item' && item.fields['wp:status'] !== 'draft')
      for (const { slug } of termsOf(item, 'nav_menu')) menus.set(slug, [...(menus.get(slug) ?? []), item]);
  const sorted = [...menus].sort(([a, one], [b, other]) => Number(isMain(b)) - Number(isMain(a)) || other.length - one.length);
  const entries = (sorted[0]?.[1] ?? []).toSorted(
    (a, b) => Number(a.fields['wp:menu_order']) - Number(b.fields['wp:menu_order']),
  );
  const links = entries.flatMap((item): OldLink[] => {
    const target = media.item(item.meta._menu_item_object_id);
    const title = (item.fields.title?.trim() || target?.fields.title?.trim() || '').replace(/<[^>]*>/g, '');
    const url = item.meta._menu_item_type === 'post_type' ? target?.fields.link : item.meta._menu_item_url;
    if (!title || !url || url === '#') return [];
    return [{ title, url: pathBelow(url.trim(), site) ?? url.trim() }];
  });
  return links.length > 0 ? links : undefined;
}

const isMain = (slug: string): boolean =>
  /main|primary|header|top|nav|主|导航/i.test(decoded(slug)) && !/foot|social|short|test/i.test(slug);
