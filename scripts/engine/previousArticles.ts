// Articles in the last build's record, and whether the names and settings they were rendered with still apply.

import type { Names } from '../base/siteLookup.js';
import type { Line } from '../cache/chunks.js';
import { publishedOn } from '../read/publicationDay.js';
import type { ArticleHead, Lookup, Source } from '../types.js';
import { type PreviousBuild, parseHead, type SourceRecord } from './lastBuild.js';
import type { ArticleContext, ReadState } from './reading.js';
import type { StoredArticleInputs } from './staleReason.js';

export class PreviousArticles {
  private readonly places: ReadonlyMap<string, number>;
  /** Result of the last comparison in `isSameSite`. */
  private lastComparison: { readonly context: ArticleContext; readonly isSame: boolean } | undefined;

  /** @param last undefined if there is no record */
  constructor(private readonly last: PreviousBuild | undefined) {
    this.places = new Map((last?.sources ?? []).map(({ source }, at) => [source.path, at]));
  }

  /** Returns the record of a source. */
  get(path: string): SourceRecord | undefined {
    return this.last?.sources[this.places.get(path) ?? -1];
  }

  /** Returns the record of a source as JSON. */
  line(known: SourceRecord): Line {
    return this.last?.sourceLines?.at(this.places.get(known.source.path) as number) ?? JSON.stringify(known);
  }

  /** Returns the head of an article as JSON; `null` for a draft. */
  headLine(path: string): Line {
    return this.last?.headLines.at(this.places.get(path) as number) as Line;
  }

  /** Returns a source as the last build published it on its day. The article in the record belongs to that form of it. */
  published({ source }: SourceRecord): Source {
    const { last } = this;
    return last ? publishedOn(source, last.site.config.future, last.outcome.day) : source;
  }

  /** True if names and settings are those of the last build. */
  isSameSite(state: ReadState): boolean {
    if (this.lastComparison?.context === state) return this.lastComparison.isSame;
    const site = this.last?.site;
    const isSame = site !== undefined && site.settings === state.settings.hash && site.names === state.namesHash();
    this.lastComparison = { context: state, isSame };
    return isSame;
  }

  /** Returns the inputs of an article, for comparison. */
  article(known: SourceRecord, state: ReadState): StoredArticleInputs {
    const lookups = () => parseHead(this.headLine(known.source.path)).lookups;
    const names: Names | undefined = this.isSameSite(state) ? state.names : undefined;
    return { key: known.key, source: this.published(known), lookups, names };
  }

  /** Returns the lookups of an article, if their answers still hold because no name has changed. */
  lookups(path: string, state: ReadState): readonly Lookup[] {
    if (!this.isSameSite(state) || !this.places.has(path)) return [];
    // The head of a draft is `null`.
    return (parseHead(this.headLine(path)) as ArticleHead | null)?.lookups ?? [];
  }
}
