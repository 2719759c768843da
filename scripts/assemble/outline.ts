// The outline of a site: what is known when its headers are read and no article is. All addresses follow from it.

import { lazy } from '../base/flow/lazy.js';
import { withoutIndex } from '../base/siteLookup.js';
import type { Config } from '../config/config.js';
import { configsByLanguage } from '../config/languages.js';
import { NO_CONTRIBUTIONS, type PluginContributions } from '../plugins/contributions.js';
import type { PublishedUrl, SiteIndex, Source, Translation } from '../types.js';
import { counterparts } from './counterparts.js';
import { type InstantOf, instantsOf } from './instants.js';
import type { AddressSource, SiteAddress } from './siteAddress.js';
import { type Taxonomy, type Term, taxonomiesOf, termsOf } from './taxonomies.js';
import { type Year, yearsOf } from './years.js';

/**
 * Settings and index of a site, with everything derived from them. Each value is computed when first used. A site with several
 * languages has an edition in each: an outline of the texts in that language.
 */
export class Outline {
  /** The site in each of its languages, the main one first. A site with one language is its own edition. */
  readonly editions = lazy((): readonly Outline[] => this.editionsOf(configsByLanguage(this.config)));
  /** Generated pages in other languages, by the addresses of their counterparts. */
  readonly counterparts = lazy((): ReadonlyMap<string, readonly Translation[]> => counterparts(this.pagesOfEditions));
  readonly sources = lazy((): readonly Source[] => [...this.posts, ...this.pages, ...this.unlisted, ...this.notes]);
  /** Taxonomies, tags first. */
  readonly taxonomies = lazy((): readonly Taxonomy[] => taxonomiesOf(this.config));
  readonly allTerms = lazy((): readonly Term[] => this.taxonomies().flatMap((taxonomy) => this.terms(taxonomy)));
  /** Posts with a page of their own: listed ones, then unlisted ones. */
  readonly postsWithPages = lazy(() => [...this.posts, ...this.unlisted.filter(({ kind }) => kind === 'post')]);
  private readonly termsByField = new Map<string, readonly Term[]>();
  /** Posts in the order of lists: pinned ones first, each group newest first. */
  readonly listed = lazy((): readonly Source[] => pinnedFirst(this.posts));
  readonly years = lazy((): readonly Year[] => yearsOf(this.posts));
  /** Drafts that are shown. Feeds leave them out, since feed readers would keep them. */
  private readonly shownDrafts = lazy((): ReadonlySet<string> => new Set(this.index.shownDrafts));
  private readonly published = lazy(() => new Map((this.index.published ?? []).map((each) => [withoutIndex(each.url), each])));
  private readonly instants = lazy((): InstantOf => instantsOf(this.posts, this.config.timezone));
  private readonly byPath = lazy(() => new Map(this.sources().map((source) => [source.path, source])));

  constructor(
    readonly config: Config,
    readonly index: Omit<SiteIndex, 'generated'>,
    /** Returns the addresses of pages and generated files. */
    private readonly addresses: AddressSource<Outline>,
    /** Pages, files and variables that plugins add. */
    readonly contributions: PluginContributions = NO_CONTRIBUTIONS,
  ) {}

  private editionsOf(configs: readonly Config[]): readonly Outline[] {
    const { addresses, contributions, index } = this;
    if (configs.length === 1 && configs[0] === this.config) return [this];
    return configs.map((config, at) => {
      const edition = at === 0 ? undefined : config.language;
      const own = (sources: readonly Source[]) => sources.filter((source) => source.edition === edition);
      const { posts, pages, unlisted, notes = [] } = index;
      const ownIndex = { ...index, posts: own(posts), pages: own(pages), unlisted: own(unlisted), notes: own(notes) };
      return new Outline({ ...config, languages: [] }, ownIndex, addresses, contributions);
    });
  }

  /** Returns the edition that a text belongs to. */
  editionOf({ edition }: Pick<Source, 'edition'>): Outline {
    const editions = this.editions();
    return editions.find(({ config }, at) => at > 0 && config.language === edition) ?? (editions[0] as Outline);
  }

  /** Addresses of all pages, each with the edition that has it. */
  get pagesOfEditions(): readonly { readonly address: SiteAddress<unknown>; readonly edition: Outline }[] {
    return this.addresses.pagesOf(this);
  }

  /** Addresses of all pages, including those that yield to one of the writer's files. */
  get pageAddresses(): readonly SiteAddress<unknown>[] {
    return this.pagesOfEditions.map(({ address }) => address);
  }

  /** Addresses of generated pages and files. Links may lead there. */
  get generatedUrls(): readonly string[] {
    return this.addresses.generatedUrls(this);
  }

  /** Newest first. */
  get posts(): readonly Source[] {
    return this.index.posts;
  }

  get pages(): readonly Source[] {
    return this.index.pages;
  }

  /** Posts and pages that are in no list. */
  get unlisted(): readonly Source[] {
    return this.index.unlisted;
  }

  /** Files with notes. */
  get notes(): readonly Source[] {
    return this.index.notes ?? [];
  }

  /** Returns the terms of a taxonomy: those with the most posts first, each before its inner terms. */
  terms(taxonomy: Taxonomy): readonly Term[] {
    let found = this.termsByField.get(taxonomy.field);
    if (!found) {
      found = termsOf(this.posts, taxonomy);
      this.termsByField.set(taxonomy.field, found);
    }
    return found;
  }

  /** Returns the entry of content/urls.yaml for an address. */
  publishedAt(url: string): PublishedUrl | undefined {
    return this.published().get(withoutIndex(url));
  }

  /** True for a draft that is shown. */
  isDraft(path: string): boolean {
    return this.shownDrafts().has(path);
  }

  /**
   * Returns a post or a page by its path below content/.
   * @throws if there is none
   */
  source(path: string): Source {
    const source = this.byPath().get(path);
    if (!source) throw new Error(`unknown source ${path}`);
    return source;
  }

  /** Returns the writer's own page at an address. */
  pageAt(url: string): Source | undefined {
    return this.pages.find((page) => page.url === url);
  }

  instantsOf(post: Source) {
    return this.instants()(post);
  }

  /** Returns the number of list pages for some posts; at least 1. */
  pagesFor(posts: number): number {
    return Math.max(1, Math.ceil(posts / this.config.pageSize));
  }

  /** Returns the posts on a page of a list, counted from 1. */
  onPage(posts: readonly Source[], page: number): readonly Source[] {
    const { pageSize } = this.config;
    return posts.slice((page - 1) * pageSize, page * pageSize);
  }
}

/** @param posts newest first */
function pinnedFirst(posts: readonly Source[]): readonly Source[] {
  const rank = ({ meta: { pinned = 0 } }: Source) => Math.max(0, pinned);
  return posts.some((post) => rank(post) > 0) ? posts.toSorted((a, b) => rank(b) - rank(a)) : posts;
}
