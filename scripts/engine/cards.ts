// Social cards, for posts that name no picture of their own: each is known by its words, and drawn once.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cardUrl } from '../assemble/addresses.js';
import { cardOf } from '../assemble/cards.js';
import type { Outline } from '../assemble/outline.js';
import { hasCover } from '../assemble/rendered.js';
import type { KnownArticles, KnownPictures } from '../assemble/site.js';
import { hashOf } from '../base/hash.js';
import type { Store } from '../cache/store.js';
import { CARD, CARDS, type CardInput, cardKey, linesOf, shapesOfCard } from '../card/card.js';
import { drawShapes } from '../card/shapes.js';
import type { Config } from '../config/config.js';
import type { Source } from '../types.js';
import type { Batches } from '../work/batches.js';
import type { KnownCards } from './lastBuild.js';

export interface CardMeans {
  readonly articles: KnownArticles;
  readonly pictures: KnownPictures;
  readonly batches: Batches;
  readonly last: KnownCards | undefined;
}

/** A card that a page names. */
interface NamedCard {
  readonly words: string;
  readonly key: string;
  readonly input: () => CardInput;
}

export class Cards {
  /** By the paths of their posts. */
  private readonly cards = new Map<string, NamedCard>();
  private readonly urls = new Map<string, NamedCard>();
  private site:
    | { readonly of: Config; readonly hash: string; readonly known: ReadonlyMap<string, readonly [string, string]> }
    | undefined;

  constructor(private readonly means: CardMeans) {}

  /** The key of a post's card; undefined if it has none. Its article is ready. */
  keyFor(config: Config, source: Source): string | undefined {
    return this.cardFor(config, source)?.key;
  }

  /** Draws all cards that are not kept. @returns what the next build is to know of them */
  async make({ config, postsWithPages }: Outline, store: Store): Promise<KnownCards> {
    const cards: [path: string, words: string, key: string][] = [];
    const fresh: NamedCard[] = [];
    const { hash, known } = this.siteFor(config);
    for (const source of postsWithPages()) {
      const card = this.cardFor(config, source);
      if (!card) continue;
      if (known.get(source.path)?.[1] !== card.key) fresh.push(card);
      cards.push([source.path, card.words, card.key]);
    }
    const kept = await store.getMany(fresh.map(({ key }) => key));
    const missing = fresh.filter((_card, at) => !kept[at]).map(({ key, input }) => ({ key, lines: linesOf(input()) }));
    if (missing.length > 0) {
      const shapes = await drawShapes([...new Map(missing.flatMap(({ lines }) => [...shapesOfCard(lines)])).values()]);
      await this.means.batches.run(CARDS, { shapes }, missing, {
        inputOf: ({ lines }) => lines,
        take: ({ key }, bytes) => store.put(key, bytes),
      });
    }
    return { site: hash, cards };
  }

  /**
   * The card at an address, where a page has named it.
   * @param built the output folder, where a build may have left it
   */
  async bytes(url: string, built: string): Promise<Uint8Array | undefined> {
    const card = this.urls.get(url);
    if (!card) return undefined;
    try {
      return readFileSync(join(built, url));
    } catch {
      return this.means.batches.one(CARD, card.input());
    }
  }

  private cardFor(config: Config, source: Source): NamedCard | undefined {
    const { articles, pictures } = this.means;
    const { path, meta, date } = source;
    if (!config.cards || (meta.cover !== undefined && hasCover(articles.head(path), pictures))) return undefined;
    const { hash, known } = this.siteFor(config);
    const words = hashOf(hash, articles.hashes(path).link, date ?? '', ...meta.authors);
    const before = this.cards.get(path);
    if (before?.words === words) return before;
    const input = () => cardOf(config, source, articles.head(path).title.text);
    const [wordsBefore, keyBefore] = known.get(path) ?? [];
    const card = { words, key: wordsBefore === words && keyBefore ? keyBefore : cardKey(input()), input };
    this.cards.set(path, card);
    this.urls.set(cardUrl(path, card.key), card);
    return card;
  }

  /** A hash of what all cards show, and those of the last build if they show the same. */
  private siteFor(config: Config) {
    if (this.site?.of === config) return this.site;
    const { last } = this.means;
    const hash = hashOf(config.title, config.author, config.language, cardKey({ title: '', lang: '', foot: '', seal: '' }));
    const known = new Map(last?.site === hash ? last.cards.map(([path, words, key]) => [path, [words, key] as const]) : []);
    this.site = { of: config, hash, known };
    return this.site;
  }
}
