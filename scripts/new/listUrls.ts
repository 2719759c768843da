// Begins content/urls.yaml with the addresses that a site has, and adds those that an older one had.

import { Outline } from '../assemble/outline.js';
import { lostUrls, publishedUrls } from '../assemble/published.js';
import { URLS_FILE, writePublishedUrls } from '../config/publishedUrls.js';
import { saveInput } from '../read/files.js';
import type { PublishedUrl } from '../types.js';
import { oldUrlsIn } from './oldUrls.js';
import { siteAt } from './siteAt.js';

export interface ListedUrls {
  /** How many addresses are in the file now. */
  readonly all: number;
  /** Those of the older site at which nothing is, and which lead nowhere. */
  readonly lost: readonly string[];
  /** How many addresses of the older site are of other hosts, and were passed over. */
  readonly elsewhere: number;
}

/**
 * Writes content/urls.yaml.
 * @param older feeds and sitemaps of an older site, as texts
 */
export function listUrls(root: string, older: readonly string[]): ListedUrls {
  const { config, index } = siteAt(root, false);
  const known = new Map((index.published ?? []).map((each): [string, PublishedUrl] => [each.url, each]));
  let elsewhere = 0;
  for (const xml of older) {
    const found = oldUrlsIn(xml, config);
    elsewhere += found.elsewhere;
    for (const { url, id } of found.urls) {
      const before = known.get(url) ?? { url, file: '', line: 0 };
      known.set(url, { ...(id !== undefined && { id }), ...before });
    }
  }
  const outline = new Outline(config, { ...index, published: [...known.values()] });
  const urls = publishedUrls(outline);
  saveInput(root, URLS_FILE, writePublishedUrls(urls));
  return { all: urls.length, lost: lostUrls(outline).map(({ problem }) => problem.reason), elsewhere };
}

/** Whether a site has the file. */
export function hasUrls(root: string): boolean {
  return siteAt(root, false).index.published !== undefined;
}
