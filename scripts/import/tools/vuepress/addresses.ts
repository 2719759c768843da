// The addresses of texts and lists in VuePress, VitePress and the themes of blogs.

import { type FieldValue, type FieldValues, listOf, textOf } from '../../header.js';
import type { OldList, OldText } from '../../oldBlog.js';
import type { OldDate } from '../../oldDate.js';
import { mapping, names, type PressConfig } from './config.js';

/**
 * Returns the address of a text.
 * @see VuePress, "Permalinks"; VitePress, "Routing" and `cleanUrls`
 * @param path below the folder of the texts
 */
export function pressAddress(
  path: string,
  fields: FieldValues,
  date: OldDate | undefined,
  { press, values }: PressConfig,
): string {
  const stem = path.replace(/\.\w+$/, '');
  const isIndex = press === 'vuepress' ? /(?:^|\/)(?:README|index)$/i : /(?:^|\/)index$/i;
  const own = isIndex.test(stem) ? `/${stem.replace(isIndex, '')}/` : `/${stem}${values.cleanUrls === true ? '' : '.html'}`;
  const regular = own.replace(/\/{2,}/g, '/');
  const written = fields.permalink === false || press === 'vitepress' ? undefined : textOf(fields.permalink);
  const pattern =
    written ??
    (press === 'vuepress'
      ? (textOf(values.permalink) ?? textOf(fields.permalinkPattern) ?? textOf(values.permalinkPattern))
      : undefined);
  if (pattern === undefined || (written === undefined && isIndex.test(stem))) return regular;
  const filled = filledPattern(pattern, stem, regular, date);
  return filled === undefined ? regular : `/${filled}`.replace(/\/{2,}/g, '/');
}

/** Fills `/:year/:month/:day/:slug`; undefined if the text has no date and the pattern needs one. */
function filledPattern(pattern: string, stem: string, regular: string, date: OldDate | undefined): string | undefined {
  if (!pattern.includes(':')) return pattern;
  const name = stem.replace(/^.*\//, '').replace(/^\d{4}-\d{1,2}(?:-\d{1,2})?-/, '');
  const values: { readonly [name: string]: string | undefined } = {
    ...{ slug: name, raw: stem, regular: regular.slice(1) },
    ...(date && { year: date.year, month: date.month, day: date.day, i_month: String(+date.month), i_day: String(+date.day) }),
  };
  let isFilled = true;
  const filled = pattern.replace(/:(\w+)/g, (all, each: string) => {
    const value = values[each];
    if (value === undefined) isFilled = false;
    return value ?? all;
  });
  return isFilled ? filled : undefined;
}

/** Returns what a page lists, if it only shows a list. @see vuepress-theme-vdoing, "Front Matter"; vuepress-theme-hope, "Blog" */
export function listOfPage(fields: FieldValues): OldList['of'] | undefined {
  if (fields.tagsPage === true) return 'tags';
  if (fields.categoriesPage === true) return 'categories';
  if (fields.archivesPage === true) return 'years';
  const layout = (textOf(fields.layout) ?? '').toLowerCase();
  const lists: { readonly [layout: string]: OldList['of'] } = {
    ...{
      tags: 'tags',
      tag: 'tags',
      categories: 'categories',
      category: 'categories',
      blogtype: 'posts',
      blogcategory: 'categories',
    },
    ...{ archives: 'years', archive: 'years', timeline: 'years', timelines: 'years', article: 'posts', search: 'search' },
  };
  return lists[layout];
}

/** Returns the addresses of the lists that the theme makes, in each language. */
export function pressLists(config: PressConfig, texts: readonly OldText[]): OldList[] {
  const posts = texts.filter(({ kind, hidden }) => kind === 'post' && hidden === undefined);
  const prefixes = Object.keys(mapping(config.values.locales)).filter((path) => path.startsWith('/'));
  const prefixOf = ({ address = '/' }: OldText) =>
    prefixes.filter((path) => address.startsWith(path)).sort((a, b) => b.length - a.length)[0] ?? '/';
  const lists = [...new Set(['/', ...posts.map(prefixOf)])].flatMap((prefix) => {
    const own = posts.filter((post) => prefixOf(post) === prefix);
    return themeLists(config, own).map((list) => ({ ...list, address: prefix + list.address.slice(1) }));
  });
  if (names(config, /plugin-feed|vuepress-plugin-feed2?|plugin-rss|RssPlugin|feed:\s*[{t]/))
    lists.push({ address: '/rss.xml', of: 'feed' });
  const seen = new Set<string>();
  return lists.filter(({ address }) => POSSIBLE.test(address) && !seen.has(address) && seen.add(address));
}

/** @see vuepress-theme-hope, "Blog", Category and tag; vuepress-theme-reco, "Blog" */
function themeLists(config: PressConfig, posts: readonly OldText[]): OldList[] {
  const isHope = names(config, /vuepress-theme-hope/);
  if (!isHope && !names(config, /vuepress-theme-reco/)) return [];
  const termsOf = (field: 'tags' | 'categories') => [
    ...new Set(posts.flatMap(({ fields, change }) => listOf((change[field] ?? fields[field]) as FieldValue))),
  ];
  const hopeSlug = (name: string) =>
    name
      .replace(/[ _]/g, '-')
      .replace(/[:?*|\\/<>]/g, '')
      .toLowerCase();
  const slug = (name: string) => (isHope ? hopeSlug(name) : name);
  const folder = isHope ? 'category' : 'categories';
  return [
    { address: `/${folder}/`, of: 'categories' },
    { address: '/tag/', of: 'tags' },
    { address: '/timeline/', of: 'years' },
    ...(isHope ? [{ address: '/article/', of: 'posts' } as const, { address: '/star/', of: 'posts' } as const] : []),
    ...termsOf('tags').map((name): OldList => ({ address: `/tag/${slug(name)}/`, of: 'tag', term: [name] })),
    ...termsOf('categories').map((name): OldList => ({ address: `/${folder}/${slug(name)}/`, of: 'category', term: [name] })),
  ];
}

/** Addresses that a file can have. */
const POSSIBLE = /^[^?#<>:"|*\\\u0000-\u001f]+$/;
