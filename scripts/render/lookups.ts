// Makes the lookups of an article in the site index. Each is recorded with its answer, and repeated later to find out if a cached article
// is still valid.

import { type DataFile, decode, encodeUrl, type SiteLookup } from '../base/siteLookup.js';
import type { Lookup } from '../types.js';
import { type FileTarget, resolveFile } from './fileAddresses.js';
import { type LinkTarget, resolveLink } from './links.js';
import { readName } from './names.js';
import type { ArticlePlace, SiteUrls } from './siteUrls.js';

/** The answer to a lookup by name. */
export interface NameAnswer {
  readonly kind: string;
  readonly url?: string;
}

/** @param edition language of the text, if that is not the site's main one */
export function lookUpName(name: string, lookup: SiteLookup, edition: string | undefined): NameAnswer {
  const found = lookup.named(name, edition);
  return found ? { kind: 'named', url: found.value } : { kind: 'missing' };
}

/** The answer to a lookup in data/. */
export type DataAnswer = ({ readonly kind: 'data' } & DataFile) | { readonly kind: 'missing' };

function lookUpData(name: string, lookup: SiteLookup): DataAnswer {
  const found = lookup.data(name);
  return found ? { kind: 'data', ...found } : { kind: 'missing' };
}

/** The lookups of one article. */
export class Lookups {
  readonly recorded: Lookup[] = [];
  private readonly knownAnswers = new Map<string, string>();

  /** @param known lookups whose answers are already known */
  constructor(
    private readonly from: ArticlePlace,
    private readonly lookup: SiteLookup,
    private readonly site: SiteUrls,
    known: readonly Lookup[],
  ) {
    for (const { ask, key, answer } of known) this.knownAnswers.set(`${ask} ${key}`, answer);
  }

  link(written: string): LinkTarget {
    return this.ask('link', written, resolveLink);
  }

  file(written: string): FileTarget {
    return this.ask('file', written, resolveFile);
  }

  /** Returns a file of data/ with its text. */
  data(name: string): DataAnswer {
    const answer = this.knownAnswers.get(`data ${name}`) ?? JSON.stringify(lookUpData(name, this.lookup));
    if (!this.recorded.some(({ ask, key }) => ask === 'data' && key === name))
      this.recorded.push({ ask: 'data', key: name, answer });
    return JSON.parse(answer) as DataAnswer;
  }

  /** Returns the address that a wikilink means: its own if it leads somewhere, or that of the page or file with its name. */
  named(written: string, ask: 'link' | 'file'): string {
    const target = ask === 'link' ? this.link(written) : this.file(written);
    // In the name of a page, these characters are literal, and not a matter of spelling.
    if ((target.kind === 'page' || target.kind === 'file') && target.respelt && /[%#?]/.test(written))
      return `${encodeUrl(target.url)}${target.suffix}`;
    if (target.kind !== 'dead' && target.kind !== 'missing') return written;
    const { name, fragment } = readName(written);
    if (name === '') return fragment || written;
    const answer = this.knownAnswers.get(`name ${name}`) ?? JSON.stringify(lookUpName(name, this.lookup, this.from.edition));
    this.recorded.push({ ask: 'name', key: name, answer });
    const { url } = JSON.parse(answer) as NameAnswer;
    return url === undefined ? (decode(written) ?? written) : `${url}${fragment}`;
  }

  /** Makes a lookup, unless its answer is known. An address of another site depends on nothing, and is not recorded. */
  private ask<Target extends LinkTarget | FileTarget>(
    ask: 'link' | 'file',
    written: string,
    resolve: (written: string, from: ArticlePlace, lookup: SiteLookup, site: SiteUrls) => Target,
  ): Target {
    const known = this.knownAnswers.get(`${ask} ${written}`);
    const target = known === undefined ? resolve(written, this.from, this.lookup, this.site) : (JSON.parse(known) as Target);
    if (target.kind !== 'elsewhere') this.recorded.push({ ask, key: written, answer: known ?? JSON.stringify(target) });
    return target;
  }
}

/**
 * Returns the first lookup whose answer has changed, with the new answer.
 * @param from the article's place
 * @returns undefined if no answer has changed
 */
export function firstStaleLookup(
  lookups: readonly Lookup[],
  from: ArticlePlace,
  lookup: SiteLookup,
  site: SiteUrls,
): { readonly lookup: Lookup; readonly now: string } | undefined {
  for (const each of lookups) {
    const now = answerTo(each, from, lookup, site);
    if (now !== each.answer) return { lookup: each, now };
  }
  return undefined;
}

function answerTo({ ask, key }: Lookup, from: ArticlePlace, lookup: SiteLookup, site: SiteUrls): string {
  if (ask === 'name') return JSON.stringify(lookUpName(key, lookup, from.edition));
  if (ask === 'data') return JSON.stringify(lookUpData(key, lookup));
  return JSON.stringify((ask === 'link' ? resolveLink : resolveFile)(key, from, lookup, site));
}
