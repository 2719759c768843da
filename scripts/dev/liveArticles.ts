// Articles while a site is written: rendered when they are asked for, taken from the last build where it left them, and kept as
// long as they hold.

import type { Digest } from '../assemble/digest.js';
import { type RelatedTerms, readTerms, relatedTerms } from '../assemble/related.js';
import type { Names } from '../base/siteLookup.js';
import type { Line, LineValues } from '../cache/chunks.js';
import { broken, type WantedArticle } from '../engine/holds.js';
import type { Inputs } from '../engine/inputs.js';
import { type KnownSource, parseHead } from '../engine/lastBuild.js';
import type { CheckedArticles } from '../engine/references.js';
import { RENDER, type RenderInput } from '../engine/renderTask.js';
import { articleKey, type RenderSettings } from '../engine/settings.js';
import { readText } from '../read/read.js';
import type { ArticleHashes, ArticleHead, Source } from '../types.js';
import type { Executor } from '../work/executor.js';

/** What articles depend on besides their files. */
export interface ArticleContext {
  readonly names: Names;
  readonly settings: RenderSettings;
}

/** What the last build left of articles. */
export interface StoredHeads {
  readonly sources: readonly KnownSource[];
  readonly headLines: LineValues;
}

interface Known extends Omit<Digest, 'head'> {
  readonly key: string;
  readonly source: Source;
  readonly head: ArticleHead;
  /** The names with which all its look-ups were found to hold. */
  names: Names;
}

/** Bytes of articles that are kept whole. */
const AT_HAND = 64_000_000;

export class LiveArticles implements CheckedArticles {
  /** Counts the changes of what related posts are found by. */
  termsVersion = 0;
  /** Articles that were rendered. */
  rendered = 0;
  private readonly known = new Map<string, Known>();
  private readonly bodies = new Map<string, { readonly hash: string; readonly bytes: Uint8Array }>();
  private bytesInBodies = 0;
  private readonly stored: ReadonlyMap<string, number>;

  constructor(
    private readonly inputs: Inputs,
    private readonly executor: Executor,
    private readonly last: StoredHeads | undefined,
  ) {
    this.stored = new Map((last?.sources ?? []).map(({ source, key }, at) => [key ? source.path : '', at]));
  }

  /** Whether an article is at hand and holds. */
  isReady(source: Source, { names, settings }: ArticleContext): boolean {
    const key = articleKey(source, settings, this.inputs.hash(`content/${source.path}`));
    const wanted = { key, source, names, settings };
    const known = this.known.get(source.path) ?? this.fromLastBuild(wanted);
    if (!known || broken({ ...known, lookups: () => known.head.lookups }, wanted)) return false;
    known.names = names;
    return true;
  }

  /** Makes the articles of some sources ready to be asked for. */
  async ready(sources: readonly Source[], around: ArticleContext): Promise<void> {
    await this.render(
      sources.filter((source) => !this.isReady(source, around)),
      around,
    );
  }

  hashes(path: string): ArticleHashes {
    return this.get(path).hashes;
  }

  head(path: string): ArticleHead {
    return this.get(path).head;
  }

  needsChecks(path: string): boolean {
    return this.get(path).needsChecks;
  }

  pictures(path: string): readonly string[] {
    return this.head(path).pictures.map((each) => each.path);
  }

  /** What a post is about: by its title and tags, until its text is known. */
  terms({ path, meta }: Source): RelatedTerms {
    const known = this.known.get(path);
    return known ? readTerms(known.hashes.terms) : relatedTerms(meta, []);
  }

  /** A whole article, as it is kept; rendered again where only its head is at hand. */
  async body(source: Source, around: ArticleContext): Promise<Uint8Array> {
    const isThere = () => this.bodies.get(source.path)?.hash === this.get(source.path).hashes.article;
    if (!isThere()) await this.render([source], around);
    return (this.bodies.get(source.path) as { bytes: Uint8Array }).bytes;
  }

  /** Forgets the articles of files that are gone. */
  forget(paths: readonly string[]): void {
    for (const path of paths) {
      this.known.delete(path);
      this.bodies.delete(path);
    }
  }

  private get(path: string): Known {
    const known = this.known.get(path);
    if (!known) throw new Error(`the article of ${path} was not made ready`);
    return known;
  }

  private fromLastBuild(wanted: WantedArticle): Known | undefined {
    const { source, names } = wanted;
    const place = this.stored.get(source.path);
    const left = place === undefined ? undefined : this.last?.sources[place];
    if (left?.key !== wanted.key) return undefined;
    const head = parseHead(this.last?.headLines.at(place as number) as Line);
    if (broken({ key: left.key, source: left.source, lookups: () => head.lookups }, wanted)) return undefined;
    const { key, hashes, needsChecks } = left;
    const known: Known = { key, source, head, hashes, needsChecks, names };
    this.note(source.path, known);
    return known;
  }

  private async render(sources: readonly Source[], around: ArticleContext): Promise<void> {
    if (sources.length === 0) return;
    const { names, settings } = around;
    const inputs = sources.map((source) => this.inputFor(source, settings));
    const keys = sources.map((source) => articleKey(source, settings, this.inputs.hash(`content/${source.path}`)));
    const outputs = await this.executor.run(RENDER, inputs, { names, options: settings.options });
    this.rendered += sources.length;
    for (const [at, source] of sources.entries()) {
      const output = outputs[at];
      if (!output) continue;
      const { bytes, head, hashes, needsChecks } = output;
      const known = { key: keys[at] as string, source, head: parseHead(head), hashes, needsChecks, names };
      this.note(source.path, known);
      this.remember(source.path, hashes.article, bytes);
    }
  }

  private inputFor(source: Source, settings: RenderSettings): RenderInput {
    const { path, meta } = source;
    const { text = '' } = readText(`content/${path}`, (each) => this.inputs.read(each));
    const footnotes = meta.lang === undefined ? undefined : settings.footnotesOf(meta.lang);
    return { source, text, dialect: settings.dialectOf(path), answers: [], ...(footnotes && { footnotes }) };
  }

  private note(path: string, known: Known): void {
    if (this.known.get(path)?.hashes.terms !== known.hashes.terms) this.termsVersion++;
    this.known.set(path, known);
  }

  private remember(path: string, hash: string, bytes: Uint8Array): void {
    this.bytesInBodies += bytes.length - (this.bodies.get(path)?.bytes.length ?? 0);
    this.bodies.delete(path);
    this.bodies.set(path, { hash, bytes });
    for (const [oldest, { bytes: own }] of this.bodies) {
      if (this.bytesInBodies <= AT_HAND || oldest === path) break;
      this.bodies.delete(oldest);
      this.bytesInBodies -= own.length;
    }
  }
}
