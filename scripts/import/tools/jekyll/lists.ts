// The addresses of Jekyll's lists and feeds.

import { mapping } from '../../dataFiles.js';
import { listOf, textOf } from '../../header.js';
import type { OldList, OldText } from '../../oldBlog.js';
import { readOldDate } from '../../oldDate.js';
import { categoriesOf, tagsOf } from './categories.js';
import type { JekyllConfig } from './config.js';
import { cleaned, jekyllSlug } from './permalink.js';

export function jekyllLists(config: JekyllConfig, texts: readonly OldText[]): OldList[] {
  const { values, plugins } = config;
  const lists = new Map<string, OldList>();
  const add = (address: string, of: OldList['of'], term?: readonly string[]) => {
    const path = cleaned(address);
    if (!lists.has(path)) lists.set(path, { address: path, of, ...(term && { term }) });
  };
  const posts = texts.filter(({ kind, hidden }) => kind === 'post' && hidden === undefined);
  add('/', 'home');
  if (plugins.includes('jekyll-feed')) add(textOf(mapping(values.feed).path) ?? '/feed.xml', 'feed');
  if (plugins.includes('jekyll-sitemap')) add('/sitemap.xml', 'sitemap');
  const perPage = Number(values.paginate ?? 0);
  const pattern = textOf(values.paginate_path) ?? '/page:num/';
  for (let page = 2; perPage > 0 && page <= Math.ceil(posts.length / perPage); page++)
    add(pattern.replace(':num', String(page)), 'posts');
  addArchives(config, posts, add);
  return [...lists.values()];
}

type Add = (address: string, of: OldList['of'], term?: readonly string[]) => void;

/** Adds the pages of years, tags and categories. @see jekyll-archives, "Configuration" */
function addArchives({ values, plugins, clock }: JekyllConfig, posts: readonly OldText[], add: Add): void {
  const archives = mapping(values['jekyll-archives'] ?? values.jekyll_archives);
  if (!plugins.includes('jekyll-archives') && Object.keys(archives).length === 0) return;
  const enabled = listOf(archives.enabled);
  const isOn = (name: string) => enabled.includes(name) || enabled.includes('all');
  const own = mapping(archives.permalinks);
  const pattern = (name: string, otherwise: string) => textOf(own[name]) ?? otherwise;
  for (const { fields, from } of posts) {
    if (isOn('tags'))
      for (const tag of tagsOf(fields))
        add(pattern('tag', '/tag/:name/').replace(':name', jekyllSlug(tag, 'default')), 'tag', [tag]);
    if (isOn('categories'))
      for (const name of categoriesOf(fields, from))
        add(pattern('category', '/category/:name/').replace(':name', jekyllSlug(name, 'default')), 'category', [name]);
    const date = readOldDate(fields.date, clock);
    if (!date) continue;
    if (isOn('year')) add(pattern('year', '/:year/').replace(':year', date.year), 'years');
    if (isOn('month')) add(pattern('month', '/:year/:month/').replace(':year', date.year).replace(':month', date.month), 'years');
  }
}
