// Looks up addresses, paths and file names in the site index, tolerating other spellings, and computes addresses.

import type { CivilDate, SiteIndex, Source } from '../types.js';
import { lazy } from './flow/lazy.js';
import { contentPath, isContentFile } from './inputFolders.js';
import { dateOfFileName } from './text/civilDate.js';

/** How a key matched: exactly, ignoring case, or as another address of the same page (`/a` for `/a/`). */
export type Spelling = 'same' | 'case' | 'other';

/** Result of a lookup. */
export interface Match<T> {
  readonly value: T;
  readonly spelling: Spelling;
}

/** Target of an address of this site. */
export type Target =
  | { readonly kind: 'page'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string; readonly url: string };

/** The lookups that rendering makes. */
export interface SiteLookup {
  /** Finds the target of an address below the root, decoded (`/posts/a.html`, `/posts/a.md`, `/files/a.pdf`, `/feeds.xml`). */
  readonly target: (address: string) => Match<Target> | undefined;
  /** Finds a file that is not markdown by its path from the root (`images/a.png`). */
  readonly file: (path: string) => Match<string> | undefined;
  /**
   * Finds the address of a page or file by its file name, without folder and extension; the date of a post may be left out. Pages
   * are also found by title, and by aliases that are not paths. Texts of the same language come first.
   * @param edition language of the text that names it; undefined for the site's main language
   */
  readonly named: (name: string, edition?: string) => Match<string> | undefined;
  /** True if the page at an address exists only as a draft. */
  readonly isDraft: (address: string) => boolean;
  /** Returns the day on which the post at an address will be published; undefined if it is not scheduled. */
  readonly dueDay: (address: string) => CivilDate | undefined;
  /** All addresses, for "did you mean". */
  readonly urls: readonly string[];
  /** Returns the language of an address; empty for the site's main language. */
  readonly editionOf: (url: string) => string;
  readonly files: readonly string[];
  /** Returns the file of data/ with this name, without extension. */
  readonly data: (name: string) => DataFile | undefined;
}

/** A file of data/ that texts can show. */
export interface DataFile {
  /** From the site's folder. */
  readonly path: string;
  readonly text: string;
}

/** All names of a site on which the result of a lookup can depend. */
export interface Names extends Pick<SiteIndex, 'files' | 'drafts' | 'scheduled' | 'generated' | 'redirects'> {
  /** Posts and pages: path below `content/`, address, old addresses, and names for wikilinks. */
  readonly sources: readonly (readonly [path: string, url: string, aliases: readonly string[], ...names: readonly string[]])[];
  /** Language, empty for the main one, and unmarked path of each of them; absent if the site has one language. */
  readonly editions?: readonly (readonly [edition: string, unmarked: string])[];
  /** Files of data/ that texts can show, by name; absent if there are none. */
  readonly data?: { readonly [name: string]: DataFile };
}

/** Extracts the names of a site from its index. @param data files of data/ that texts can show */
export function namesOf(index: SiteIndex, data: NonNullable<Names['data']> = {}): Names {
  const { posts, pages, unlisted, notes = [], files, drafts, scheduled = [], generated, redirects, wikilinks = false } = index;
  const name = ({ path, url, meta }: Source) =>
    [path, url, meta.aliases, ...(wikilinks ? [meta.title ?? '', ...(meta.names ?? [])] : [])] as const;
  const sources = [...posts, ...pages, ...unlisted, ...notes];
  const isMarked = ({ edition, unmarked }: Source) => edition !== undefined || unmarked !== undefined;
  return {
    sources: sources.map(name),
    ...(sources.some(isMarked) && {
      editions: sources.map(({ path, edition = '', unmarked = path }) => [edition, unmarked] as const),
    }),
    files,
    drafts,
    scheduled,
    generated,
    ...(redirects && { redirects }),
    ...(Object.keys(data).length > 0 && { data }),
  };
}

const lookups = new WeakMap<Names, SiteLookup>();

/** Returns the lookups of a site, prepared once. Names are compared in NFC, because macOS may write file names in NFD. */
export function siteLookup(names: Names): SiteLookup {
  let lookup = lookups.get(names);
  if (!lookup) {
    lookup = prepareLookup(names);
    lookups.set(names, lookup);
  }
  return lookup;
}

function prepareLookup(index: Names): SiteLookup {
  // Made on the first lookup: many builds look up nothing.
  let cached: ReturnType<typeof spellingsOf> | undefined;
  const spellings = () => {
    cached ??= spellingsOf(index);
    return cached;
  };
  return {
    target: (address) => spellings().targets.find(address),
    file: (path) => spellings().files.find(path),
    named: (name, edition = '') => spellings().namedIn.get(edition)?.find(name) ?? spellings().named.find(name),
    isDraft: (address) => spellings().drafts.has(address.normalize('NFC').replace(MARKDOWN_FILE, '.html')),
    dueDay: (address) => spellings().scheduled.get(address.normalize('NFC').replace(MARKDOWN_FILE, '.html')),
    urls: [...index.sources.map(([, url]) => url), ...index.generated],
    editionOf: editionsByUrl(index),
    files: index.files,
    data: (name) => (index.data && Object.hasOwn(index.data, name) ? index.data[name] : undefined),
  };
}

/** Returns a function that gives the language of an address. Generated pages of a language are in its folder. */
function editionsByUrl({ sources, editions }: Names): SiteLookup['editionOf'] {
  if (!editions) return () => '';
  const known = lazy(() => new Map(sources.map(([, url], at) => [url, editions[at]?.[0] ?? ''])));
  const folders = lazy(() => new Set(editions.map(([edition]) => edition)));
  return (url) => {
    const [, folder = ''] = url.split('/', 2);
    return known().get(url) ?? (folders().has(folder) ? folder : '');
  };
}

function spellingsOf(names: Names) {
  const { sources, generated, files: paths, drafts, scheduled = [], redirects = [] } = names;
  const targets = new Spellings<Target>();
  const addOld = (url: string, page: Target) => {
    targets.add(url, page);
    targets.add(url.replace(/(.)\/$/, '$1'), page);
  };
  for (const [, url] of sources) {
    const page: Target = { kind: 'page', url };
    targets.add(url, page);
    if (url.endsWith('/')) targets.add(`${url}index.html`, page);
  }
  for (const [path, url, aliases] of sources) {
    const page: Target = { kind: 'page', url };
    targets.add(`/${path}`, page);
    for (const alias of aliases) addOld(aliasUrl(alias), page);
  }
  for (const [from, url] of redirects) addOld(from, { kind: 'page', url });
  for (const url of generated) targets.add(url, { kind: 'page', url });
  // Lowest priority: addresses that work on some hosts only, and those that pages would have without a permalink.
  for (const [path, url] of sources) {
    const page: Target = { kind: 'page', url };
    for (const other of otherSpellings(path, url)) targets.addOther(other, page);
  }
  targets.add('/index.html', { kind: 'page', url: '/' });
  const files = new Spellings<string>();
  for (const path of paths) {
    files.add(path, path);
    const url = fileUrl(path);
    targets.add(url, { kind: 'file', path, url });
  }
  const named = new Spellings<string>();
  addNames(named, sources);
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    for (const each of [name, name.replace(/\.[^.]*$/, '')]) named.add(each, fileUrl(path));
  }
  const days = new Map(scheduled.map(([url, day]) => [url.normalize('NFC'), day]));
  return {
    named,
    namedIn: namesByEdition(names),
    targets,
    files,
    drafts: new Set(drafts.map((url) => url.normalize('NFC'))),
    scheduled: days,
  };
}

/** Adds the names of posts and pages: file names, then titles and the like. */
function addNames(named: Spellings<string>, sources: Names['sources']): void {
  for (const [path, url] of sources) named.add(markdownFileName(path), url);
  for (const [path, url] of sources) named.add(markdownFileName(path).replace(/^\d{4}-\d\d-\d\d-/, ''), url);
  for (const [, url, aliases, ...names] of sources)
    for (const each of [...aliases, ...names]) if (each && !each.includes('/')) named.add(each, url);
}

/** Returns the names of the texts of each language, without the names of languages in their paths. */
function namesByEdition({ sources, editions = [] }: Names): ReadonlyMap<string, Spellings<string>> {
  const byEdition = new Map<string, (readonly [path: string, url: string, aliases: readonly string[], ...names: string[]])[]>();
  for (const [at, [edition, unmarked]] of editions.entries()) {
    const [, url, aliases, ...names] = sources[at] as Names['sources'][number];
    const own = byEdition.get(edition) ?? [];
    byEdition.set(edition, own);
    own.push([unmarked, url, aliases, ...names]);
  }
  return new Map(
    Array.from(byEdition, ([edition, own]) => {
      const named = new Spellings<string>();
      addNames(named, own);
      return [edition, named] as const;
    }),
  );
}

/**
 * Returns the address of a markdown file without a permalink, which mirrors the path. `index.md` has the address of its folder.
 * @param path below `content/`
 * @param slug replaces the file name after its date
 */
export function fileAddress(path: string, slug?: string): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1).normalize('NFC');
  const name = markdownFileName(path);
  if (slug === undefined) return name === 'index' ? `/${folder}` : `/${folder}${name}.html`;
  const date = dateOfFileName(name)?.text;
  return `/${folder}${date ? `${date}-` : ''}${slug.normalize('NFC')}.html`;
}

/** Returns the address of a file that is not markdown: `content/` is the site's root, `images/` keeps its name. */
export function fileUrl(path: string): string {
  return `/${(isContentFile(path) ? contentPath(path) : path).normalize('NFC')}`;
}

/** Matches the extensions of markdown files. */
export const MARKDOWN_FILE = /\.(?:md|markdown)$/i;

/** Returns the name of a markdown file without folder and extension. */
export function markdownFileName(path: string): string {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(MARKDOWN_FILE, '')
    .normalize('NFC');
}

/**
 * Converts an alias to an address below the root, decoded. An alias without an extension is a folder (`old` is `/old/`), because
 * static hosts would not serve a file without an extension as a page.
 */
export function aliasUrl(alias: string): string {
  const path = `/${(decode(alias) ?? alias).replace(/^\/+/, '')}`.normalize('NFC');
  return path.endsWith('/') || /\.[^/]*$/.test(path) ? path : `${path}/`;
}

/** Percent-encodes an address below the site's root. */
export function encodeUrl(url: string): string {
  return encodeURI(url).replace(/[?#']/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Decodes percent-encoding; returns undefined if it is malformed. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Removes what hosts may add to an address: `/a`, `/a/`, `/a.html` and `/a/index.html` become `/a`; the home page becomes empty.
 */
export function bareUrl(url: string): string {
  return url.replace(/(?:\/|\/index\.html|\.html)$/, '');
}

/** Removes `index.html`, because every host serves `/a/` and `/a/index.html` from the same file. */
export function withoutIndex(url: string): string {
  return url.replace(/\/index\.html$/, '/');
}

/**
 * Returns other addresses of a page: `/a`, `/a/`, `/a.html` and `/a/index.html` are equivalent, and so is the address of its
 * file.
 */
function otherSpellings(path: string, url: string): string[] {
  const bare = bareUrl(url);
  const variants = [bare, `${bare}/`, `${bare}.html`, `${bare}/index.html`];
  const mirrored = fileAddress(path);
  return [...(bare === '' ? [] : variants), mirrored, mirrored.replace(/\.html$/, ''), mirrored.replace(/\.html$/, '/')].filter(
    (each) => each !== url && each !== '',
  );
}

/** A map that also finds keys in another case or spelling. The first of two equal keys wins. */
class Spellings<T> {
  private readonly exact = new Map<string, T>();
  private readonly folded = new Map<string, T>();
  private readonly others = new Map<string, T>();

  add(key: string, value: T): void {
    const normal = key.normalize('NFC');
    if (!this.exact.has(normal)) this.exact.set(normal, value);
    const folded = normal.toLowerCase();
    if (!this.folded.has(folded)) this.folded.set(folded, value);
  }

  /** Adds another spelling, which is found only if nothing else matches. */
  addOther(key: string, value: T): void {
    const folded = key.normalize('NFC').toLowerCase();
    if (!this.others.has(folded)) this.others.set(folded, value);
  }

  find(key: string): Match<T> | undefined {
    const normal = key.normalize('NFC');
    const exact = this.exact.get(normal);
    if (exact !== undefined) return { value: exact, spelling: 'same' };
    const small = normal.toLowerCase();
    const folded = this.folded.get(small);
    if (folded !== undefined) return { value: folded, spelling: 'case' };
    const other = this.others.get(small);
    return other === undefined ? undefined : { value: other, spelling: 'other' };
  }
}
