// Addresses that several features use, and the output file for an address. All are decoded and below the site's root; in another
// language of the site, its prefix comes before them. Features decide which addresses a site has (feature.ts); an address that only one feature uses is in that feature's folder.

import { shortHash } from '../base/hash.js';
import type { Config } from '../config/config.js';
import { configsByLanguage } from '../config/languages.js';

export const HOME_URL = '/';
export const NOT_FOUND_URL = '/404.html';
export const FEED_URLS = { rss: '/feeds.xml', atom: '/atom.xml', json: '/feed.json' } as const;

/** Returns the addresses of all feeds of a site, in each of its languages. */
export function feedUrls(config: Config): readonly string[] {
  return configsByLanguage(config).flatMap(({ prefix }) => Object.values(FEED_URLS).map((url) => prefix + url));
}

/** Returns the address of a page of the list of all posts. @param page number of the page, from 1 */
export function listUrl(page = 1): string {
  return page === 1 ? '/posts.html' : `/pages/p${page}.html`;
}

/**
 * Returns the address of a taxonomy's list of terms: `/tags.html`.
 * @param field its field of front matter
 */
export function termsUrl(field: string): string {
  return `/${field}.html`;
}

/**
 * Returns the address of a page of a term's posts.
 * @param path names from the outermost term to its own
 * @param page number of the page, from 1
 */
export function termUrl(field: string, path: readonly string[], page = 1): string {
  const slug = termSlug(path);
  return page === 1 ? `/${field}/${slug}.html` : `/${field}/${slug}/p${page}.html`;
}

export function termFeedUrl(field: string, path: readonly string[]): string {
  return `/${field}/${termSlug(path)}.xml`;
}

/**
 * Returns the address of a file of templates/. Stylesheets and scripts at the top, in scripts/ or in sheets/ get a hash in their names.
 * @param path below templates/
 */
export function assetUrl({ path, hash }: { readonly path: string; readonly hash: string }): string {
  const match = /^(?:(?:scripts|sheets)\/)?([^/]+)\.(css|js)$/.exec(path);
  return match ? `/assets/${match[1]}-${shortHash(hash)}.${match[2]}` : `/assets/${path.normalize('NFC')}`;
}

/** Returns the output file that an address is served from. */
export function outputPath(url: string): string {
  return `${url.slice(1)}${url.endsWith('/') ? 'index.html' : ''}`;
}

/**
 * Returns a tag as a file name: lower case, full-width forms narrowed, and without characters that some file system forbids. Tags
 * with the same slug are one tag.
 */
export function tagSlug(name: string): string {
  let slug = slugs.get(name);
  if (slug === undefined) {
    slug =
      folded(name)
        .replace(/[\s/\\?%*:|"<>\0-\x1f\x7f]+/g, '-')
        .replace(/^[-.]+|(?<![-.])[-.]+$/g, '') || '-';
    slugs.set(name, slug);
  }
  return slug;
}

/** Returns a term as a path: its outer terms are folders. */
export function termSlug(path: readonly string[]): string {
  return path.map(tagSlug).join('/');
}

/** Cache: most tags are in many posts. */
const slugs = new Map<string, string>();

/** Folds case and the width of Latin letters and digits. `①` stays: 第①章 and 第1章 are different words. */
function folded(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\u3000\uff01-\uff5e]/g, (wide) => wide.normalize('NFKC'))
    .toLowerCase();
}
