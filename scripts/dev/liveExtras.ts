// What a site has besides pages, made when a browser asks for it: social cards, icons, the index of the search.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cardUrl, SEARCH_FOLDER } from '../assemble/addresses.js';
import { cardOf } from '../assemble/cards.js';
import { ICON_SIZES, type Icon, iconSource } from '../assemble/icons.js';
import { indexArticles } from '../assemble/searched.js';
import { hashOf } from '../base/hash.js';
import { CARD, type CardInput, cardKey } from '../card/card.js';
import type { Config } from '../config/config.js';
import { iconProblem } from '../engine/icons.js';
import type { Inputs } from '../engine/inputs.js';
import { filesWithoutRoot, keyed, rootOf } from '../engine/search.js';
import { encoderVersion } from '../picture/encode.js';
import { ICON, PROBE } from '../picture/tasks.js';
import type { Diagnostic, Source } from '../types.js';
import type { Run } from '../work/task.js';

/** Cards of posts, known once a page has named them. */
export class LiveCards {
  private readonly named = new Map<string, CardInput>();

  /** @param built the output folder, where a build may have left cards */
  constructor(
    private readonly built: string,
    private readonly run: Run,
  ) {}

  /** The key of a post's card; undefined if the site has none. */
  keyFor(config: Config, source: Source, title: string): string | undefined {
    if (!config.cards) return undefined;
    const input = cardOf(config, source, title);
    const key = cardKey(input);
    this.named.set(cardUrl(source.path, key), input);
    return key;
  }

  /** The card at an address, where a page has named it. */
  async bytes(url: string): Promise<Uint8Array | undefined> {
    const input = this.named.get(url);
    if (!input) return undefined;
    try {
      return readFileSync(join(this.built, url));
    } catch {
      return this.run(CARD, input);
    }
  }
}

/** Icons made of a site's picture, by their keys. */
export class LiveIcons {
  private readonly made = new Map<string, { path: string; size: number }>();

  constructor(
    private readonly inputs: Inputs,
    private readonly run: Run,
  ) {}

  /** What is wrong with the picture that icons were last asked of. */
  problems: readonly Diagnostic[] = [];

  /** The icons of a site; none if it has no picture for them, or one that cannot be read. */
  async of(files: readonly string[], maxMegapixels: number): Promise<readonly Icon[]> {
    const path = iconSource(files);
    this.problems = [];
    if (path === undefined) return [];
    const probed = await this.run(PROBE, { file: this.inputs.fileOf(path), maxMegapixels });
    if (probed.kind === 'bad') {
      this.problems = [iconProblem(path, probed.reason)];
      return [];
    }
    return ICON_SIZES.map((size): Icon => {
      const key = hashOf('icon', encoderVersion(), this.inputs.hash(path), String(size));
      this.made.set(key, { path, size });
      return { size, key };
    });
  }

  async bytes(key: string, maxMegapixels: number): Promise<Uint8Array> {
    const { path, size } = this.made.get(key) as { path: string; size: number };
    return this.run(ICON, { file: this.inputs.fileOf(path), size, maxMegapixels });
  }
}

/** The index of the search, made when someone searches, and again when they do after an article has changed. */
export class LiveSearch {
  private key = '';
  private files: ReadonlyMap<string, Uint8Array> = new Map();

  /**
   * A file of the index.
   * @param url decoded, below the site's root
   * @param articles what can be found, in the order of its numbers, with a hash of all
   */
  async bytes(
    url: string,
    articles: {
      readonly key: string;
      readonly sources: readonly Source[];
      readonly bodyOf: (source: Source) => Promise<Uint8Array>;
    },
  ): Promise<Uint8Array | undefined> {
    if (articles.key !== this.key) {
      const inputs = articles.sources.map(async (source) => ({ source, article: await articles.bodyOf(source) }));
      const posts = indexArticles(await Promise.all(inputs));
      const others = [...filesWithoutRoot(posts)].map(keyed);
      const files = [...others, keyed(rootOf(others, posts.length))];
      this.files = new Map(files.map(({ path, bytes }) => [SEARCH_FOLDER + path, bytes]));
      this.key = articles.key;
    }
    return this.files.get(url);
  }
}
