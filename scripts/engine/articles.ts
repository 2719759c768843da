// The articles of a site. Each comes from the first of these that is up to date: memory, the last build's record, the store,
// rendering. `staleReason` (staleReason.ts) decides whether an article is up to date.

import { type ArticleHashes, digestOf } from '../assemble/digest.js';
import type { Features } from '../assemble/feature.js';
import { readTerms, type SubjectTerms, subjectTerms } from '../assemble/subjectTerms.js';
import { Unsettled } from '../base/errors.js';
import { contentFile } from '../base/inputFolders.js';
import type { Names } from '../base/siteLookup.js';
import { unpackArticle } from '../base/storedArticle.js';
import type { Line } from '../cache/chunks.js';
import type { Store } from '../cache/store.js';
import type { ReadSource } from '../read/read.js';
import { readText } from '../read/readText.js';
import type { ArticleHead, Source } from '../types.js';
import type { Batches } from '../work/batches.js';
import { ArticleCache } from './articleCache.js';
import type { Inputs } from './inputs.js';
import { type PreviousBuild, parseHead, type SourceRecord } from './lastBuild.js';
import { PreviousArticles } from './previousArticles.js';
import type { ReadState } from './reading.js';
import type { CheckedArticles } from './references.js';
import { type RenderInput, renderTask } from './renderTask.js';
import { articleKey } from './settings.js';
import { Slowest } from './slowest.js';
import { describeAnswer, isArticleOf, type StaleReason, staleReason } from './staleReason.js';

/** An article in memory, without its body. */
interface CachedArticle extends Pick<SourceRecord, 'key' | 'hashes' | 'needsChecks'> {
  /** The source as it was published. */
  readonly source: Source;
  /** The article's head as JSON. */
  readonly head: Line;
  /** The names against which all its lookups were last verified. */
  names: Names;
  /** Parsed from `hashes.terms` when first needed. */
  terms?: SubjectTerms;
}

/** A source whose article is stale or was never made. */
interface MissingArticle {
  readonly source: Source;
  /** Its article's key in the store. */
  readonly key: string;
}

export interface ArticlesOptions {
  readonly inputs: Inputs;
  readonly last: PreviousBuild | undefined;
  /** Undefined if nothing is stored. */
  readonly store: Store | undefined;
  readonly batches: Batches;
  /** See `Profile`. */
  readonly followsChanges: boolean;
  /** Features may report problems in texts. */
  readonly features: Features;
  /** Filled with the reasons why articles were rendered again, by file. */
  readonly reasons: Map<string, string>;
  /** True to collect all reasons; otherwise only changed lookups are collected. */
  readonly explain: boolean;
}

/** Hashes of a draft, which has no article. */
const NO_HASHES: ArticleHashes = { article: '', entry: '', link: '', terms: '' };
/** Articles per request to the store. */
const STORE_BATCH = 64;
/**
 * Maximum bytes of article bodies in memory. With a store, they are needed only until their pages are made; without one, as long
 * as possible.
 */
const MAX_BYTES = 12_000_000;
const MAX_BYTES_WITHOUT_STORE = 24_000_000;

export class Articles implements CheckedArticles {
  /** Number of articles rendered so far. */
  rendered = 0;
  /** Incremented when the subject terms of an article change. */
  termsVersion = 0;
  readonly slowest = new Slowest();
  private readonly articles = new Map<string, CachedArticle>();
  private readonly heads = new Map<string, ArticleHead>();
  private readonly bodies: ArticleCache;
  /** Articles of the last build whose key in the store now holds a newer version. */
  private readonly replacedBodies = new ArticleCache(MAX_BYTES);
  private readonly last: PreviousArticles;

  constructor(private readonly options: ArticlesOptions) {
    this.bodies = new ArticleCache(options.store ? MAX_BYTES : MAX_BYTES_WITHOUT_STORE);
    this.last = new PreviousArticles(options.last);
  }

  // ── asking ────────────────────────────────────────────────────────────────────────────────────────────────────

  hashes(path: string): ArticleHashes {
    return this.cached(path).hashes;
  }

  head(path: string): ArticleHead {
    let head = this.heads.get(path);
    if (!head) {
      head = parseHead(this.cached(path).head);
      this.heads.set(path, head);
    }
    return head;
  }

  needsChecks(path: string): boolean {
    return this.cached(path).needsChecks;
  }

  pictures(path: string): readonly string[] {
    return this.cached(path).needsChecks ? this.head(path).pictures.map((each) => each.path) : [];
  }

  /** Returns the subject terms of a post: from title and tags alone until its article is known. */
  terms({ path, meta }: Source): SubjectTerms {
    const known = this.articles.get(path);
    if (!known) return subjectTerms(meta, []);
    known.terms ??= readTerms(known.hashes.terms);
    return known.terms;
  }

  /**
   * Returns a whole article in its stored form.
   * @throws Unsettled if the store has lost it and changes are not followed
   */
  async body(source: Source, state: ReadState): Promise<Uint8Array> {
    const { store, followsChanges } = this.options;
    const { path } = source;
    const { key, hashes } = this.cached(path);
    const fresh = this.bodies.get(path, hashes.article);
    if (fresh) return fresh;
    const kept = await store?.get(key);
    if (kept && isArticleOf({ source, hashes }, kept)) return kept;
    if (!followsChanges) throw new Unsettled(`the article of ${path} is no longer kept`, true);
    await this.render([{ source, key }], state);
    return this.bodies.get(path, this.cached(path).hashes.article) as Uint8Array;
  }

  /** Returns the last build's record of a source. */
  previous(path: string): SourceRecord | undefined {
    return this.last.get(path);
  }

  /** True if neither the source nor its article has changed since the last build. */
  isUnchanged(path: string): boolean {
    const known = this.articles.get(path);
    const before = known && this.previous(path);
    return before !== undefined && before.source === known?.source && before.hashes === known.hashes;
  }

  /** Returns a source and its article as the last build had them; undefined if the store has lost the article. */
  async previousArticle(path: string): Promise<{ readonly source: Source; readonly article: Uint8Array } | undefined> {
    const known = this.previous(path);
    const article = known && (this.replacedBodies.get(path, known.hashes.article) ?? (await this.options.store?.get(known.key)));
    const source = known && this.last.published(known);
    return article && source && isArticleOf({ source, hashes: known.hashes }, article) ? { source, article } : undefined;
  }

  // ── making ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** True if an article is in memory or in the last build's record, and up to date. */
  isReady(source: Source, state: ReadState): boolean {
    return this.missing(source, state) === undefined;
  }

  /** Loads or renders the articles of some sources, so that the synchronous methods can be called for them. */
  async prepare(sources: readonly Source[], state: ReadState): Promise<void> {
    const missing = sources.flatMap((source) => this.missing(source, state) ?? []);
    if (missing.length === 0) return;
    missing.sort((a, b) => (a.key < b.key ? -1 : 1));
    await this.render(await this.loadFromStore(missing, state), state);
  }

  /** Forgets the articles of removed files. */
  forget(paths: readonly string[]): void {
    for (const path of paths) {
      this.articles.delete(path);
      this.heads.delete(path);
      this.bodies.forget(path);
    }
  }

  /** Returns the records of the sources for the next build. Unchanged ones reuse the last build's lines. */
  records(read: readonly ReadSource[]): { sources: SourceRecord[]; sourceLines: Line[]; headLines: Line[] } {
    const sources: SourceRecord[] = [];
    const sourceLines: Line[] = [];
    const headLines: Line[] = [];
    for (const { source, draft, problems } of read) {
      const article = this.articles.get(source.path);
      const before = this.previous(source.path);
      if (before && before.source === source && before.hashes === article?.hashes) {
        sources.push(before);
        sourceLines.push(this.last.line(before));
      } else {
        const { key, hashes, needsChecks } = article ?? { key: '', hashes: NO_HASHES, needsChecks: false };
        const now: SourceRecord = { source, draft, problems, key, hashes, needsChecks };
        sources.push(now);
        sourceLines.push(JSON.stringify(now));
      }
      headLines.push(article?.head ?? 'null');
    }
    return { sources, sourceLines, headLines };
  }

  private cached(path: string): CachedArticle {
    const known = this.articles.get(path);
    if (!known) throw new Error(`the article of ${path} was not prepared`);
    return known;
  }

  /** Reuses the article in memory or in the last build's record. Returns the source with its new key if neither is up to date. */
  private missing(source: Source, state: ReadState): MissingArticle | undefined {
    const { path } = source;
    const { names, settings } = state;
    const { inputs } = this.options;
    const before = this.previous(path);
    const known = this.articles.get(path);
    const isUntouched = before?.key && this.last.isSameSite(state) && inputs.isUnchanged(contentFile(path));
    // Same text and settings: the key is the same too, and hashing can be skipped.
    const key =
      isUntouched && before.source.inherited === source.inherited && isWaitingAlike(this.last.published(before), source)
        ? before.key
        : articleKey(source, settings, inputs.hash(contentFile(path)));
    const wanted = { key, source, names, settings };
    if (known) {
      if (staleReason({ ...known, lookups: () => this.head(path).lookups }, wanted)) return { source, key };
      known.names = names;
      return undefined;
    }
    const why = before && staleReason(this.last.article(before, state), wanted);
    if (before && !why) {
      const { hashes, needsChecks } = before;
      this.remember({ key, source, hashes, needsChecks, head: this.last.headLine(path), names });
      return undefined;
    }
    this.noteReason(path, why);
    return { source, key };
  }

  /**
   * Records the reason why an article is rendered again.
   * @param why undefined if the last build did not have the article
   */
  private noteReason(path: string, why: StaleReason | undefined): void {
    const { reasons, explain, inputs } = this.options;
    const file = contentFile(path);
    if (why?.changed === 'lookup') {
      const { lookup, now } = why;
      reasons.set(file, `"${lookup.key}" led to ${describeAnswer(lookup.answer)} and now leads to ${describeAnswer(now)}`);
    } else if (explain && why?.changed !== 'source')
      reasons.set(
        file,
        !why
          ? 'the last build did not have it'
          : inputs.isUnchanged(file)
            ? 'titleblock or a setting that it depends on changed'
            : 'its text changed',
      );
  }

  /** Loads articles from the store. Returns those that have to be rendered. */
  private async loadFromStore(missing: readonly MissingArticle[], state: ReadState): Promise<readonly MissingArticle[]> {
    const { store } = this.options;
    if (!store) return missing;
    const left: MissingArticle[] = [];
    for (let at = 0; at < missing.length; at += STORE_BATCH) {
      const part = missing.slice(at, at + STORE_BATCH);
      const stored = await store.getMany(part.map(({ key }) => key));
      for (const [index, each] of part.entries()) {
        const bytes = stored[index];
        if (bytes && this.useStored(each, bytes, state)) continue;
        const before = this.previous(each.source.path);
        if (bytes && before?.key === each.key) this.replacedBodies.keep(each.source.path, before.hashes.article, bytes);
        left.push(each);
      }
    }
    return left;
  }

  /** Uses a stored article if it is up to date. Returns false otherwise. */
  private useStored({ source, key }: MissingArticle, bytes: Uint8Array, { names, settings }: ReadState): boolean {
    const article = unpackArticle(bytes);
    if (staleReason({ key, source, lookups: () => article.lookups }, { key, source, names, settings })) return false;
    this.remember({ key, source, ...digestOf(source, article, bytes), names });
    this.bodies.keep(source.path, this.hashes(source.path).article, bytes);
    return true;
  }

  private async render(missing: readonly MissingArticle[], state: ReadState): Promise<void> {
    const { batches, store, features } = this.options;
    const { names, settings } = state;
    await batches.run(renderTask(features), { names, options: settings.options }, missing, {
      inputOf: ({ source }) => this.inputFor(source, state),
      onResult: async ({ source, key }, { bytes, head, needsChecks, hashes, milliseconds, isTransient }) => {
        this.rendered++;
        this.remember({ key, source, hashes, needsChecks, head, names });
        this.bodies.keep(source.path, this.hashes(source.path).article, bytes);
        this.slowest.note(contentFile(source.path), milliseconds);
        if (!isTransient) await store?.put(key, bytes);
      },
    });
  }

  private inputFor(source: Source, state: ReadState): RenderInput {
    const { path, meta } = source;
    const { settings, texts } = state;
    const text = texts.get(path) ?? this.textOf(path);
    texts.delete(path);
    const { lang } = meta;
    const words = lang === undefined ? undefined : settings.wordsOf(lang);
    const answers = this.last.lookups(path, state);
    return { source, text, dialect: settings.dialectOf(path), answers, ...(words && { words }) };
  }

  /**
   * Reads the text of a source.
   * @throws Unsettled if the file changed since its header was read and changes are not followed
   */
  private textOf(path: string): string {
    const { inputs, followsChanges } = this.options;
    const file = contentFile(path);
    const hash = inputs.hash(file);
    const { text } = readText(file, (each) => inputs.read(each));
    if (!followsChanges && (text === undefined || inputs.hash(file) !== hash))
      throw new Unsettled(`${file} changed while it was read`, false);
    return text ?? '';
  }

  private remember(known: CachedArticle): void {
    const { path } = known.source;
    if (this.articles.get(path)?.hashes.terms !== known.hashes.terms) this.termsVersion++;
    this.articles.set(path, known);
    this.heads.delete(path);
  }
}

/** True if the same notes of a file wait for their day. */
function isWaitingAlike(before: Source, now: Source): boolean {
  return before.waiting?.join() === now.waiting?.join();
}
