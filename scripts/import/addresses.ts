// Keeps the addresses of the old blog: as addresses of the new texts, as aliases, or as redirects to the lists that are made here.

import { FEED_URLS, listUrl, tagSlug, termsUrl, termUrl } from '../assemble/addresses.js';
import type { Outline } from '../assemble/outline.js';
import { contentFile } from '../base/inputFolders.js';
import { decode, withoutIndex } from '../base/siteLookup.js';
import { listOf } from './header.js';
import type { NewText } from './newFiles.js';
import type { Note, OldBlog, OldLink, OldList } from './oldBlog.js';

/** Addresses that a text can have: a path without a query, of letters that no file system forbids. */
const POSSIBLE = /^\/(?!$)[^?#<>:"|*\\\u0000-\u001f]+$/;

/**
 * Gives each public text its old address. A text whose address differs gets a `permalink`; where it cannot have the old one, an alias.
 * @param outline the new site before this
 */
export function withOldAddresses(texts: readonly NewText[], outline: Outline): { texts: NewText[]; notes: Note[] } {
  const now = new Map(outline.sources().map(({ path, url }) => [contentFile(path), url]));
  const taken = new Map<string, string>();
  const notes: Note[] = [];
  const kept = texts.map((text): NewText => {
    const { old, path, change } = text;
    const url = now.get(path);
    const wanted = old.address && withoutIndex(old.address.normalize('NFC'));
    if (wanted === undefined || url === undefined || old.hidden !== undefined) return text;
    const other = taken.get(wanted);
    if (other !== undefined) {
      notes.push({
        about: 'two texts with one address',
        outcome: 'are both kept; the second has another address',
        at: `${wanted}: ${other}, ${old.from}`,
      });
      return text;
    }
    taken.set(wanted, old.from);
    if (url === wanted || (wanted === '/' && url === '/')) return text;
    if (POSSIBLE.test(wanted)) return { ...text, change: { ...change, permalink: wanted, url: undefined } };
    if (wanted === '/') return text;
    return { ...text, change: { ...change, aliases: [...listOf(old.fields.aliases), wanted] } };
  });
  return { texts: kept, notes };
}

/**
 * Returns redirects from the lists and feeds of the old blog to those of the new one.
 * @param outline the new site with its final addresses
 * @returns old addresses with new ones, and notes about those that lead nowhere
 */
export function redirectsFor(blog: OldBlog, outline: Outline): { redirects: { readonly [from: string]: string }; notes: Note[] } {
  const own = new Set([
    ...outline.pageAddresses.map(({ url }) => url),
    ...outline.generatedUrls,
    ...outline.sources().map(({ url }) => url),
  ]);
  const aliases = new Set(outline.sources().flatMap(({ meta }) => meta.aliases));
  const notes: Note[] = [];
  const redirects: { [from: string]: string } = {};
  for (const list of blog.lists) {
    const from = list.address.normalize('NFC');
    const to = targetOf(list, outline);
    if (own.has(from) || aliases.has(from) || from === to) continue;
    if (to === undefined)
      notes.push({ about: 'an address of a list', outcome: 'leads nowhere: there is no such list here', at: from });
    else redirects[from] = to.replace(/[%#?]/g, encodeURIComponent);
  }
  return { redirects: Object.fromEntries(Object.entries(redirects).sort(([a], [b]) => (a < b ? -1 : 1))), notes };
}

/**
 * Returns the menu of the new site: each entry leads to the page that its old address has here. Entries that lead nowhere are left out.
 * @param outline the new site with its final addresses
 */
export function navigationFor(
  blog: OldBlog,
  texts: readonly NewText[],
  outline: Outline,
): { navigation: readonly OldLink[] | undefined; notes: Note[] } {
  const { navigation } = blog.settings;
  if (!navigation) return { navigation, notes: [] };
  const own = new Set([
    ...outline.pageAddresses.map(({ url }) => url),
    ...outline.generatedUrls,
    ...outline.sources().map(({ url }) => url),
  ]);
  const notes: Note[] = [];
  const links = navigation.flatMap((entry): OldLink[] => {
    const { url: site } = outline.config;
    const path = entry.url.startsWith(`${site.origin}${site.base}/`)
      ? entry.url.slice(site.origin.length + site.base.length)
      : entry.url;
    if (/^(?:[a-z]+:|\/\/)/i.test(path)) return [entry];
    const plain = forms(decode(path) ?? path);
    const list = blog.lists.find(({ address }) => forms(address).some((form) => plain.includes(form)));
    const to = plain.find((form) => own.has(form)) ?? (list && targetOf(list, outline)) ?? textAt(plain, texts, outline);
    if (to !== undefined && own.has(to)) return [{ ...entry, url: to }];
    notes.push({
      about: 'an entry of the menu',
      outcome: 'was left out: it leads nowhere here',
      at: `${entry.title}: ${entry.url}`,
    });
    return [];
  });
  return { navigation: links.length > 0 ? links : undefined, notes };
}

/** Returns the forms in which an address of a page may be written. */
function forms(address: string): string[] {
  const path = `/${address}`
    .replace(/\/{2,}/g, '/')
    .replace(/[?#].*$/, '')
    .normalize('NFC');
  const bare = path.replace(/(?:\/index)?\.html?$|\/$/, '');
  return [path, `${bare}/`, `${bare}.html`, bare || '/'];
}

function textAt(plain: readonly string[], texts: readonly NewText[], outline: Outline): string | undefined {
  const text = texts.find(({ old }) => old.address !== undefined && plain.includes(old.address));
  return text && outline.sources().find(({ path }) => contentFile(path) === text.path)?.url;
}

/** The page of all years, which sites with dated posts have. */
const YEARS_URL = '/archive.html';

const FIXED: { readonly [of in OldList['of']]?: string } = {
  ...{ home: '/', posts: listUrl(), years: listUrl(), feed: FEED_URLS.rss, sitemap: '/sitemap.xml', search: '/' },
  ...{ tags: termsUrl('tags'), categories: termsUrl('categories') },
};

function targetOf({ of, term = [], address }: OldList, outline: Outline): string | undefined {
  if (of === 'feed') return /atom/.test(address) ? FEED_URLS.atom : /json/.test(address) ? FEED_URLS.json : FEED_URLS.rss;
  const fixed = FIXED[of];
  if (of === 'years') return outline.generatedUrls.find((url) => url === YEARS_URL) ?? listUrl();
  if (fixed !== undefined) return hasTerms(of, outline) ? fixed : listUrl();
  const field = of === 'tag' ? 'tags' : 'categories';
  const found = outline.allTerms().find(({ taxonomy, path }) => taxonomy.field === field && isSame(path, term));
  return found && termUrl(field, found.path);
}

/** False for a list of tags or categories that the new site has none of. */
function hasTerms(of: OldList['of'], outline: Outline): boolean {
  if (of !== 'tags' && of !== 'categories') return true;
  return outline.allTerms().some(({ taxonomy }) => taxonomy.field === of);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, at) => tagSlug(name) === tagSlug(other[at] as string));
}
