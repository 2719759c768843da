// What other stages may ask of the site index: where an address, a path or a file name leads.

import type { CivilDate, SiteIndex, Source } from '../types.js';
import { contentPath, isContentFile } from './inputFolders.js';
import { dateOfFileName } from './text/civilDate.js';

/** How a path may be spelt and still mean the same: as it is, in another case, or as another address of the same page (`/a` for `/a/`). */
export type Spelling = 'same' | 'case' | 'other';

export interface Found<T> {
  readonly value: T;
  readonly spelling: Spelling;
}

/** Where an address of this site leads. */
export type Target =
  | { readonly kind: 'page'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string; readonly url: string };

export interface SiteLookup {
  /** An address below the root, decoded (`/posts/a.html`, `/posts/a.md`, `/files/a.pdf`, `/feeds.xml`). */
  readonly target: (address: string) => Found<Target> | undefined;
  /** A file that is not markdown, by its path from the root (`images/a.png`). */
  readonly file: (path: string) => Found<string> | undefined;
  /**
   * A page, or a file that is not markdown, by its file name without folder and ending; a date before it need not be named. A page also
   * by its title, and by an alias that is no path.
   */
  readonly named: (name: string) => Found<string> | undefined;
  readonly isDraft: (address: string) => boolean;
  /** The day on which the post at an address will be published; undefined if it waits for none. */
  readonly dueDay: (address: string) => CivilDate | undefined;
  /** All addresses, for "did you mean". */
  readonly urls: readonly string[];
  readonly files: readonly string[];
}

/** The names of all that a site has: what a look-up's answer can depend on. */
export interface Names extends Pick<SiteIndex, 'files' | 'drafts' | 'scheduled' | 'generated' | 'redirects'> {
  /** Posts and pages: path below `content/`, address, old addresses, and the names that wikilinks may have for it. */
  readonly sources: readonly (readonly [path: string, url: string, aliases: readonly string[], ...names: readonly string[]])[];
}

export function namesOf(index: SiteIndex): Names {
  const { posts, pages, unlisted, files, drafts, scheduled = [], generated, redirects, wikilinks = false } = index;
  const name = ({ path, url, meta }: Source) =>
    [path, url, meta.aliases, ...(wikilinks ? [meta.title ?? '', ...(meta.names ?? [])] : [])] as const;
  return {
    sources: [...posts, ...pages, ...unlisted].map(name),
    files,
    drafts,
    scheduled,
    generated,
    ...(redirects && { redirects }),
  };
}

const lookups = new WeakMap<Names, SiteLookup>();

/** The look-ups of a site, prepared once. Names are compared in Unicode's NFC, so that files from a Mac are found. */
export function siteLookup(names: Names): SiteLookup {
  let lookup = lookups.get(names);
  if (!lookup) {
    lookup = prepared(names);
    lookups.set(names, lookup);
  }
  return lookup;
}

function prepared(index: Names): SiteLookup {
  // Made when something is asked: many builds ask nothing.
  let made: ReturnType<typeof spellingsOf> | undefined;
  const spellings = () => {
    made ??= spellingsOf(index);
    return made;
  };
  return {
    target: (address) => spellings().targets.find(address),
    file: (path) => spellings().files.find(path),
    named: (name) => spellings().named.find(name),
    isDraft: (address) => spellings().drafts.has(address.normalize('NFC').replace(MARKDOWN_FILE, '.html')),
    dueDay: (address) => spellings().scheduled.get(address.normalize('NFC').replace(MARKDOWN_FILE, '.html')),
    urls: [...index.sources.map(([, url]) => url), ...index.generated],
    files: index.files,
  };
}

function spellingsOf({ sources, generated, files: paths, drafts, scheduled = [], redirects = [] }: Names) {
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
  // What leads to a page on some hosts, and what it was called without a permalink: taken last.
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
  for (const [path, url] of sources) named.add(markdownFileName(path), url);
  for (const [path, url] of sources) named.add(markdownFileName(path).replace(/^\d{4}-\d\d-\d\d-/, ''), url);
  for (const [, url, aliases, ...names] of sources)
    for (const each of [...aliases, ...names]) if (each && !each.includes('/')) named.add(each, url);
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    for (const each of [name, name.replace(/\.[^.]*$/, '')]) named.add(each, fileUrl(path));
  }
  const days = new Map(scheduled.map(([url, day]) => [url.normalize('NFC'), day]));
  return { named, targets, files, drafts: new Set(drafts.map((url) => url.normalize('NFC'))), scheduled: days };
}

/**
 * The address of a markdown file that has no permalink: it mirrors the path; `index.md` has its folder's.
 * @param path below `content/`
 */
export function fileAddress(path: string, slug?: string): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1).normalize('NFC');
  const name = markdownFileName(path);
  if (slug === undefined) return name === 'index' ? `/${folder}` : `/${folder}${name}.html`;
  const date = dateOfFileName(name)?.text;
  return `/${folder}${date ? `${date}-` : ''}${slug.normalize('NFC')}.html`;
}

/** The address where a file that is not markdown is published: `content/` is the root, `images/` is itself. */
export function fileUrl(path: string): string {
  return `/${(isContentFile(path) ? contentPath(path) : path).normalize('NFC')}`;
}

/** Markdown files are known by these endings. */
export const MARKDOWN_FILE = /\.(?:md|markdown)$/i;

/** The name of a markdown file without folder and ending. */
export function markdownFileName(path: string): string {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(MARKDOWN_FILE, '')
    .normalize('NFC');
}

/**
 * An alias as an address below the root, decoded. One without an ending is a folder (`old` is `/old/`), since a static
 * host would not serve a file without an ending as a page.
 */
export function aliasUrl(alias: string): string {
  const path = `/${(decode(alias) ?? alias).replace(/^\/+/, '')}`.normalize('NFC');
  return path.endsWith('/') || /\.[^/]*$/.test(path) ? path : `${path}/`;
}

/** A decoded address below the site's root, percent-encoded: letters a path may hold stay as they are. */
export function encodeUrl(url: string): string {
  return encodeURI(url).replace(/[?#']/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Percent-encoding taken off; undefined if it is malformed. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** An address without what hosts add to one: `/a`, `/a/`, `/a.html` and `/a/index.html` are `/a`; the home page is empty. */
export function bareUrl(url: string): string {
  return url.replace(/(?:\/|\/index\.html|\.html)$/, '');
}

/** An address as the program writes it: every host serves `/a/` and `/a/index.html` from the same file. */
export function withoutIndex(url: string): string {
  return url.replace(/\/index\.html$/, '/');
}

/** Other addresses that a link to a page may have: `/a`, `/a/`, `/a.html` and `/a/index.html` are one, and so is that of its file. */
function otherSpellings(path: string, url: string): string[] {
  const bare = bareUrl(url);
  const own = [bare, `${bare}/`, `${bare}.html`, `${bare}/index.html`];
  const mirrored = fileAddress(path);
  return [...(bare === '' ? [] : own), mirrored, mirrored.replace(/\.html$/, ''), mirrored.replace(/\.html$/, '/')].filter(
    (each) => each !== url && each !== '',
  );
}

/** A map whose keys are found in any case; the first of two keys wins. */
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

  /** Adds a key that is another address of something. */
  addOther(key: string, value: T): void {
    const folded = key.normalize('NFC').toLowerCase();
    if (!this.others.has(folded)) this.others.set(folded, value);
  }

  find(key: string): Found<T> | undefined {
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
