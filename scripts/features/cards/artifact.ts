// Social cards as an artifact. The key of a card is a hash of its words; a card is drawn only if the output folder does not have
// it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outline } from '../../assemble/outline.js';
import { hasCover } from '../../assemble/rendered.js';
import type { GeneratedImage } from '../../assemble/site.js';
import { hashOf } from '../../base/hash.js';
import type { Config } from '../../config/config.js';
import type {
  Artifact,
  ArtifactContext,
  ArtifactFacts,
  PlanContext,
  RequestContext,
  WholeSiteArtifact,
} from '../../engine/artifact.js';
import { plainRow, type Row, type RowTables, sameRows, unstoredRow } from '../../engine/rows.js';
import type { Source } from '../../types.js';
import { CARDS_FOLDER, cardUrl } from './addresses.js';
import { CARD, type CardInput, cardKey } from './card.js';
import { CARD_HEIGHT, CARD_WIDTH } from './layout.js';
import { HAS_CARDS } from './settings.js';
import { cardColours, cardOf } from './words.js';

export type CardContext = Pick<ArtifactContext, 'articles' | 'pictures' | 'batches' | 'last'>;

/** A card with its address, for pages and the plan. */
export interface MadeCard {
  /** A hash of everything on the card. */
  readonly key: string;
  readonly image: GeneratedImage;
  readonly input: () => CardInput;
}

/** Returns the card of a post by its path; undefined if it has none. */
export type CardOf = (path: string) => MadeCard | undefined;

/** A card with the values that its key was computed from. */
interface NamedCard {
  /** These three decide whether the key is still valid. */
  readonly source: Source;
  readonly link: string;
  readonly site: string;
  readonly key: string;
  readonly input: () => CardInput;
}

export class Cards implements Artifact {
  private readonly lastRows: ReadonlyMap<string, Row>;
  /** `siteFor` of each language in the last build, by the prefix of its addresses. */
  private readonly lastSites: ReadonlyMap<string, string>;
  private made: { readonly rows: readonly Row[]; readonly sites: readonly Row[] } | undefined;
  /** By the path of the post. */
  private readonly cards = new Map<string, NamedCard>();
  /** By settings. */
  private readonly sites = new WeakMap<Config, string>();

  constructor(private readonly context: CardContext) {
    this.lastRows = new Map(context.last?.cards?.map((row) => [row.id, row]));
    this.lastSites = new Map(context.last?.cardSite?.map(({ id, value }) => [id, value]));
  }

  facts = ({ state: { outline }, isWhole, isReady }: PlanContext): ArtifactFacts => {
    const cards = new Map<string, MadeCard>();
    const cardOf: CardOf = (path) => {
      const source = outline.source(path);
      const { config } = outline.editionOf(source);
      const named = isWhole || isReady(source) ? this.cardFor(config, source) : undefined;
      if (named === undefined) return undefined;
      const { key, input } = named;
      let card = cards.get(path);
      if (card?.key !== key) {
        card = { key, input, image: { url: cardUrl(path, key), width: CARD_WIDTH, height: CARD_HEIGHT } };
        cards.set(path, card);
      }
      return card;
    };
    return { made: cardOf, sharedImage: (path) => cardOf(path)?.image };
  };

  /** Returns rows of this build's cards; before they are made, the last build's rows of posts that have not changed. */
  rows(): RowTables {
    const { articles, last } = this.context;
    const unchanged = () =>
      sameRows(
        (last?.cards ?? []).filter(({ id }) => articles.isUnchanged(id)),
        last?.cards,
      );
    const { rows, sites } = this.made ?? { rows: unchanged(), sites: last?.cardSite ?? [] };
    return { cards: rows, cardSite: sites };
  }

  /** Returns the key of a post's card; undefined if it has none. The post's article must be ready. */
  keyFor(config: Config, source: Source): string | undefined {
    return this.cardFor(config, source)?.key;
  }

  readonly whole: WholeSiteArtifact = {
    stage: 'cards',
    wanted: (config) => HAS_CARDS.valueIn(config),
    make: async ({ outline }) => {
      this.made = { rows: this.rowsFor(outline), sites: this.sitesOf(outline) };
    },
  };

  /** Makes the rows of all cards for the record. Reuses rows of the last build. */
  private rowsFor(outline: Outline): readonly Row[] {
    const rows = outline.postsWithPages().flatMap((source) => {
      const card = this.cardFor(outline.editionOf(source).config, source);
      if (!card) return [];
      const row = this.lastRows.get(source.path);
      return row?.key === card.key ? row : unstoredRow(source.path, card.key);
    });
    return sameRows(rows, this.context.last?.cards);
  }

  private sitesOf(outline: Outline): readonly Row[] {
    return outline.editions().map(({ config }) => plainRow(`site${config.prefix}`, this.siteFor(config)));
  }

  /** Returns the card at an address, if a page refers to it. */
  async onRequest(url: string, { built }: Pick<RequestContext, 'built'>): Promise<Uint8Array | undefined> {
    if (!url.startsWith(CARDS_FOLDER)) return undefined;
    const [, card] = [...this.cards].find(([path, { key }]) => cardUrl(path, key) === url) ?? [];
    if (!card) return undefined;
    try {
      return readFileSync(join(built, url));
    } catch {
      return this.context.batches.one(CARD, card.input());
    }
  }

  private cardFor(config: Config, source: Source): NamedCard | undefined {
    const { articles, pictures } = this.context;
    const { path, meta } = source;
    if (!HAS_CARDS.valueIn(config) || (meta.cover !== undefined && hasCover(articles.head(path), pictures))) return undefined;
    const site = this.siteFor(config);
    const { link } = articles.hashes(path);
    const named = this.cards.get(path);
    if (named?.source === source && named.link === link && named.site === site) return named;
    const input = () => cardOf(config, source, articles.head(path).title.text);
    const row =
      site === this.lastSites.get(`site${config.prefix}`) && articles.isUnchanged(path) ? this.lastRows.get(path) : undefined;
    const card = { source, link, site, key: row?.key ?? cardKey(input()), input };
    this.cards.set(path, card);
    return card;
  }

  /** Returns a hash of the settings that are on every card, and of the version of the drawing. */
  private siteFor(config: Config): string {
    let hash = this.sites.get(config);
    if (hash === undefined) {
      const drawing = cardKey({ title: '', lang: '', foot: '', seal: '', colours: cardColours(config) });
      hash = hashOf(config.title, config.author, config.language, drawing);
      this.sites.set(config, hash);
    }
    return hash;
  }
}
