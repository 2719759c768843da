// The addresses of Hexo's generated pages and feeds.

import { mapping } from '../../dataFiles.js';
import { type FieldValue, listOf, textOf } from '../../header.js';
import type { OldList, OldText } from '../../oldBlog.js';
import { readOldDate } from '../../oldDate.js';
import type { HexoConfig } from './config.js';
import { hexoSlug } from './permalink.js';

export function hexoLists({ values, timezone }: HexoConfig, texts: readonly OldText[]): OldList[] {
  const posts = texts.filter(({ kind, hidden }) => kind === 'post' && hidden === undefined);
  const transform = Number(values.filename_case ?? 0) as 0 | 1 | 2;
  const [tagFolder, categoryFolder, archiveFolder] = [
    textOf(values.tag_dir) ?? 'tags',
    textOf(values.category_dir) ?? 'categories',
    textOf(values.archive_dir) ?? 'archives',
  ];
  const tagMap = mapping(values.tag_map);
  const categoryMap = mapping(values.category_map);
  const lists = new Map<string, OldList>();
  const add = (address: string, of: OldList['of'], term?: readonly string[]) =>
    lists.set(address, { address: address.replace(/\/{2,}/g, '/'), of, ...(term && { term }) });
  add(`/${archiveFolder}/`, 'years');
  for (const { fields } of posts) {
    for (const tag of listOf(fields.tags ?? fields.tag))
      add(`/${tagFolder}/${hexoSlug(textOf(tagMap[tag]) ?? tag, transform)}/`, 'tag', [tag]);
    for (const path of categoryPaths(fields.categories ?? fields.category))
      for (const [at] of path.entries()) {
        const names = path.slice(0, at + 1);
        const slugs = names.map((name) => hexoSlug(textOf(categoryMap[name]) ?? name, transform));
        add(`/${categoryFolder}/${slugs.join('/')}/`, 'category', names);
      }
    const date = readOldDate(fields.date, timezone);
    if (date) {
      add(`/${archiveFolder}/${date.year}/`, 'years');
      add(`/${archiveFolder}/${date.year}/${date.month}/`, 'years');
    }
  }
  for (const path of feedPaths(values.feed)) add(`/${path}`, 'feed');
  const perPage = Number(mapping(values.index_generator).per_page ?? values.per_page ?? 10);
  const pages = perPage > 0 ? Math.ceil(posts.length / perPage) : 1;
  for (let page = 2; page <= pages; page++) add(`/${textOf(values.pagination_dir) ?? 'page'}/${page}/`, 'posts');
  return [...lists.values()];
}

/** The paths of categories: each inner list is one; a plain list is one too. */
function categoryPaths(value: FieldValue | undefined): string[][] {
  const isNested = Array.isArray(value) && value.some((each) => Array.isArray(each));
  const paths = isNested ? (value as readonly FieldValue[]).map((each) => listOf(each)) : [listOf(value)];
  return paths.filter((path) => path.length > 0);
}

/** @see hexo-generator-feed: `atom.xml` by default; several types have a list of paths */
function feedPaths(feed: FieldValue | undefined): string[] {
  const paths = listOf(mapping(feed).path);
  return paths.length > 0 ? paths : ['atom.xml', 'rss2.xml'];
}
