// Finds the pictures and other files that an article names: next to the article, from the site's root (content/), from the site's
// folder, then in a folder with the article's name.

import { nearest } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { remotePath } from '../base/remoteName.js';
import { fileUrl, MARKDOWN_FILE, type SiteLookup } from '../base/siteLookup.js';
import { type Candidate, joinPath, readAddress } from './address.js';
import type { ArticlePlace, SiteUrls } from './siteUrls.js';

export interface FoundFile {
  /** From the site's folder. */
  readonly path: string;
  readonly url: string;
  readonly suffix: string;
  readonly respelt: boolean;
}

export type FileTarget =
  | { readonly kind: 'elsewhere' }
  /** A picture of another site that is to be downloaded to `path`. */
  | { readonly kind: 'remote'; readonly path: string }
  | ({ readonly kind: 'file' } & FoundFile)
  /** `url` is the address that the file would have. */
  | { readonly kind: 'missing'; readonly url: string; readonly suffix: string; readonly expected: readonly string[] };

/** Resolves the address of a picture, video or other file. */
export function resolveFile(written: string, from: ArticlePlace, lookup: SiteLookup, site: SiteUrls): FileTarget {
  const address = readAddress(written, site.own);
  if (address.kind !== 'here') return site.remote === 'localise' ? fetched(written, lookup) : { kind: 'elsewhere' };
  const found = findFile(address.candidates, from, lookup);
  if (found) return { kind: 'file', ...found };
  const { path = '', suffix = '' } = address.candidates[0] ?? {};
  const url = joinPath(from.url.slice(0, from.url.lastIndexOf('/') + 1), path);
  return { kind: 'missing', url, suffix, expected: nearestFiles(path, from, lookup) };
}

/** Returns the downloaded copy of a picture of another site, or the path it will have. */
function fetched(written: string, lookup: SiteLookup): FileTarget {
  const path = remotePath(written);
  if (path === undefined) return { kind: 'elsewhere' };
  const found = lookup.file(path)?.value;
  return found === undefined
    ? { kind: 'remote', path }
    : { kind: 'file', path: found, url: fileUrl(found), suffix: '', respelt: false };
}

/** Returns the file that one of the candidates names. A file in the right case wins over one in another case. */
export function findFile(candidates: readonly Candidate[], from: ArticlePlace, lookup: SiteLookup): FoundFile | undefined {
  let inOtherCase: FoundFile | undefined;
  for (const { path, suffix, respelt } of candidates) {
    for (const place of placesOf(path, from)) {
      const found = lookup.file(place);
      if (!found) continue;
      const file = { path: found.value, url: fileUrl(found.value), suffix, respelt: respelt || found.spelling === 'case' };
      if (found.spelling === 'same') return file;
      inOtherCase ??= file;
    }
  }
  return inOtherCase;
}

/** Returns the paths to try, in order, relative to the site's folder. A translation also finds the files of its original. */
function placesOf(path: string, { path: own, unmarked = own }: ArticlePlace): string[] {
  return unmarked === own ? placesFrom(own, path) : [...placesFrom(own, path), ...placesFrom(unmarked, path)];
}

function placesFrom(from: string, path: string): string[] {
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  const fromSiteRoot = joinPath(`/${folder}`, path).slice(1);
  const places = path.startsWith('/') ? [] : [joinPath(`/${contentFile(folder)}`, path).slice(1)];
  places.push(contentFile(fromSiteRoot), fromSiteRoot);
  if (!path.startsWith('/') && !path.startsWith('..')) {
    places.push(joinPath('/', path).slice(1));
    // Hexo's asset folder: `a.md` has its pictures in `a/`.
    places.push(joinPath(`/${contentFile(from.replace(MARKDOWN_FILE, ''))}`, path).slice(1));
  }
  return places;
}

/** Returns the files with the most similar names, as the article would address them. */
function nearestFiles(wanted: string, from: ArticlePlace, lookup: SiteLookup): string[] {
  const base = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  const byName = new Map<string, string[]>();
  for (const path of lookup.files) byName.set(base(path), [...(byName.get(base(path)) ?? []), path]);
  return nearest(base(wanted), byName.keys())
    .flatMap((name) => byName.get(name) ?? [])
    .slice(0, 3)
    .map((path) => asWritten(path, from));
}

function asWritten(path: string, from: ArticlePlace): string {
  const folder = contentFile(from.path.slice(0, from.path.lastIndexOf('/') + 1));
  if (path.startsWith(folder)) return path.slice(folder.length);
  return path.replace(/^content\//, '/');
}
