// The articles of a site: those of the last build that still hold, those that are kept, and those that have to be rendered.

import { articleHash, digestOf } from '../assemble/digest.js';
import { Unsettled } from '../base/errors.js';
import type { Names } from '../base/siteLookup.js';
import { unpackArticle } from '../base/storedArticle.js';
import type { Line } from '../cache/chunks.js';
import { hashOfKept } from '../cache/store.js';
import { publishedOn, type Reading, type ReadSource, readText } from '../read/read.js';
import type { ArticleHashes, ArticleHead, Source } from '../types.js';
import type { Batches } from '../work/batches.js';
import type { MakeContext } from './context.js';
import { type Broken, broken, type MadeArticle } from './holds.js';
import { type KnownSource, parseHead } from './lastBuild.js';
import { shownAnswer } from './reasons.js';
import type { CheckedArticles } from './references.js';
import { RENDER, type RenderInput } from './renderTask.js';
import { articleKey, type RenderSettings } from './settings.js';

/** An article, as far as it is in memory. */
interface Known extends Pick<KnownSource, 'key' | 'hashes' | 'needsChecks'> {
  /** JSON. */
  readonly head: Line;
}

/** What articles depend on besides their files. */
export interface RenderedSite {
  readonly names: Names;
  readonly settings: RenderSettings;
  /** Whether both are those of the last build. */
  readonly isSame: boolean;
}

/** A source whose article is not known from the last build. */
interface Missing {
  readonly source: Source;
  /** Under which its article is kept. */
  readonly key: string;
  readonly dialect: string;
}

/** Articles that are asked of the store at once. */
const STORED_AT_ONCE = 64;
/** Bytes of articles that are kept at hand until their pages are made. */
const AT_HAND = 16_000_000;
/** Files that are shown as the slowest. */
const SHOWN = 10;

export class Articles implements CheckedArticles {
  /** How many had to be rendered. */
  rendered = 0;
  /** The slowest files. */
  readonly slowest: (readonly [file: string, milliseconds: number])[] = [];
  private readonly articles = new Map<string, Known>();
  private readonly heads = new Map<string, ArticleHead>();
  private readonly bodies = new Map<string, Uint8Array>();
  private bytesInBodies = 0;
  /** Articles of the last build whose place in the store a new version takes. */
  private readonly replaced = new Map<string, Uint8Array>();
  private bytesReplaced = 0;
  private readonly places: ReadonlyMap<string, number>;
  /** Sources whose files have the bytes that they had. */
  private same: ReadonlySet<KnownSource> | undefined;

  constructor(
    private readonly context: MakeContext,
    private readonly batches: Batches,
    private readonly reasons: Map<string, string>,
  ) {
    this.places = new Map((context.last?.sources ?? []).map(({ source }, at) => [source.path, at]));
  }

  /** What the last build knew of a file, if it has the bytes that it had. */
  unchanged(path: string): KnownSource | undefined {
    const { last, inputs } = this.context;
    if (!last) return undefined;
    this.same ??= new Set(last.sources.filter(({ source }) => inputs.isUnchanged(`content/${source.path}`)));
    const known = this.before(path);
    return known && this.same.has(known) ? known : undefined;
  }

  /** A source and its article as the last build had them; undefined if the article is no longer kept. */
  async articleBefore(path: string): Promise<{ readonly source: Source; readonly article: Uint8Array } | undefined> {
    const known = this.before(path);
    const article = known && (this.replaced.get(path) ?? (await this.context.store.get(known.key)));
    const source = known && this.publishedBefore(known);
    return article && source && isArticleOf({ source, hashes: known.hashes }, article) ? { source, article } : undefined;
  }

  /** A source as the last build published it: what it knew of the article is of that one. */
  private publishedBefore({ source }: KnownSource): Source {
    const { last } = this.context;
    return last ? publishedOn(source, last.site.config.future, last.outcome.day) : source;
  }

  /** What the last build knew of a source. */
  before(path: string): KnownSource | undefined {
    return this.context.last?.sources[this.places.get(path) ?? -1];
  }

  /** Takes or makes the article of every source. */
  async render({ index, texts }: Reading, site: RenderedSite): Promise<void> {
    const missing = [...index.posts, ...index.pages, ...index.unlisted].flatMap((source) => this.takeKnown(source, site) ?? []);
    missing.sort((a, b) => (a.key < b.key ? -1 : 1));
    const toRender = await this.takeStored(missing, texts, site);
    this.rendered = toRender.length;
    await this.batches.run(RENDER, { names: site.names, options: site.settings.options }, toRender, {
      inputOf: ({ input }) => input,
      take: async ({ input, key }, output) => {
        const { bytes, head, needsChecks, hashes, milliseconds, isPassing } = output;
        this.articles.set(input.source.path, { key, hashes, needsChecks, head });
        this.remember(key, bytes);
        this.noteTime(`content/${input.source.path}`, milliseconds);
        if (!isPassing) await this.context.store.put(key, bytes);
      },
    });
  }

  get(path: string): Known {
    const known = this.articles.get(path);
    if (!known) throw new Error(`no article was rendered for ${path}`);
    return known;
  }

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

  /** An article as it is kept. */
  async body(source: Source): Promise<Uint8Array> {
    const { key, hashes } = this.get(source.path);
    const fresh = this.bodies.get(key);
    if (fresh) return fresh;
    const kept = await this.context.store.get(key);
    if (!kept || !isArticleOf({ source, hashes }, kept))
      throw new Unsettled(`the article of ${source.path} is no longer kept`, true);
    return kept;
  }

  /** What the next build is to know of the sources. */
  known(read: readonly ReadSource[]): {
    sources: KnownSource[];
    sourceLines: Line[];
    headLines: Line[];
  } {
    const { last } = this.context;
    const sources: KnownSource[] = [];
    const sourceLines: Line[] = [];
    const headLines: Line[] = [];
    for (const { source, draft, problems } of read) {
      const article = this.articles.get(source.path);
      const place = this.places.get(source.path);
      const before = place === undefined ? undefined : last?.sources[place];
      if (before && before.source === source && before.hashes === article?.hashes) {
        sources.push(before);
        sourceLines.push(last?.sourceLines.at(place as number) as Line);
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

  /** Takes what the last build knew of a source; gives its key where that does not hold. */
  private takeKnown(source: Source, { names, settings, isSame }: RenderedSite): Missing | undefined {
    const { path } = source;
    const known = this.before(path);
    const isSameFile = isSame && known !== undefined && this.unchanged(path) === known;
    // The key of a text that is the same, under settings that are, need not be made.
    const key =
      isSameFile && known.source.inherited === source.inherited
        ? known.key
        : articleKey(source, settings, this.context.inputs.hash(`content/${path}`));
    const why = known && broken(this.madeBefore(known, isSame ? names : undefined), { key, source, names, settings });
    if (known && !why) {
      this.take(path, known);
      return undefined;
    }
    this.explain(path, known && why);
    return { source, key, dialect: settings.dialectOf(path) };
  }

  /** What the last build knew of an article. @param names of the site, if they are those of the last build */
  private madeBefore(known: KnownSource, names: Names | undefined): MadeArticle {
    const line = () => this.context.last?.headLines.at(this.places.get(known.source.path) as number) as Line;
    return { key: known.key, source: this.publishedBefore(known), lookups: () => parseHead(line()).lookups, names };
  }

  /** Notes why an article is made again. @param why undefined if the last build did not have it */
  private explain(path: string, why: Broken | undefined): void {
    const file = `content/${path}`;
    if (why?.by === 'lookup') {
      const { lookup, now } = why;
      this.reasons.set(file, `"${lookup.key}" led to ${shownAnswer(lookup.answer)} and leads to ${shownAnswer(now)}`);
    } else if (this.context.options.explain && why?.by !== 'source')
      this.reasons.set(
        file,
        !why
          ? 'the last build did not have it'
          : this.context.inputs.isUnchanged(file)
            ? 'titleblock or a setting that it depends on changed'
            : 'its text changed',
      );
  }

  /** Takes what is kept in the store; gives what has to be rendered. */
  private async takeStored(
    missing: readonly Missing[],
    texts: Map<string, string>,
    site: RenderedSite,
  ): Promise<{ input: RenderInput; key: string }[]> {
    const toRender: { input: RenderInput; key: string }[] = [];
    for (let at = 0; at < missing.length; at += STORED_AT_ONCE) {
      const part = missing.slice(at, at + STORED_AT_ONCE);
      const stored = await this.context.store.getMany(part.map(({ key }) => key));
      for (const [index, { source, key, dialect }] of part.entries()) {
        const bytes = stored[index];
        if (bytes && this.takeKept(source, key, bytes, site)) continue;
        if (bytes && this.before(source.path)?.key === key) this.rememberReplaced(source.path, bytes);
        const text = texts.get(source.path) ?? this.textOf(source.path);
        texts.delete(source.path);
        toRender.push({ input: { source, text, dialect, ...this.knownFor(source, site) }, key });
      }
    }
    return toRender;
  }

  /** What need not be found out when a source is rendered. */
  private knownFor(
    { path, meta: { lang } }: Source,
    { settings, isSame }: RenderedSite,
  ): Pick<RenderInput, 'answers' | 'footnotes'> {
    const place = this.places.get(path);
    const line = isSame && place !== undefined ? this.context.last?.headLines.at(place) : undefined;
    const answers = line === undefined ? [] : parseHead(line).lookups;
    return lang === undefined ? { answers } : { answers, footnotes: settings.footnotesOf(lang) };
  }

  private take(path: string, { key, hashes, needsChecks }: KnownSource): void {
    const head = this.context.last?.headLines.at(this.places.get(path) as number) as Line;
    this.articles.set(path, { key, hashes, needsChecks, head });
  }

  /** Takes what is kept, if it holds. */
  private takeKept(source: Source, key: string, bytes: Uint8Array, { names, settings }: RenderedSite): boolean {
    const article = unpackArticle(bytes);
    if (broken({ key, source, lookups: () => article.lookups }, { key, source, names, settings })) return false;
    this.articles.set(source.path, { key, ...digestOf(source, article, bytes) });
    this.remember(key, bytes);
    return true;
  }

  /** The text of a source, which must be the one that was read before. */
  private textOf(path: string): string {
    const { inputs } = this.context;
    const file = `content/${path}`;
    const hash = inputs.hash(file);
    const { text } = readText(file, (each) => inputs.read(each));
    if (text === undefined || inputs.hash(file) !== hash) throw new Unsettled(`${file} changed while it was read`, false);
    return text;
  }

  /** Keeps an article at hand, so that it need not be read again for its page; the oldest go when there are many. */
  private remember(key: string, bytes: Uint8Array): void {
    this.bodies.set(key, bytes);
    this.bytesInBodies += bytes.length;
    for (const [oldest, { length }] of this.bodies) {
      if (this.bytesInBodies <= AT_HAND) break;
      this.bodies.delete(oldest);
      this.bytesInBodies -= length;
    }
  }

  private rememberReplaced(path: string, bytes: Uint8Array): void {
    this.bytesReplaced += bytes.length;
    // Where so many change, what is made of them is made again as a whole.
    if (this.bytesReplaced <= AT_HAND) this.replaced.set(path, bytes);
  }

  private noteTime(file: string, milliseconds: number): void {
    this.slowest.push([file, milliseconds]);
    if (this.slowest.length < SHOWN * 4) return;
    this.slowest.sort((a, b) => b[1] - a[1]);
    this.slowest.length = SHOWN;
  }
}

/**
 * Whether what is kept is the article that is known. A key says what an article was made from, its look-ups aside: it may hold
 * the same text with other answers, of this build or of one whose end the record does not know.
 */
function isArticleOf({ source, hashes }: Pick<KnownSource, 'source' | 'hashes'>, kept: Uint8Array): boolean {
  return articleHash(source, hashOfKept(kept)) === hashes.article;
}

const NO_HASHES = { article: '', entry: '', link: '', terms: '' };
