// Questions of an article to the site index. Each is recorded with its answer, and asked again to find out whether the article
// still holds.

import { decode, encodeUrl, type SiteLookup } from '../base/siteLookup.js';
import type { Lookup } from '../types.js';
import { type FileTarget, resolveFile } from './fileAddresses.js';
import { type LinkTarget, resolveLink } from './links.js';
import { readName } from './names.js';
import type { ArticlePlace, SiteUrls } from './siteUrls.js';

/** What is known about the name of a page or a file. */
export interface NameAnswer {
  readonly kind: string;
  readonly url?: string;
}

export function answerOfName(name: string, lookup: SiteLookup): NameAnswer {
  const found = lookup.named(name);
  return found ? { kind: 'named', url: found.value } : { kind: 'missing' };
}

/** The look-ups of one article. */
export class Lookups {
  readonly recorded: Lookup[] = [];
  private readonly known = new Map<string, string>();

  /** @param known look-ups that need not be made, since their answers are known */
  constructor(
    private readonly from: ArticlePlace,
    private readonly lookup: SiteLookup,
    private readonly site: SiteUrls,
    known: readonly Lookup[],
  ) {
    for (const { ask, key, answer } of known) this.known.set(`${ask} ${key}`, answer);
  }

  link(written: string): LinkTarget {
    return this.ask('link', written, resolveLink);
  }

  file(written: string): FileTarget {
    return this.ask('file', written, resolveFile);
  }

  /** The address that a wikilink means: its own where that leads somewhere, or that of the page or file of its name. */
  named(written: string, ask: 'link' | 'file'): string {
    const target = ask === 'link' ? this.link(written) : this.file(written);
    // In the name of a page these are characters, and nothing is wrong with how it is spelt.
    if ((target.kind === 'page' || target.kind === 'file') && target.respelt && /[%#?]/.test(written))
      return `${encodeUrl(target.url)}${target.suffix}`;
    if (target.kind !== 'dead' && target.kind !== 'missing') return written;
    const { name, fragment } = readName(written);
    if (name === '') return fragment || written;
    const answer = this.known.get(`name ${name}`) ?? JSON.stringify(answerOfName(name, this.lookup));
    this.recorded.push({ ask: 'name', key: name, answer });
    const { url } = JSON.parse(answer) as NameAnswer;
    return url === undefined ? (decode(written) ?? written) : `${url}${fragment}`;
  }

  /** Asks unless the answer is known. What leads to another site depends on nothing, and is not recorded. */
  private ask<Target extends LinkTarget | FileTarget>(
    ask: Lookup['ask'],
    written: string,
    resolve: (written: string, from: ArticlePlace, lookup: SiteLookup, site: SiteUrls) => Target,
  ): Target {
    const known = this.known.get(`${ask} ${written}`);
    const target = known === undefined ? resolve(written, this.from, this.lookup, this.site) : (JSON.parse(known) as Target);
    if (target.kind !== 'elsewhere') this.recorded.push({ ask, key: written, answer: known ?? JSON.stringify(target) });
    return target;
  }
}

/**
 * The first look-up whose answer is another one now.
 * @param from the article's place
 * @returns undefined if all of them hold
 */
export function brokenLookup(
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
  if (ask === 'name') return JSON.stringify(answerOfName(key, lookup));
  return JSON.stringify((ask === 'link' ? resolveLink : resolveFile)(key, from, lookup, site));
}
