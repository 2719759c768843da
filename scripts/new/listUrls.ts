// Begins content/urls.yaml with the addresses that a site has, and adds those that an older one had.

import { Outline } from '../assemble/outline.js';
import { lostUrls, publishedUrls } from '../assemble/published.js';
import { URLS_FILE, writePublishedUrls } from '../config/publishedUrls.js';
import { saveInput } from '../read/files.js';
import type { Diagnostic, PublishedUrl } from '../types.js';
import { oldUrlsIn } from './oldUrls.js';
import { Refusal, siteAt } from './siteAt.js';

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
 * @throws Refusal if the file has something that would be lost
 */
export function listUrls(root: string, older: readonly string[]): ListedUrls {
  const { config, index, problems } = siteAt(root, false);
  refuseLoss(problems);
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

/** Makes sure that all of the file was read, since it is written anew. */
function refuseLoss(problems: readonly Diagnostic[]): void {
  const wrong = problems.find(({ file }) => file === URLS_FILE);
  if (wrong) throw new Refusal(`${URLS_FILE}:${wrong.place?.line ?? 1}: ${wrong.reason}; ${wrong.note ?? 'fix it first'}`);
}

/** Whether a site has the file. */
export function hasUrls(root: string): boolean {
  return siteAt(root, false).index.published !== undefined;
}
