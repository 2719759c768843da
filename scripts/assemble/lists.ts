// The list of all posts, some to a page, newest first.

import type { Config } from '../config.js';
import type { Values } from '../template/value.js';
import { commonValues, entryValues, LIST_URL, type Site } from './site.js';
import { href } from './urls.js';
import type { LIST_VARIABLES, ValuesFor } from './variables.js';

/** The address of a page of the list: `/posts.html`, `/pages/p2.html`… */
function listUrl(page: number): string {
  return page === 1 ? LIST_URL : `/pages/p${page}.html`;
}

/** The addresses of all pages of the list; there is a first one even without posts. */
export function listUrls({ pageSize }: Config, posts: number): string[] {
  const pages = Math.max(1, Math.ceil(posts / pageSize));
  return Array.from({ length: pages }, (_, index) => listUrl(index + 1));
}

/** The values of each page of the list, with its address. */
export function listPages(site: Site): { url: string; values: Values }[] {
  const { config, index, words } = site;
  const urls = listUrls(config, index.posts.length);
  return urls.map((url, at) => {
    const posts = index.posts.slice(at * config.pageSize, (at + 1) * config.pageSize);
    const link = (page: number) => (urls[page] === undefined ? '' : href(config.url, urls[page]));
    const pageOf = words.pageOf(at + 1, urls.length);
    const own: ValuesFor<typeof LIST_VARIABLES> = {
      title: words.posts,
      posts: posts.map((post) => entryValues(site, post)),
      pageof: pageOf,
      newer: link(at - 1),
      older: link(at + 1),
    };
    const title = at === 0 ? words.posts : `${words.posts} · ${pageOf}`;
    return { url, values: { ...commonValues(site, { url, title, description: config.description, ogtype: 'website' }), ...own } };
  });
}
