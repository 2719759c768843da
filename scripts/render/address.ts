// Parses an address as it was written: whether it belongs to this site, and which paths of the site it may mean.

import { decode } from '../base/siteLookup.js';
import type { SiteUrl } from '../config/config.js';

/** One interpretation of an address as a path of this site. */
export interface Candidate {
  /** Decoded; begins with `/` if it starts at the site's root. */
  readonly path: string;
  /** `?query` and `#fragment` as written. */
  readonly suffix: string;
  /** True if this interpretation takes percent signs, `?` or `#` in another sense than a URL would. */
  readonly respelt: boolean;
}

export type Address =
  | { readonly kind: 'elsewhere' }
  /** `#id` or `?query` alone: an address of the same page. */
  | { readonly kind: 'fragment'; readonly suffix: string }
  | { readonly kind: 'here'; readonly candidates: readonly Candidate[] };

/**
 * Parses an address.
 * @param sites the site's URL and its other names
 */
export function readAddress(written: string, sites: readonly SiteUrl[]): Address {
  const text = written.trim();
  // A variable of a template; nobody knows its value here.
  if (/(?:\{|%7B)(?:[{%]|%7B|%25)/i.test(text)) return { kind: 'elsewhere' };
  if (/^[#?]/.test(text)) return { kind: 'fragment', suffix: text };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https' || text.startsWith('//')) {
    const path = ownPath(text, sites);
    return path === undefined ? { kind: 'elsewhere' } : { kind: 'here', candidates: candidates(path) };
  }
  // A single letter is a drive, not a scheme. A file name may hold a colon after characters that no scheme has.
  if (scheme && scheme.length > 1) return { kind: 'elsewhere' };
  if (text === '') return { kind: 'elsewhere' };
  const base = sites[0]?.base ?? '';
  const found = candidates(text);
  if (base && text.startsWith('/')) {
    found.push(
      ...found.filter(({ path }) => path.startsWith(`${base}/`)).map((c) => ({ ...c, path: c.path.slice(base.length) })),
    );
  }
  return { kind: 'here', candidates: found };
}

/** Returns the path below the site's root of an absolute address, still encoded; undefined if it belongs to another site. */
function ownPath(text: string, sites: readonly SiteUrl[]): string | undefined {
  const match = /^(?:https?:)?\/\/([^/?#]*)(.*)$/i.exec(text);
  const host = match?.[1]?.toLowerCase();
  if (!match || !host) return undefined;
  const rest = match[2] || '/';
  for (const { origin, base } of sites) {
    if (origin.replace(/^https?:\/\//, '') !== host) continue;
    if (!base) return rest.startsWith('/') ? rest : `/${rest}`;
    const encoded = encodeURI(base);
    for (const prefix of [base, encoded]) {
      if (rest === prefix) return '/';
      if (rest.startsWith(`${prefix}/`)) return rest.slice(prefix.length);
    }
  }
  return undefined;
}

/** Returns the interpretations of an address without a host, the most likely first. */
function candidates(text: string): Candidate[] {
  const { 1: path = '', 2: suffix = '' } = /^([^?#]*)(.*)$/s.exec(text) ?? [];
  const found: Candidate[] = [];
  const add = (decoded: string | undefined, rest: string, respelt: boolean) => {
    if (decoded && !found.some((c) => c.path === decoded && c.suffix === rest))
      found.push({ path: decoded, suffix: rest, respelt });
  };
  const names = (encoded: string, rest: string, respelt: boolean) => {
    const once = decode(encoded);
    add(once, rest, respelt || !isPlainlyEncoded(encoded));
    add(encoded, rest, respelt || encoded.includes('%'));
    add(once === undefined ? undefined : decode(once), rest, true);
  };
  names(path, suffix, false);
  if (suffix) {
    // A file name may contain `?` or `#`, which the writer may not have encoded.
    const hash = suffix.indexOf('#', 1);
    if (hash > 0) names(path + suffix.slice(0, hash), suffix.slice(hash), true);
    names(path + suffix, '', true);
  }
  // A path with the separators of Windows.
  const slashes = path.replace(/\\|%5C/gi, '/');
  if (slashes !== path) names(slashes, suffix, true);
  return found;
}

/** True if every escape is upper case and needed: none stands for an unreserved character of RFC 3986. */
function isPlainlyEncoded(text: string): boolean {
  return (text.match(/(?:%[0-9a-f]{2})+/gi) ?? []).every((run) => {
    const plain = decode(run);
    return plain !== undefined && !/[A-Za-z0-9_.~-]/.test(plain) && run === run.toUpperCase();
  });
}

/** Joins a folder (`/posts/`) and a relative path as URLs are joined; `..` stops at the root. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  const all = (path.startsWith('/') ? path : `${folder}/${path}`).split('/');
  for (const part of all) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const last = all.at(-1);
  const trailing = last === '' || last === '.' || last === '..';
  return `/${parts.join('/')}${trailing && parts.length > 0 ? '/' : ''}`;
}
