// The list of all posts, some to a page, newest first: its addresses.

import type { Config } from '../config.js';
import { LIST_URL } from './frame.js';

/** The address of a page of the list, counted from 1: `/posts.html`, `/pages/p2.html`… */
export function listUrl(page: number): string {
  return page === 1 ? LIST_URL : `/pages/p${page}.html`;
}

/** The addresses of all pages of the list; there is a first one even without posts. */
export function listUrls({ pageSize }: Config, posts: number): string[] {
  const pages = Math.max(1, Math.ceil(posts / pageSize));
  return Array.from({ length: pages }, (_, index) => listUrl(index + 1));
}
