// Types for the addresses of a site: pages, generated files, and files whose names contain a hash.

import type { CivilDate, Place, Source } from '../types.js';

/** An address of a page or a generated file. */
export interface SiteAddress<Data> {
  /** Decoded, below the site's root. */
  readonly url: string;
  /** Data that distinguishes it from other addresses of its kind. */
  readonly data: Data;
  /** Post or page whose text it shows. Its `layout` can name the template. */
  readonly article?: Source;
  /** Template, if it is not the kind's. */
  readonly template?: string;
  /** If it shows no article: the input file in which problems with it are reported. */
  readonly from?: string;
  /** Place in that input that asks for it. */
  readonly place?: Place | undefined;
  /** True if a file or page that the writer has at this address replaces it. */
  readonly yields?: true;
  /** True for a generated page whose counterpart in another language is the page at the same address below its prefix. */
  readonly hasCounterpart?: true;
  /** Present if it is in the sitemap, with the day of its last change if known. */
  readonly indexed?: { readonly lastmod?: CivilDate | undefined };
}

/** Addresses of files whose names change with their content: one address, or all that begin with `start`. */
export interface HashedUrls {
  readonly start: string;
  readonly rest: '' | '*';
}

/**
 * Returns the addresses of a site. Implemented by its features (feature.ts).
 * @template Scope an outline
 */
export interface AddressSource<Scope> {
  /** Returns the addresses of all pages, including those that one of the writer's files may replace. */
  readonly pagesOf: (outline: Scope) => readonly { readonly address: SiteAddress<unknown>; readonly edition: Scope }[];
  /** Returns the addresses of generated pages and files. Links may lead there. */
  readonly generatedUrls: (outline: Scope) => readonly string[];
}
