// An address as a writer wrote it, taken apart: whose it is, and which names of this site it may mean.

import { decode } from '../base/siteLookup.js';
import type { SiteUrl } from '../config/config.js';

/** A reading of an address as the name of something of this site. */
export interface Candidate {
  /** Decoded; begins with `/` where it starts at the root of the site. */
  readonly path: string;
  /** `?query` and `#fragment` as written. */
  readonly suffix: string;
  /** Whether this reading takes the percent signs, `?` or `#` for something else than an address would. */
  readonly respelt: boolean;
}

export type Address =
  | { readonly kind: 'elsewhere' }
  /** `#id` or `?query` alone, which is this page. */
  | { readonly kind: 'fragment'; readonly suffix: string }
  | { readonly kind: 'here'; readonly candidates: readonly Candidate[] };

/**
 * Takes an address apart.
 * @param sites the site's own address and its other names
 */
export function readAddress(written: string, sites: readonly SiteUrl[]): Address {
  const text = written.trim();
  // A value of a template, which is no address yet.
  if (/(?:\{|%7B)(?:[{%]|%7B|%25)/i.test(text)) return { kind: 'elsewhere' };
  if (/^[#?]/.test(text)) return { kind: 'fragment', suffix: text };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https' || text.startsWith('//')) {
    const path = ownPath(text, sites);
    return path === undefined ? { kind: 'elsewhere' } : { kind: 'here', candidates: candidates(path) };
  }
  // One letter is a drive, not a scheme; a file name may hold a colon after other letters than a scheme's.
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

/** The part of an absolute address below the site's root, still encoded, if it is the site's own. */
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

/** The readings of an address without a host, the right one first. */
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
    // A name may hold `?` or `#` itself, which a writer need not know to encode.
    const hash = suffix.indexOf('#', 1);
    if (hash > 0) names(path + suffix.slice(0, hash), suffix.slice(hash), true);
    names(path + suffix, '', true);
  }
  // As Windows writes a path.
  const slashes = path.replace(/\\|%5C/gi, '/');
  if (slashes !== path) names(slashes, suffix, true);
  return found;
}

/** Whether each escape is one that an address may need, in capitals: none of RFC 3986's unreserved characters. */
function isPlainlyEncoded(text: string): boolean {
  return (text.match(/(?:%[0-9a-f]{2})+/gi) ?? []).every((run) => {
    const plain = decode(run);
    return plain !== undefined && !/[A-Za-z0-9_.~-]/.test(plain) && run === run.toUpperCase();
  });
}

/** Joins a folder (`/posts/`) and a relative path as URLs are joined: `..` stops at the root. */
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
