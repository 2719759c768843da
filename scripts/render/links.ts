// Resolves the links of an article: to another site, to a page or file of this site, or to nothing.

import { nearest } from '../base/diagnostics.js';
import { decode, MARKDOWN_FILE, type SiteLookup } from '../base/siteLookup.js';
import { joinPath, readAddress } from './address.js';
import { findFile } from './fileAddresses.js';
import type { ArticlePlace, SiteUrls } from './siteUrls.js';
import { wrongAddress } from './wrongAddress.js';

export type LinkTarget =
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'page'; readonly url: string; readonly suffix: string; readonly id?: string; readonly respelt: boolean }
  | { readonly kind: 'file'; readonly path: string; readonly url: string; readonly suffix: string; readonly respelt: boolean }
  /** `url` is the address that the page would have. */
  | {
      readonly kind: 'dead';
      readonly url: string;
      readonly suffix: string;
      readonly expected: readonly string[];
      readonly note?: string;
    };

/**
 * Resolves a link: the site's own absolute address, a root path, a relative `.html` or `.md` path, or a file.
 * @param from the article with the link
 */
export function resolveLink(written: string, from: ArticlePlace, lookup: SiteLookup, site: SiteUrls): LinkTarget {
  const address = readAddress(written, site.own);
  if (address.kind === 'elsewhere') return address;
  if (address.kind === 'fragment') return { kind: 'page', url: from.url, ...fragment(address.suffix), respelt: false };
  const folder = folderOf(from.url);
  // With a permalink, the file is in another folder than its page. Writers count from either.
  const folders = [...new Set([folderOf(`/${from.path}`), folder])];
  const places = address.candidates.flatMap((each) => folders.map((below) => ({ ...each, at: joinPath(below, each.path) })));
  let inOtherCase: LinkTarget | undefined;
  for (const { at, suffix, respelt } of places) {
    const found = lookup.target(at);
    if (!found) continue;
    const { value, spelling } = found;
    const target: LinkTarget =
      value.kind === 'page'
        ? { kind: 'page', url: value.url, ...fragment(suffix), respelt: respelt || spelling === 'case' }
        : { kind: 'file', path: value.path, url: value.url, suffix, respelt: respelt || spelling === 'case' };
    if (spelling === 'same') return target;
    inOtherCase ??= target;
  }
  if (inOtherCase) return inOtherCase;
  const file = findFile(address.candidates, from, lookup);
  if (file) return { kind: 'file', path: file.path, url: file.url, suffix: file.suffix, respelt: file.respelt };
  const [first] = address.candidates;
  const url = joinPath(folder, first?.path ?? '');
  return { kind: 'dead', url, suffix: first?.suffix ?? '', ...advice(written, url, from, lookup) };
}

function folderOf(address: string): string {
  return address.slice(0, address.lastIndexOf('/') + 1);
}

function fragment(suffix: string): { suffix: string; id?: string } {
  const at = suffix.indexOf('#');
  if (at < 0) return { suffix };
  const id = decode(suffix.slice(at + 1)) ?? suffix.slice(at + 1);
  return { suffix: `${suffix.slice(0, at)}#${encodeURI(id).replaceAll('%25', '%')}`, id };
}

/** A host without its scheme. A name that ends like a file is a host only before a slash. */
const BEGINS_WITH_HOST =
  /^(?:www\.|(?:[\p{L}\p{N}-]+\.)+(?:[a-z]{2,}\/|(?:com|org|net|io|cn|me|dev|top|xyz|cc|blog|site|tech|moe|example)$))/iu;

/** Number of similar addresses from which those in the same language are preferred. */
const MAX_ALIKE = 12;

/** Suggests what the writer may have meant by an address that leads nowhere. */
function advice(
  written: string,
  address: string,
  { edition = '' }: ArticlePlace,
  lookup: SiteLookup,
): { expected: readonly string[]; note?: string } {
  const wrong = wrongAddress(written);
  if (wrong) return { expected: [], note: wrong.note };
  const day = lookup.dueDay(address);
  if (day !== undefined)
    return { expected: [], note: `that post is scheduled for ${day}; publish this one on that day too, or link to it then` };
  if (lookup.isDraft(address)) return { expected: [], note: 'that post is a draft; remove `draft: true` to publish it' };
  if (BEGINS_WITH_HOST.test(written)) return { expected: [`https://${written}`] };
  const html = address.replace(MARKDOWN_FILE, '.html');
  const slug = (url: string) =>
    url
      .replace(/^.*\//, '')
      .replace(/^\d{4}-\d\d-\d\d-/, '')
      .replace(/\.html$/, '');
  const wanted = slug(html);
  const sameSlug = wanted ? lookup.urls.filter((url) => slug(url) === wanted) : [];
  const sameLanguageFirst = (urls: readonly string[]) =>
    [true, false].flatMap((isSame) => urls.filter((url) => (lookup.editionOf(url) === edition) === isSame)).slice(0, 3);
  if (sameSlug.length > 0) return { expected: sameLanguageFirst(sameSlug) };
  // The folder and the date are the same in many addresses; their slugs must be alike too.
  const isAlike = (url: string) => nearest(wanted, [slug(url)], 1).length > 0;
  return { expected: sameLanguageFirst(nearest(html, lookup.urls, MAX_ALIKE).filter(isAlike)) };
}
