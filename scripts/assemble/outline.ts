// What is known of a site when its headers are read and no article is: all that its addresses depend on.

import { lazy } from '../base/flow/lazy.js';
import { withoutIndex } from '../base/siteLookup.js';
import type { Config } from '../config/config.js';
import { NO_CONTRIBUTIONS, type PluginContributions } from '../plugins/plugged.js';
import type { PublishedUrl, SiteIndex, Source } from '../types.js';
import { type InstantOf, instantsOf } from './instants.js';
import type { Addresses, SiteAddress } from './siteAddress.js';
import { type Taxonomy, type Term, taxonomiesOf, termsOf } from './taxonomies.js';
import { type Year, yearsOf } from './years.js';

/** The settings and the index of a site, with what follows from them; each is found out when it is first asked for. */
export class Outline {
  /** Posts and pages. */
  readonly sources = lazy((): readonly Source[] => [...this.posts, ...this.pages, ...this.unlisted]);
  /** The ways in which posts are sorted, tags first. */
  readonly taxonomies = lazy((): readonly Taxonomy[] => taxonomiesOf(this.config));
  /** The terms of all taxonomies. */
  readonly allTerms = lazy((): readonly Term[] => this.taxonomies().flatMap((taxonomy) => this.terms(taxonomy)));
  /** Posts that have a page of their own: those of lists, then those that only their addresses show. */
  readonly postsWithPages = lazy(() => [...this.posts, ...this.unlisted.filter(({ kind }) => kind === 'post')]);
  private readonly termsByField = new Map<string, readonly Term[]>();
  /** Posts as lists show them: those that are pinned, then all others; each part newest first. */
  readonly listed = lazy((): readonly Source[] => pinnedFirst(this.posts));
  readonly years = lazy((): readonly Year[] => yearsOf(this.posts));
  /** The posts that feeds hold: no drafts, which a feed's readers would keep. */
  private readonly shownDrafts = lazy((): ReadonlySet<string> => new Set(this.index.shownDrafts));
  private readonly published = lazy(() => new Map((this.index.published ?? []).map((each) => [withoutIndex(each.url), each])));
  private readonly instants = lazy((): InstantOf => instantsOf(this.posts, this.config.timezone));
  private readonly byPath = lazy(() => new Map(this.sources().map((source) => [source.path, source])));

  constructor(
    readonly config: Config,
    readonly index: Omit<SiteIndex, 'generated'>,
    /** What the program makes of a site. */
    private readonly addresses: Addresses<Outline>,
    /** What plugins add. */
    readonly plugged: PluginContributions = NO_CONTRIBUTIONS,
  ) {}

  /** The addresses of all pages, those included that yield to a file of the writer's. */
  get pageAddresses(): readonly SiteAddress<unknown>[] {
    return this.addresses.pagesOf(this).map(({ address }) => address);
  }

  /** The addresses that no source and no file fills: links may lead there. */
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

  /** Posts and pages that only their addresses show. */
  get unlisted(): readonly Source[] {
    return this.index.unlisted;
  }

  /** The terms of a taxonomy: those of most posts first, each before those within it. */
  terms(taxonomy: Taxonomy): readonly Term[] {
    let found = this.termsByField.get(taxonomy.field);
    if (!found) {
      found = termsOf(this.posts, taxonomy);
      this.termsByField.set(taxonomy.field, found);
    }
    return found;
  }

  /** What content/urls.yaml says of an address. */
  publishedAt(url: string): PublishedUrl | undefined {
    return this.published().get(withoutIndex(url));
  }

  /** Whether a source is a draft that is shown all the same. */
  isDraft(path: string): boolean {
    return this.shownDrafts().has(path);
  }

  /** A post or a page by its path below content/, which must be there. */
  source(path: string): Source {
    const source = this.byPath().get(path);
    if (!source) throw new Error(`unknown source ${path}`);
    return source;
  }

  /** The writer's own page at an address. */
  pageAt(url: string): Source | undefined {
    return this.pages.find((page) => page.url === url);
  }

  /** When a post was published and changed. */
  instantsOf(post: Source) {
    return this.instants()(post);
  }

  /** How many pages a list of so many posts takes; there is a first one even without posts. */
  pagesFor(posts: number): number {
    return Math.max(1, Math.ceil(posts / this.config.pageSize));
  }

  /** The posts on a page of a list, counted from 1. */
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
