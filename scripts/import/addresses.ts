// Keeps the addresses of the old blog: as addresses of the new texts, as aliases, or as redirects to the lists that are made here.

import { FEED_URLS, listUrl, tagSlug, termFeedUrl, termsUrl, termUrl } from '../assemble/addresses.js';
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
    const to = [targetOf(list, outline), ...fallbacks(list)]
      .map((url) => inLanguage(url, from, own))
      .find((url) => url !== undefined && own.has(url));
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
  ...{ home: '/', posts: listUrl(), sitemap: '/sitemap.xml', search: '/' },
};

/** Returns a list in the language of an old address, or the only list in another language. */
function inLanguage(to: string | undefined, from: string, own: ReadonlySet<string>): string | undefined {
  if (to === undefined) return undefined;
  const local = `/${from.split('/')[1] ?? ''}${to}`;
  return own.has(local) ? local : own.has(to) ? to : ([...own].find((url) => url.endsWith(to)) ?? to);
}

function targetOf(list: OldList, outline: Outline): string | undefined {
  const { of, term = [], address, folder = '', taxonomy } = list;
  const field = taxonomy ?? (of === 'category' || of === 'categories' ? 'categories' : 'tags');
  const found = of === 'tag' || of === 'category' || term.length > 0 ? termAt(field, term, outline) : undefined;
  if (of === 'feed') {
    if (found) return `${folder}${termFeedUrl(field, found)}`;
    return `${folder}${/atom/.test(address) ? FEED_URLS.atom : /json/.test(address) ? FEED_URLS.json : FEED_URLS.rss}`;
  }
  if (of === 'years') return outline.generatedUrls.find((url) => url === `${folder}${YEARS_URL}`) ?? `${folder}${listUrl()}`;
  if (of === 'tags' || of === 'categories') return `${folder}${hasTerms(field, outline) ? termsUrl(field) : listUrl()}`;
  const fixed = FIXED[of];
  if (fixed !== undefined) return `${folder}${fixed}`;
  return found && `${folder}${termUrl(field, found)}`;
}

/** Where a list leads if the new site has none of its kind: to the posts of its language, or of the site. */
function fallbacks({ of, folder = '' }: OldList): string[] {
  return of === 'tag' || of === 'category' ? [] : [`${folder}${listUrl()}`, listUrl(), '/'];
}

function termAt(field: string, term: readonly string[], outline: Outline): readonly string[] | undefined {
  return outline.allTerms().find(({ taxonomy, path }) => taxonomy.field === field && isSame(path, term))?.path;
}

/** False for a taxonomy that the new site has no terms of. */
function hasTerms(field: string, outline: Outline): boolean {
  return outline.allTerms().some(({ taxonomy }) => taxonomy.field === field);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, at) => tagSlug(name) === tagSlug(other[at] as string));
}
