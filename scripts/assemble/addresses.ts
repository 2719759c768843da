// Addresses that several features know, and where a file lies for one. All are decoded, below the site's root. Which of them a site
// has is said by the features (feature.ts); an address that one feature alone knows is in its folder.

import { shortHash } from '../base/hash.js';

export const HOME_URL = '/';
export const NOT_FOUND_URL = '/404.html';
export const FEED_URLS = { rss: '/feeds.xml', atom: '/atom.xml', json: '/feed.json' } as const;

/** A page of the list of all posts, counted from 1. */
export function listUrl(page = 1): string {
  return page === 1 ? '/posts.html' : `/pages/p${page}.html`;
}

/** The list of the terms of a taxonomy: `/tags.html`. @param field its field of front matter */
export function termsUrl(field: string): string {
  return `/${field}.html`;
}

/** A page of a term's posts, counted from 1. @param path its name after those that it lies within */
export function termUrl(field: string, path: readonly string[], page = 1): string {
  const slug = termSlug(path);
  return page === 1 ? `/${field}/${slug}.html` : `/${field}/${slug}/p${page}.html`;
}

export function termFeedUrl(field: string, path: readonly string[]): string {
  return `/${field}/${termSlug(path)}.xml`;
}

/**
 * A file of templates/: stylesheets and scripts at its top, and those in scripts/, with a hash in their names.
 * @param path below templates/
 */
export function assetUrl({ path, hash }: { readonly path: string; readonly hash: string }): string {
  const match = /^(?:scripts\/)?([^/]+)\.(css|js)$/.exec(path);
  return match ? `/assets/${match[1]}-${shortHash(hash)}.${match[2]}` : `/assets/${path.normalize('NFC')}`;
}

/** The file below the output folder that an address is served from. */
export function outputPath(url: string): string {
  return `${url.slice(1)}${url.endsWith('/') ? 'index.html' : ''}`;
}

/**
 * A tag as a file's name: small letters of usual width, and none that some system does not have in names. Tags that differ in
 * nothing else are one.
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

/** A term and those that it lies within as folders and a file's name. */
export function termSlug(path: readonly string[]): string {
  return path.map(tagSlug).join('/');
}

/** Most tags are in many posts. */
const slugs = new Map<string, string>();

/** Without what differs only in case or in the width of Latin letters and digits. `①` stays: 第①章 is another word than 第1章. */
function folded(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\u3000\uff01-\uff5e]/g, (wide) => wide.normalize('NFKC'))
    .toLowerCase();
}
