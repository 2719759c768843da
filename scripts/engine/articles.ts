// The articles of a site. One that is asked for is at hand, or the last build's where that still holds, or kept in the store, or it is
// rendered. `broken` (holds.ts) decides each time whether it holds.

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
import { ArticlesBefore } from './articlesBefore.js';
import { Bodies } from './bodies.js';
import { type Broken, broken, isArticleOf, shownAnswer } from './holds.js';
import type { Inputs } from './inputs.js';
import { type KnownBuild, type KnownSource, parseHead } from './lastBuild.js';
import type { ReadState } from './reading.js';
import type { CheckedArticles } from './references.js';
import { type RenderInput, renderTask } from './renderTask.js';
import { articleKey } from './settings.js';
import { Slowest } from './slowest.js';

/** An article, as far as it is in memory. */
interface Known extends Pick<KnownSource, 'key' | 'hashes' | 'needsChecks'> {
  /** The source as it was published. */
  readonly source: Source;
  /** JSON. */
  readonly head: Line;
  /** The names with which all its look-ups were found to hold. */
  names: Names;
  /** What it is about, once someone has asked. */
  terms?: SubjectTerms;
}

/** A source whose article is not known. */
interface Missing {
  readonly source: Source;
  /** Under which its article is kept. */
  readonly key: string;
}

export interface ArticlesOptions {
  readonly inputs: Inputs;
  readonly last: KnownBuild | undefined;
  /** Where results are kept, if they are. */
  readonly store: Store | undefined;
  readonly batches: Batches;
  /** Whether changes of the files are followed (`Profile`). */
  readonly follows: boolean;
  /** The features of the program: they may say something of texts. */
  readonly features: Features;
  /** Gets why articles were made again, by their files. */
  readonly reasons: Map<string, string>;
  /** Whether all reasons are wanted, and not only what look-ups came to. */
  readonly explain: boolean;
}

/** Of a draft, which has no article. */
const NO_HASHES: ArticleHashes = { article: '', entry: '', link: '', terms: '' };
/** Articles that are asked of the store at once. */
const STORED_AT_ONCE = 64;
/** Bytes of articles that are kept at hand: until their pages are made where there is a store, and as long as it goes where not. */
const AT_HAND = 12_000_000;
const AT_HAND_ALONE = 24_000_000;

export class Articles implements CheckedArticles {
  /** How many were rendered. */
  rendered = 0;
  /** Counts the changes of what texts are about. */
  termsVersion = 0;
  /** The slowest files. */
  readonly slowest = new Slowest();
  private readonly articles = new Map<string, Known>();
  private readonly heads = new Map<string, ArticleHead>();
  private readonly bodies: Bodies;
  /** Articles of the last build whose place in the store a new version takes. */
  private readonly replaced = new Bodies(AT_HAND);
  private readonly last: ArticlesBefore;

  constructor(private readonly options: ArticlesOptions) {
    this.bodies = new Bodies(options.store ? AT_HAND : AT_HAND_ALONE);
    this.last = new ArticlesBefore(options.last);
  }

  // ── asking ────────────────────────────────────────────────────────────────────────────────────────────────────

  hashes(path: string): ArticleHashes {
    return this.get(path).hashes;
  }

  head(path: string): ArticleHead {
    let head = this.heads.get(path);
    if (!head) {
      head = parseHead(this.get(path).head);
      this.heads.set(path, head);
    }
    return head;
  }

  needsChecks(path: string): boolean {
    return this.get(path).needsChecks;
  }

  pictures(path: string): readonly string[] {
    return this.get(path).needsChecks ? this.head(path).pictures.map((each) => each.path) : [];
  }

  /** What a post is about: by its title and tags, until its text is known. */
  terms({ path, meta }: Source): SubjectTerms {
    const known = this.articles.get(path);
    if (!known) return subjectTerms(meta, []);
    known.terms ??= readTerms(known.hashes.terms);
    return known.terms;
  }

  /**
   * A whole article, as it is kept.
   * @throws Unsettled if it is no longer kept, and files are not followed
   */
  async body(source: Source, around: ReadState): Promise<Uint8Array> {
    const { store, follows } = this.options;
    const { path } = source;
    const { key, hashes } = this.get(path);
    const fresh = this.bodies.get(path, hashes.article);
    if (fresh) return fresh;
    const kept = await store?.get(key);
    if (kept && isArticleOf({ source, hashes }, kept)) return kept;
    if (!follows) throw new Unsettled(`the article of ${path} is no longer kept`, true);
    await this.render([{ source, key }], around);
    return this.bodies.get(path, this.get(path).hashes.article) as Uint8Array;
  }

  /** What the last build knew of a source. */
  before(path: string): KnownSource | undefined {
    return this.last.get(path);
  }

  /** Whether neither a source nor its article has changed since the last build. */
  isAsBefore(path: string): boolean {
    const known = this.articles.get(path);
    const before = known && this.before(path);
    return before !== undefined && before.source === known?.source && before.hashes === known.hashes;
  }

  /** A source and its article as the last build had them; undefined if the article is no longer kept. */
  async articleBefore(path: string): Promise<{ readonly source: Source; readonly article: Uint8Array } | undefined> {
    const known = this.before(path);
    const article = known && (this.replaced.get(path, known.hashes.article) ?? (await this.options.store?.get(known.key)));
    const source = known && this.last.published(known);
    return article && source && isArticleOf({ source, hashes: known.hashes }, article) ? { source, article } : undefined;
  }

  // ── making ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Whether an article is at hand, or the last build's, and holds. */
  isReady(source: Source, around: ReadState): boolean {
    return this.missing(source, around) === undefined;
  }

  /** Makes the articles of some sources ready to be asked for. */
  async ready(sources: readonly Source[], around: ReadState): Promise<void> {
    const missing = sources.flatMap((source) => this.missing(source, around) ?? []);
    if (missing.length === 0) return;
    missing.sort((a, b) => (a.key < b.key ? -1 : 1));
    await this.render(await this.takeStored(missing, around), around);
  }

  /** Forgets the articles of files that are gone. */
  forget(paths: readonly string[]): void {
    for (const path of paths) {
      this.articles.delete(path);
      this.heads.delete(path);
      this.bodies.forget(path);
    }
  }

  /** What the next build is to know of the sources. */
  known(read: readonly ReadSource[]): { sources: KnownSource[]; sourceLines: Line[]; headLines: Line[] } {
    const sources: KnownSource[] = [];
    const sourceLines: Line[] = [];
    const headLines: Line[] = [];
    for (const { source, draft, problems } of read) {
      const article = this.articles.get(source.path);
      const before = this.before(source.path);
      if (before && before.source === source && before.hashes === article?.hashes) {
        sources.push(before);
        sourceLines.push(this.last.line(before));
      } else {
        const { key, hashes, needsChecks } = article ?? { key: '', hashes: NO_HASHES, needsChecks: false };
        const now: KnownSource = { source, draft, problems, key, hashes, needsChecks };
        sources.push(now);
        sourceLines.push(JSON.stringify(now));
      }
      headLines.push(article?.head ?? 'null');
    }
    return { sources, sourceLines, headLines };
  }

  private get(path: string): Known {
    const known = this.articles.get(path);
    if (!known) throw new Error(`the article of ${path} was not made ready`);
    return known;
  }

  /** The key of an article that is not at hand; undefined for one that is, or that the last build left, and that holds. */
  private missing(source: Source, around: ReadState): Missing | undefined {
    const { path } = source;
    const { names, settings } = around;
    const { inputs } = this.options;
    const before = this.before(path);
    const known = this.articles.get(path);
    const isUntouched = before?.key && this.last.isSameSite(around) && inputs.isUnchanged(contentFile(path));
    // The key of a text that is the same, under settings that are, need not be made.
    const key =
      isUntouched && before.source.inherited === source.inherited
        ? before.key
        : articleKey(source, settings, inputs.hash(contentFile(path)));
    const wanted = { key, source, names, settings };
    if (known) {
      if (broken({ ...known, lookups: () => this.head(path).lookups }, wanted)) return { source, key };
      known.names = names;
      return undefined;
    }
    const why = before && broken(this.last.made(before, around), wanted);
    if (before && !why) {
      const { hashes, needsChecks } = before;
      this.note({ key, source, hashes, needsChecks, head: this.last.headLine(path), names });
      return undefined;
    }
    this.explain(path, why);
    return { source, key };
  }

  /** Notes why an article is made again. @param why undefined if the last build did not have it */
  private explain(path: string, why: Broken | undefined): void {
    const { reasons, explain, inputs } = this.options;
    const file = contentFile(path);
    if (why?.by === 'lookup') {
      const { lookup, now } = why;
      reasons.set(file, `"${lookup.key}" led to ${shownAnswer(lookup.answer)} and leads to ${shownAnswer(now)}`);
    } else if (explain && why?.by !== 'source')
      reasons.set(
        file,
        !why
          ? 'the last build did not have it'
          : inputs.isUnchanged(file)
            ? 'titleblock or a setting that it depends on changed'
            : 'its text changed',
      );
  }

  /** Takes what is kept in the store; gives what has to be rendered. */
  private async takeStored(missing: readonly Missing[], around: ReadState): Promise<readonly Missing[]> {
    const { store } = this.options;
    if (!store) return missing;
    const left: Missing[] = [];
    for (let at = 0; at < missing.length; at += STORED_AT_ONCE) {
      const part = missing.slice(at, at + STORED_AT_ONCE);
      const stored = await store.getMany(part.map(({ key }) => key));
      for (const [index, each] of part.entries()) {
        const bytes = stored[index];
        if (bytes && this.takeKept(each, bytes, around)) continue;
        const before = this.before(each.source.path);
        if (bytes && before?.key === each.key) this.replaced.keep(each.source.path, before.hashes.article, bytes);
        left.push(each);
      }
    }
    return left;
  }

  /** Takes what is kept, if it holds. */
  private takeKept({ source, key }: Missing, bytes: Uint8Array, { names, settings }: ReadState): boolean {
    const article = unpackArticle(bytes);
    if (broken({ key, source, lookups: () => article.lookups }, { key, source, names, settings })) return false;
    this.note({ key, source, ...digestOf(source, article, bytes), names });
    this.bodies.keep(source.path, this.hashes(source.path).article, bytes);
    return true;
  }

  private async render(missing: readonly Missing[], around: ReadState): Promise<void> {
    const { batches, store, features } = this.options;
    const { names, settings } = around;
    await batches.run(renderTask(features), { names, options: settings.options }, missing, {
      inputOf: ({ source }) => this.inputFor(source, around),
      take: async ({ source, key }, { bytes, head, needsChecks, hashes, milliseconds, isPassing }) => {
        this.rendered++;
        this.note({ key, source, hashes, needsChecks, head, names });
        this.bodies.keep(source.path, this.hashes(source.path).article, bytes);
        this.slowest.note(contentFile(source.path), milliseconds);
        if (!isPassing) await store?.put(key, bytes);
      },
    });
  }

  private inputFor(source: Source, around: ReadState): RenderInput {
    const { path, meta } = source;
    const { settings, texts } = around;
    const text = texts.get(path) ?? this.textOf(path);
    texts.delete(path);
    const { lang } = meta;
    const footnotes = lang === undefined ? undefined : settings.footnotesOf(lang);
    const answers = this.last.lookups(path, around);
    return { source, text, dialect: settings.dialectOf(path), answers, ...(footnotes && { footnotes }) };
  }

  /** The text of a source. @throws Unsettled if it is not the one that was looked at, and files are not followed */
  private textOf(path: string): string {
    const { inputs, follows } = this.options;
    const file = contentFile(path);
    const hash = inputs.hash(file);
    const { text } = readText(file, (each) => inputs.read(each));
    if (!follows && (text === undefined || inputs.hash(file) !== hash))
      throw new Unsettled(`${file} changed while it was read`, false);
    return text ?? '';
  }

  private note(known: Known): void {
    const { path } = known.source;
    if (this.articles.get(path)?.hashes.terms !== known.hashes.terms) this.termsVersion++;
    this.articles.set(path, known);
    this.heads.delete(path);
  }
}
