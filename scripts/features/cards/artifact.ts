// Social cards, for posts that name no picture of their own: each is known by its words, and drawn once.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outline } from '../../assemble/outline.js';
import { hasCover } from '../../assemble/rendered.js';
import type { MadeImage } from '../../assemble/site.js';
import { hashOf } from '../../base/hash.js';
import type { Store } from '../../cache/store.js';
import type { Config } from '../../config/config.js';
import type { Artifact, ArtifactFacts, ArtifactMeans, Asked, Planning, Whole } from '../../engine/artifact.js';
import { keptRow, plainRow, type Row, type RowTables, sameRows } from '../../engine/rows.js';
import type { Source } from '../../types.js';
import { CARDS_FOLDER, cardUrl } from './addresses.js';
import { CARD, CARDS, type CardInput, cardKey, linesOf, shapesOfCard } from './card.js';
import { CARD_HEIGHT, CARD_WIDTH } from './layout.js';
import { HAS_CARDS } from './settings.js';
import { drawShapes } from './shapes.js';
import { cardOf } from './words.js';

export type CardMeans = Pick<ArtifactMeans, 'articles' | 'pictures' | 'batches' | 'last'>;

/** A card as pages and the plan know it. */
interface MadeCard {
  /** Under which it is kept. */
  readonly key: string;
  readonly image: MadeImage;
}

/** The card of a post, by its path; undefined if it has none. */
export type CardOf = (path: string) => MadeCard | undefined;

/** A card that a page names. */
interface NamedCard {
  /** What its words were made from. */
  readonly source: Source;
  readonly link: string;
  readonly site: string;
  readonly key: string;
  readonly input: () => CardInput;
}

export class Cards implements Artifact {
  private readonly before: ReadonlyMap<string, Row>;
  /** What all cards of the last build showed. */
  private readonly siteBefore: string | undefined;
  private made: { readonly rows: readonly Row[]; readonly site: string } | undefined;
  /** By the paths of their posts. */
  private readonly cards = new Map<string, NamedCard>();
  private site: { readonly of: Config; readonly hash: string } | undefined;

  constructor(private readonly means: CardMeans) {
    this.before = new Map(means.last?.cards?.map((row) => [row.id, row]));
    this.siteBefore = means.last?.cardSite?.[0]?.value;
  }

  facts = ({ state: { outline }, isWhole, isReady }: Planning): ArtifactFacts => {
    const known = new Map<string, MadeCard>();
    const made: CardOf = (path) => {
      const source = outline.source(path);
      const key = isWhole || isReady(source) ? this.keyFor(outline.config, source) : undefined;
      if (key === undefined) return undefined;
      let card = known.get(path);
      if (card?.key !== key) {
        card = { key, image: { url: cardUrl(path, key), width: CARD_WIDTH, height: CARD_HEIGHT } };
        known.set(path, card);
      }
      return card;
    };
    return { made, sharedImage: (path) => made(path)?.image };
  };

  /** The cards that are made; while they are not, those of the last build whose posts have not changed. */
  rows(): RowTables {
    const { articles, last } = this.means;
    const kept = () =>
      sameRows(
        (last?.cards ?? []).filter(({ id }) => articles.isAsBefore(id)),
        last?.cards,
      );
    const { rows, site } = this.made ?? { rows: kept(), site: this.siteBefore };
    return { cards: rows, cardSite: site === undefined ? [] : [plainRow('site', site)] };
  }

  /** The key of a post's card; undefined if it has none. Its article is ready. */
  keyFor(config: Config, source: Source): string | undefined {
    return this.cardFor(config, source)?.key;
  }

  readonly whole: Whole = {
    stage: 'cards',
    wanted: (config) => HAS_CARDS.of(config),
    make: async ({ outline }, store) => {
      this.made = { rows: await this.rowsFor(outline, store), site: this.siteFor(outline.config) };
    },
  };

  /** Draws all cards that are not kept. @returns their rows */
  private async rowsFor({ config, postsWithPages }: Outline, store: Store): Promise<readonly Row[]> {
    const rows: Row[] = [];
    const fresh: NamedCard[] = [];
    for (const source of postsWithPages()) {
      const card = this.cardFor(config, source);
      if (!card) continue;
      const row = this.before.get(source.path);
      const isKept = row?.key === card.key;
      if (!isKept) fresh.push(card);
      rows.push(isKept ? row : keptRow(source.path, card.key));
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
    return sameRows(rows, this.means.last?.cards);
  }

  /** The card at an address, where a page has named it. */
  async onRequest(url: string, { built }: Pick<Asked, 'built'>): Promise<Uint8Array | undefined> {
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
    const { path, meta } = source;
    if (!HAS_CARDS.of(config) || (meta.cover !== undefined && hasCover(articles.head(path), pictures))) return undefined;
    const site = this.siteFor(config);
    const { link } = articles.hashes(path);
    const named = this.cards.get(path);
    if (named?.source === source && named.link === link && named.site === site) return named;
    const input = () => cardOf(config, source, articles.head(path).title.text);
    const row = site === this.siteBefore && articles.isAsBefore(path) ? this.before.get(path) : undefined;
    const card = { source, link, site, key: row?.key ?? cardKey(input()), input };
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
