// Social cards, for posts that name no picture of their own: each is known by its words, and drawn once.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CARDS_FOLDER, cardUrl } from '../assemble/addresses.js';
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
import { keptRow, type Row, type Rowed, type RowTables } from './rows.js';

export interface CardMeans {
  readonly articles: KnownArticles;
  readonly pictures: KnownPictures;
  readonly batches: Batches;
  /** Those of the last build. */
  readonly last: RowTables | undefined;
}

/** A card that a page names. */
interface NamedCard {
  /** What its words were made from. */
  readonly source: Source;
  readonly link: string;
  readonly site: string;
  readonly words: string;
  readonly key: string;
  readonly input: () => CardInput;
}

export class Cards implements Rowed {
  private readonly before: ReadonlyMap<string, Row>;
  private made: readonly Row[];
  /** By the paths of their posts. */
  private readonly cards = new Map<string, NamedCard>();
  private site: { readonly of: Config; readonly hash: string } | undefined;

  constructor(private readonly means: CardMeans) {
    this.made = means.last?.cards ?? [];
    this.before = new Map(this.made.map((row) => [row.id, row]));
  }

  rows(): RowTables {
    return { cards: this.made };
  }

  /** The key of a post's card; undefined if it has none. Its article is ready. */
  keyFor(config: Config, source: Source): string | undefined {
    return this.cardFor(config, source)?.key;
  }

  /** Draws all cards that are not kept. */
  async make({ config, postsWithPages }: Outline, store: Store): Promise<void> {
    const cards: Row[] = [];
    const fresh: NamedCard[] = [];
    for (const source of postsWithPages()) {
      const card = this.cardFor(config, source);
      if (!card) continue;
      if (this.before.get(source.path)?.key !== card.key) fresh.push(card);
      cards.push(keptRow(source.path, card.key, { by: card.words }));
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
    this.made = cards;
  }

  /**
   * The card at an address, where a page has named it.
   * @param built the output folder, where a build may have left it
   */
  async bytes(url: string, built: string): Promise<Uint8Array | undefined> {
    if (!url.startsWith(CARDS_FOLDER)) return undefined;
    const [, card] = [...this.cards].find(([path, { key }]) => cardUrl(path, key) === url) ?? [];
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
    const site = this.siteFor(config);
    const { link } = articles.hashes(path);
    const before = this.cards.get(path);
    if (before?.source === source && before.link === link && before.site === site) return before;
    const words = hashOf(site, link, date ?? '', ...meta.authors);
    const input = () => cardOf(config, source, articles.head(path).title.text);
    const row = this.before.get(path);
    const card = { source, link, site, words, key: row?.by === words ? row.key : cardKey(input()), input };
    this.cards.set(path, card);
    return card;
  }

  /** A hash of what all cards show. */
  private siteFor(config: Config): string {
    if (this.site?.of === config) return this.site.hash;
    const hash = hashOf(config.title, config.author, config.language, cardKey({ title: '', lang: '', foot: '', seal: '' }));
    this.site = { of: config, hash };
    return hash;
  }
}
