// Articles as the last build left them: what its record says of a source, and whether what it found still counts.

import type { Names } from '../base/siteLookup.js';
import type { Line } from '../cache/chunks.js';
import { publishedOn } from '../read/read.js';
import type { ArticleHead, Lookup, Source } from '../types.js';
import type { MadeArticle } from './holds.js';
import { type KnownBuild, type KnownSource, parseHead } from './lastBuild.js';
import type { ArticleContext, ReadState } from './reading.js';

export class ArticlesBefore {
  private readonly places: ReadonlyMap<string, number>;
  /** Whether names and settings are those of the last build, for those that were asked of last. */
  private same: { readonly of: ArticleContext; readonly is: boolean } | undefined;

  /** @param last undefined if no build left anything */
  constructor(private readonly last: KnownBuild | undefined) {
    this.places = new Map((last?.sources ?? []).map(({ source }, at) => [source.path, at]));
  }

  /** What the last build knew of a source. */
  get(path: string): KnownSource | undefined {
    return this.last?.sources[this.places.get(path) ?? -1];
  }

  /** The same as JSON. */
  line(known: KnownSource): Line {
    return this.last?.sourceLines?.at(this.places.get(known.source.path) as number) ?? JSON.stringify(known);
  }

  /** The head of an article as JSON; `null` for a draft. */
  headLine(path: string): Line {
    return this.last?.headLines.at(this.places.get(path) as number) as Line;
  }

  /** A source as the last build published it: what it knew of the article is of that one. */
  published({ source }: KnownSource): Source {
    const { last } = this;
    return last ? publishedOn(source, last.site.config.future, last.outcome.day) : source;
  }

  /** Whether names and settings are those of the last build. */
  isSameSite(around: ReadState): boolean {
    if (this.same?.of === around) return this.same.is;
    const site = this.last?.site;
    const is = site !== undefined && site.settings === around.settings.hash && site.names === around.namesHash();
    this.same = { of: around, is };
    return is;
  }

  /** An article with all that it was made from. */
  made(known: KnownSource, around: ReadState): MadeArticle {
    const lookups = () => parseHead(this.headLine(known.source.path)).lookups;
    const names: Names | undefined = this.isSameSite(around) ? around.names : undefined;
    return { key: known.key, source: this.published(known), lookups, names };
  }

  /** Look-ups of an article whose answers are known to hold. */
  lookups(path: string, around: ReadState): readonly Lookup[] {
    if (!this.isSameSite(around) || !this.places.has(path)) return [];
    // Of a draft there is no head.
    return (parseHead(this.headLine(path)) as ArticleHead | null)?.lookups ?? [];
  }
}
