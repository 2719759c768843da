// Articles while a site is written: rendered when they are asked for, taken from the last build where it left them, and kept as
// long as they hold.

import type { Digest } from '../assemble/digest.js';
import { type RelatedTerms, readTerms, relatedTerms } from '../assemble/related.js';
import { type Names, siteLookup } from '../base/siteLookup.js';
import type { Line, LineValues } from '../cache/chunks.js';
import type { Executor } from '../executor/executor.js';
import type { RenderInput } from '../executor/renderArticles.js';
import { type KnownSource, parseHead } from '../make/lastBuild.js';
import type { CheckedArticles } from '../make/references.js';
import { articleKey, type RenderSettings } from '../make/settings.js';
import { readText } from '../read/read.js';
import { brokenLookup } from '../render/trace.js';
import type { ArticleHashes, ArticleHead, Source } from '../types.js';
import type { LiveInputs } from './liveInputs.js';

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
  /** The hash of its file, and the settings that it was rendered with. */
  readonly fileHash: string;
  readonly settings: string;
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
    private readonly inputs: LiveInputs,
    private readonly executor: Executor,
    private readonly last: StoredHeads | undefined,
  ) {
    this.stored = new Map((last?.sources ?? []).map(({ source, key }, at) => [key ? source.path : '', at]));
  }

  /** Whether an article is at hand and holds. */
  isReady(source: Source, around: ArticleContext): boolean {
    const known = this.known.get(source.path) ?? this.fromLastBuild(source, around);
    if (known?.fileHash !== this.inputs.hash(`content/${source.path}`)) return false;
    if (known.settings !== around.settings.hash) return false;
    if (known.source !== source && JSON.stringify(known.source) !== JSON.stringify(source)) return false;
    if (known.names === around.names) return true;
    if (brokenLookup(known.head.lookups, source, siteLookup(around.names), around.settings.options)) return false;
    known.names = around.names;
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

  private fromLastBuild(source: Source, around: ArticleContext): Known | undefined {
    const place = this.stored.get(source.path);
    const left = place === undefined ? undefined : this.last?.sources[place];
    if (!left) return undefined;
    const fileHash = this.inputs.hash(`content/${source.path}`);
    const { settings } = around;
    if (left.key !== articleKey(source, settings, fileHash)) return undefined;
    const head = parseHead(this.last?.headLines.at(place as number) as Line);
    if (brokenLookup(head.lookups, source, siteLookup(around.names), around.settings.options)) return undefined;
    const { hashes, needsChecks } = left;
    const known: Known = {
      fileHash,
      settings: settings.hash,
      source: left.source,
      head,
      hashes,
      needsChecks,
      names: around.names,
    };
    this.note(source.path, known);
    return known;
  }

  private async render(sources: readonly Source[], around: ArticleContext): Promise<void> {
    if (sources.length === 0) return;
    const { names, settings } = around;
    const inputs = sources.map((source) => this.inputFor(source, settings));
    const fileHashes = sources.map(({ path }) => this.inputs.hash(`content/${path}`));
    const outputs = await this.executor.run('render', inputs, { names, options: settings.options });
    this.rendered += sources.length;
    for (const [at, source] of sources.entries()) {
      const output = outputs[at];
      if (!output) continue;
      const { bytes, head, hashes, needsChecks } = output;
      const fileHash = fileHashes[at] as string;
      const known = { fileHash, settings: settings.hash, source, head: parseHead(head), hashes, needsChecks, names };
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
