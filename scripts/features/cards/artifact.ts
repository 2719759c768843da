// Social cards, for posts that name no picture of their own: each is known by its words, and drawn where the output folder has it not.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outline } from '../../assemble/outline.js';
import { hasCover } from '../../assemble/rendered.js';
import type { MadeImage } from '../../assemble/site.js';
import { hashOf } from '../../base/hash.js';
import type { Config } from '../../config/config.js';
import type { Artifact, ArtifactFacts, ArtifactMeans, Asked, Planning, Whole } from '../../engine/artifact.js';
import { plainRow, type Row, type RowTables, sameRows, unkeptRow } from '../../engine/rows.js';
import type { Source } from '../../types.js';
import { CARDS_FOLDER, cardUrl } from './addresses.js';
import { CARD, type CardInput, cardKey } from './card.js';
import { CARD_HEIGHT, CARD_WIDTH } from './layout.js';
import { HAS_CARDS } from './settings.js';
import { cardOf } from './words.js';

export type CardMeans = Pick<ArtifactMeans, 'articles' | 'pictures' | 'batches' | 'last'>;

/** A card as pages and the plan know it. */
export interface MadeCard {
  /** A hash of all that it shows. */
  readonly key: string;
  readonly image: MadeImage;
  readonly input: () => CardInput;
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
      const named = isWhole || isReady(source) ? this.cardFor(outline.config, source) : undefined;
      if (named === undefined) return undefined;
      const { key, input } = named;
      let card = known.get(path);
      if (card?.key !== key) {
        card = { key, input, image: { url: cardUrl(path, key), width: CARD_WIDTH, height: CARD_HEIGHT } };
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
    wanted: (config) => HAS_CARDS.valueIn(config),
    make: async ({ outline }) => {
      this.made = { rows: this.rowsFor(outline), site: this.siteFor(outline.config) };
    },
  };

  /** What the next build is to know of all cards. */
  private rowsFor({ config, postsWithPages }: Outline): readonly Row[] {
    const rows = postsWithPages().flatMap((source) => {
      const card = this.cardFor(config, source);
      if (!card) return [];
      const row = this.before.get(source.path);
      return row?.key === card.key ? row : unkeptRow(source.path, card.key);
    });
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
    if (!HAS_CARDS.valueIn(config) || (meta.cover !== undefined && hasCover(articles.head(path), pictures))) return undefined;
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
