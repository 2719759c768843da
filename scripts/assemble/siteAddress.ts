// An address of a site, and who knows all of them.

import type { CivilDate, Place, Source } from '../types.js';

/** An address that a site fills. */
export interface SiteAddress<Data> {
  /** Decoded, below the site's root. */
  readonly url: string;
  /** What tells it from others of its kind. */
  readonly data: Data;
  /** The post or page whose text it shows; its `layout` names the template. */
  readonly article?: Source;
  /** The template that makes it, where that is not its kind's. */
  readonly template?: string;
  /** The input that it is made from, for problems, where it shows no article. */
  readonly from?: string;
  /** Where in that input it is asked for. */
  readonly place?: Place | undefined;
  /** A file or a page that the writer made for this address takes its place. */
  readonly yields?: true;
  /** It is in the sitemap, with the day of its last change where that is known. */
  readonly indexed?: { readonly lastmod?: CivilDate | undefined };
}

/** Addresses of files whose names change with their content, by their beginning: one address, or all that begin so. */
export interface HashedUrls {
  readonly start: string;
  readonly rest: '' | '*';
}

/** What the addresses of a site follow from: its features (feature.ts). @template Scope an outline */
export interface AddressSource<Scope> {
  /** The addresses of all pages, those included that yield to a file of the writer's. */
  readonly pagesOf: (outline: Scope) => readonly { readonly address: SiteAddress<unknown> }[];
  /** The addresses that no source and no file fills: links may lead there. */
  readonly generatedUrls: (outline: Scope) => readonly string[];
}
