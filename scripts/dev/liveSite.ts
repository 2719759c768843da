// A site that is asked while it is written: a page is made when someone wants it, of articles that are rendered when they are
// wanted, and kept as long as what it is made from is the same. A file that changes is read again, and nothing else.

import { HEADERS_URL, NOT_FOUND_URL, outputPath, SEARCH_FOLDER } from '../assemble/addresses.js';
import type { Content, Kind, Output, Supply } from '../assemble/kinds/kind.js';
import { defaultNavigation, navigationPages } from '../assemble/navigation.js';
import type { Outline } from '../assemble/outline.js';
import { publishedFiles } from '../assemble/outputs/files.js';
import { Plan, type Planned } from '../assemble/plan.js';
import { sitePolicy } from '../assemble/policy.js';
import { lostHeadings } from '../assemble/published.js';
import { RelatedPosts } from '../assemble/related.js';
import { hasCover, type Rendered } from '../assemble/rendered.js';
import { searchedSources } from '../assemble/searched.js';
import { type Facts, Site } from '../assemble/site.js';
import { unreadFields } from '../assemble/unreadFields.js';
import { isTrustedDrawing } from '../base/activeFiles.js';
import { problemKey, sortProblems } from '../base/diagnostics.js';
import { isDamagedRecord, isUnsettled } from '../base/errors.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOf } from '../base/hash.js';
import { programVersion } from '../base/program.js';
import { MARKDOWN_FILE } from '../base/siteLookup.js';
import { unpackArticle } from '../base/storedArticle.js';
import { readLines } from '../cache/chunks.js';
import { unanswered } from '../config/answers.js';
import { Inputs } from '../engine/inputs.js';
import { type LastBuild, readLastBuild, recordFile } from '../engine/lastBuild.js';
import { leaksInLinked, mayLeak } from '../engine/leaks.js';
import { frameWith } from '../engine/look.js';
import type { Summary } from '../engine/options.js';
import { fetchRemotes, linkedFiles, problemsOfPictures, usesOf } from '../engine/pictureStage.js';
import { articleProblems, fieldReaders, type Referring, referringArticles } from '../engine/references.js';
import { leaksInFile } from '../leaks/files.js';
import { type CleanedFile, cleanFiles, cleaningProblems } from '../picture/cleanFiles.js';
import { bytesOfClean } from '../picture/encode.js';
import { CLEAN } from '../picture/tasks.js';
import { NOTHING_PLUGGED } from '../plugins/plugged.js';
import { withoutFollowing } from '../read/files.js';
import { NO_SERVICES } from '../services/services.js';
import type { Diagnostic, Source } from '../types.js';
import type { Executor } from '../work/executor.js';
import { LiveArticles } from './liveArticles.js';
import { LiveCards, LiveIcons, LiveSearch } from './liveExtras.js';
import { LiveLook } from './liveLook.js';
import { LivePictures } from './livePictures.js';
import { LiveReading, type ReadState } from './liveReading.js';

/** What the last build reported. */
type Told = Pick<LastBuild<Summary>['outcome'], 'problems'>;

export interface LiveOptions {
  /** The site's folder, absolute. */
  readonly root: string;
  /** Where files of pictures are kept. */
  readonly folder: string;
  /** The output folder of builds. */
  readonly built: string;
  /** Whether drafts are shown. */
  readonly drafts: boolean;
  readonly executor: Executor;
  /** Told of each change of the files that was taken note of, by whomever: a request may see it before the watcher does. */
  readonly noticed?: () => void;
  /** What the last build left. */
  readonly last: (Pick<LastBuild<Summary>, 'inputs' | 'site' | 'sources' | 'headLines'> & { readonly outcome: Told }) | undefined;
}

/** What is served at an address. */
export interface Answer {
  readonly bytes: Uint8Array;
  /** For a page: a hash of all that it is made from. */
  readonly version?: string;
}

/** A whole site, looked at. */
export interface Survey {
  /** In no order. */
  readonly problems: readonly Diagnostic[];
  /** Undefined if the settings cannot be read. */
  readonly outline: Outline | undefined;
  readonly referring: readonly Referring[];
  /** Pictures that something shows. */
  readonly shown: ReadonlySet<string>;
}

interface MadePage {
  readonly version: string;
  readonly bytes: Uint8Array;
}

/** Articles that are rendered at once while no one waits: a request in between waits no longer than for these. */
const AT_ONCE = 8;

/** A file of the plan as it is now. */
interface Found {
  readonly plan: Plan;
  readonly planned: Planned;
}

export class LiveSite {
  private readonly inputs: Inputs;
  private readonly reading: LiveReading;
  private readonly articles: LiveArticles;
  private readonly pictures: LivePictures;
  private readonly look: LiveLook;
  private readonly cards: LiveCards;
  private readonly icons: LiveIcons;
  private readonly search = new LiveSearch();
  /** Pages by their paths, as they were last made. */
  private readonly pages = new Map<string, MadePage>();
  private readonly unfetched = new Map<string, string>();
  /** What files would be published as. */
  private cleaned: ReadonlyMap<string, CleanedFile>;
  private readonly leaksIn = new Map<string, { readonly hash: string; readonly problems: Promise<readonly Diagnostic[]> }>();
  private plan: Promise<Plan> | undefined;
  private related: { readonly outline: Outline; readonly terms: number; readonly posts: RelatedPosts } | undefined;
  /** Counts the changes of files. */
  private changes = 0;

  constructor(private readonly options: LiveOptions) {
    const { root, folder, built, drafts, executor, last } = options;
    const run = executor.run;
    this.inputs = new Inputs(root, last?.inputs);
    this.reading = new LiveReading(root, this.inputs, drafts, last);
    this.articles = new LiveArticles(this.inputs, executor, last);
    this.pictures = new LivePictures(this.inputs, run, { folder, built }, last?.site);
    this.look = new LiveLook(this.inputs, this.pictures, () => this.reading.state?.outline.plugged ?? NOTHING_PLUGGED);
    this.cards = new LiveCards(built, executor.run);
    this.icons = new LiveIcons(this.inputs, run);
    this.cleaned = new Map(last?.site.cleaned ?? []);
  }

  /** Keys of problems that the last build reported, in files that have not changed since. */
  toldBefore(): ReadonlySet<string> {
    const isSame = ({ file }: Diagnostic) => !this.inputs.has(file) || this.inputs.isUnchanged(file);
    return new Set((this.options.last?.outcome.problems ?? []).filter(isSame).map(problemKey));
  }

  /** What the headers say; undefined until the settings can be read. */
  get state(): ReadState | undefined {
    return this.reading.state;
  }

  /** How many articles were rendered since the start. */
  get rendered(): number {
    return this.articles.rendered;
  }

  /**
   * Takes note of changed files.
   * @param hints paths that may have changed
   * @returns whether one has
   */
  update(hints: Iterable<string>): boolean {
    const { changed, removed, isListChanged } = this.inputs.update(hints);
    if (changed.length + removed.length === 0) return false;
    this.changes++;
    this.plan = undefined;
    try {
      this.reading.update(changed, isListChanged);
      this.articles.forget(removed.filter((path) => path.startsWith('content/')).map((path) => path.slice('content/'.length)));
      if (isListChanged || changed.some((path) => !MARKDOWN_FILE.test(path))) this.look.forget();
    } finally {
      this.options.noticed?.();
    }
    return true;
  }

  /** Takes note of all files that look other than when they were read, and of those that have come and gone. */
  refresh(): boolean {
    return this.update(this.inputs.suspects());
  }

  /**
   * What is served at an address.
   * @param url decoded, below the site's root
   * @returns undefined if there is nothing
   */
  async ask(url: string): Promise<Answer | undefined> {
    const bytes = (await this.pictures.bytes(url)) ?? (await this.cards.bytes(url)) ?? (await this.searchFile(url));
    if (bytes) return { bytes };
    const found = await this.fresh(url);
    if (!found) return undefined;
    if ('kind' in found.planned.by) return this.page(found);
    if (url === HEADERS_URL) await this.allReady();
    return { bytes: await this.content(found) };
  }

  /** What the page at an address is made from, as a hash; that of the 404 page if there is none. */
  async versionOf(url: string): Promise<string> {
    const found = (await this.find(url)) ?? (await this.find(NOT_FOUND_URL));
    return found && 'kind' in found.planned.by ? this.versionOfPage(found) : '';
  }

  /**
   * All problems of the site. Articles that no one has asked for are rendered for it, a few at a time.
   * @returns undefined where files have changed meanwhile
   */
  async problems(): Promise<readonly Diagnostic[] | undefined> {
    const survey = await this.survey();
    const outline = this.reading.state?.outline;
    const { left, idle } = unanswered(survey?.problems ?? [], outline?.config.answered ?? [], outline?.sources() ?? []);
    return survey && sortProblems([...left, ...idle]);
  }

  /**
   * The whole site, with its problems, answered ones among them.
   * @returns undefined where files have changed meanwhile
   */
  async survey(): Promise<Survey | undefined> {
    const { changes } = this;
    const plan = await this.current();
    const found: Diagnostic[] = [];
    let known: Omit<Survey, 'problems'> = { outline: undefined, referring: [], shown: new Set() };
    if (plan && (await this.allReady())) {
      const { outline } = plan.site;
      const referring = referringArticles(outline, this.articles);
      found.push(...articleProblems(referring, outline, this.articles), ...(await this.remoteProblems(referring)));
      found.push(...lostHeadings(outline, (path) => this.articles.head(path)).map((each) => each.problem));
      const { config } = outline;
      const { pictures: ofSite } = (await this.look.found(config)).found;
      const uses = usesOf(referring, ofSite);
      await this.pictures.ready(Array.from(uses, ([path, use]) => ({ path, ...use })));
      found.push(...problemsOfPictures(referring, ofSite, this.pictures.result, config), ...plan.problems());
      found.push(...(await this.problemsOfFiles(plan.site, referring, [...uses.keys()])));
      const templates = this.look.used ?? { fields: [] };
      found.push(...unreadFields(outline.sources(), fieldReaders(config, templates, this.reading.bundled)));
      known = { outline, referring, shown: new Set(uses.keys()) };
    }
    found.push(
      ...this.icons.problems,
      ...this.inputs.problems,
      ...this.reading.problems(),
      ...this.look.problems(),
      ...(await this.leaks()),
    );
    return changes === this.changes ? { ...known, problems: withoutFollowing(found) } : undefined;
  }

  /** What is wrong with publishing files that are not posts. */
  private async leaks(): Promise<Diagnostic[]> {
    const safe = this.reading.state?.outline.config.safe ?? false;
    const found = this.inputs.paths
      .filter((path) => mayLeak(path, safe))
      .map((path) => {
        const hash = this.inputs.hash(path);
        const known = this.leaksIn.get(path);
        if (known?.hash === hash) return known.problems;
        const problems = leaksInFile(path, { size: this.inputs.size(path), open: () => this.inputs.open(path) });
        this.leaksIn.set(path, { hash, problems });
        return problems;
      });
    return (await Promise.all(found)).flat();
  }

  /** The problems of files that a build would publish as they are. @param uses pictures that something shows */
  private async problemsOfFiles({ outline, facts }: Site, referring: readonly Referring[], uses: readonly string[]) {
    const { config } = outline;
    const shown = () => uses.map(this.pictures.get).filter((each) => each !== undefined);
    const linked = lazy(() => linkedFiles(referring, this.pictures));
    const published = [...publishedFiles(outline, { linked, shown, icon: facts.frame.icon })];
    const assets = facts.assets.filter(({ text }) => text === undefined).map(({ from }) => from);
    this.cleaned = await cleanFiles([...published, ...assets], {
      maxMegapixels: config.images.maxMegapixels,
      isTrusted: (path) => isTrustedDrawing(path, config.safe),
      fileOf: (path) => this.inputs.fileOf(path),
      hashOfFile: (path) => this.inputs.hash(path),
      known: (path) => this.cleaned.get(path),
      run: this.options.executor.run,
      keep: async () => {},
    });
    const isTold = (path: string) => this.pictures.result(path) !== undefined;
    const leaks = await leaksInLinked(published, this.inputs);
    return [...cleaningProblems(this.cleaned, isTold, config.pictures), ...leaks];
  }

  // ── pages ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private async page(found: Found): Promise<MadePage> {
    const { plan, planned } = found;
    const { path, address } = planned;
    const { article, data } = address;
    const known = this.pages.get(path);
    // What cannot be read as the writer meant it is shown as it last was.
    if (known && article && this.reading.broken.has(article.path)) return known;
    const version = await this.versionOfPage(found);
    if (known?.version === version) return known;
    const { kind, template } = planned.by as { readonly kind: Kind; readonly template: string };
    const rendered = article && (await this.renderedArticle(article, plan));
    const values = kind.values(plan.site.facts.frame, kind.input(plan.site, data), rendered);
    const { compiled } = await this.look.of(plan.site.outline.config);
    const made = { version, bytes: Buffer.from(compiled.render(template, values)) };
    this.pages.set(path, made);
    return made;
  }

  /** A hash of what a page is made from; all that it shows is ready then. */
  private async versionOfPage({ plan, planned: { path, address, by }, planned }: Found): Promise<string> {
    const { kind } = by as { readonly kind: Kind };
    const { site } = plan;
    const own = address.article ? [address.article] : [];
    await this.ready([...own, ...kind.shows(site, address.data)]);
    for (const { path: shown } of own) await this.pictures.ready(this.articles.head(shown).pictures);
    return hashOf(path, plan.parts(planned));
  }

  private async renderedArticle(source: Source, { site }: Plan): Promise<Rendered> {
    const state = this.reading.state as ReadState;
    const article = unpackArticle(await this.articles.body(source, state));
    const paths = new Set(this.articles.pictures(source.path));
    const pictures = [...paths].map(site.facts.pictures.get).filter((picture) => picture !== undefined);
    return { source, article, pictures };
  }

  private async ready(sources: readonly Source[]): Promise<void> {
    if (this.reading.state) await this.articles.ready(sources, this.reading.state);
  }

  /** Renders all articles, a few at a time; false where files have changed meanwhile. */
  private async allReady(): Promise<boolean> {
    const { changes } = this;
    const { state } = this.reading;
    const waiting = state?.outline.sources().filter((source) => !this.articles.isReady(source, state)) ?? [];
    for (let at = 0; at < waiting.length && changes === this.changes; at += AT_ONCE) {
      await this.ready(waiting.slice(at, at + AT_ONCE));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return changes === this.changes;
  }

  // ── other files ───────────────────────────────────────────────────────────────────────────────────────────────

  private async content({ plan, planned }: Found): Promise<Uint8Array> {
    const { output } = planned.by as { readonly output: Output };
    const content = await output.content(plan.site, planned.address.data, this.supply(plan));
    return content instanceof Uint8Array ? content : this.inputs.copy(content.copyOf);
  }

  private supply(plan: Plan): Supply {
    const { images, safe } = plan.site.outline.config;
    const { maxMegapixels } = images;
    return {
      rendered: async (post) => {
        await this.ready([post]);
        await this.pictures.ready(this.articles.head(post.path).pictures);
        return this.renderedArticle(post, plan);
      },
      kept: (key) => this.icons.bytes(key, maxMegapixels),
      published: async (path): Promise<Content> => {
        const isTrusted = isTrustedDrawing(path, safe);
        const cleaned = await this.options.executor.run(CLEAN, { file: this.inputs.fileOf(path), maxMegapixels, isTrusted });
        return cleaned.kind === 'copy' ? { copyOf: path } : bytesOfClean(cleaned);
      },
    };
  }

  private async searchFile(url: string): Promise<Uint8Array | undefined> {
    const { state } = this.reading;
    if (!state?.outline.config.search || !url.startsWith(SEARCH_FOLDER)) return undefined;
    while (!(await this.allReady()));
    const sources = searchedSources(state.outline.index);
    const key = hashOf(...sources.map(({ path }) => this.articles.hashes(path).article));
    const bodyOf = (source: Source) => this.articles.body(source, state);
    return this.search.bytes(url, { key, sources, bodyOf });
  }

  // ── the plan ──────────────────────────────────────────────────────────────────────────────────────────────────

  private async find(url: string): Promise<Found | undefined> {
    const plan = await this.current();
    const planned = plan?.at(outputPath(url));
    return plan && planned && { plan, planned };
  }

  /** The same, when the file that it shows has been looked at: no one waits for the news of a change. */
  private async fresh(url: string): Promise<Found | undefined> {
    const found = await this.find(url);
    const { article } = found?.planned.address ?? {};
    const file = article && `content/${article.path}`;
    return file && this.inputs.hasNewLook(file) && this.update([file]) ? this.find(url) : found;
  }

  /** The plan of the site as its files are now; undefined until the settings can be read. */
  private async current(): Promise<Plan | undefined> {
    const { state } = this.reading;
    if (!state) return undefined;
    this.plan ??= this.planOf(state);
    return this.plan;
  }

  private async planOf(state: ReadState): Promise<Plan> {
    const { outline, resolved } = state;
    const { config, index } = outline;
    this.pictures.use(config);
    if (!resolved.navigation) await this.ready(navigationPages(index));
    const look = await this.look.of(config);
    const icons = await this.icons.of(index.files, config.images.maxMegapixels);
    const navigation = resolved.navigation ?? defaultNavigation(config, index, (path) => this.articles.head(path).title);
    const site = new Site(outline, {
      frame: frameWith(look, config, index, { navigation, icons, preview: false, isPublic: false }),
      templates: look.templateHashes,
      assets: look.assets,
      icons,
      ...this.factsOf(state),
    });
    return new Plan(site);
  }

  /** What is known of a site's articles, pictures and files; found out when it is asked for. */
  private factsOf(state: ReadState): Omit<Facts, 'frame' | 'templates' | 'assets' | 'icons'> {
    const { outline, resolved } = state;
    const { config, index } = outline;
    const code = () =>
      outline
        .sources()
        .flatMap((source) => (this.articles.isReady(source, state) ? (this.articles.head(source.path).code ?? []) : []));
    return {
      articles: this.articles,
      pictures: this.pictures,
      translationsOf: (path) => resolved.translations.get(path) ?? [],
      relatedTo: (at) => this.relatedPosts(outline).to(at),
      cardOf: (path) => {
        const source = outline.source(path);
        if (!this.articles.isReady(source, state)) return undefined;
        const head = this.articles.head(path);
        return hasCover(head, this.pictures) ? undefined : this.cards.keyFor(config, source, head.title.text);
      },
      search: () => [],
      policy: () => sitePolicy({ config: { ...config, ...NO_SERVICES }, code: code() }),
      shown: () => [],
      // Any file may be looked at; a build publishes those that something leads to.
      linked: lazy(() => new Set(index.files)),
      hashOfFile: (path) => this.inputs.hash(path),
      cleaningOf: () => undefined,
      isRefused: () => false,
    };
  }

  /** Related posts as far as the words of texts are known: all are once the problems were asked for. */
  private relatedPosts(outline: Outline): RelatedPosts {
    const { termsVersion } = this.articles;
    if (this.related?.outline !== outline || this.related.terms !== termsVersion) {
      const posts = new RelatedPosts(outline.posts.map((post) => this.articles.terms(post)));
      this.related = { outline, terms: termsVersion, posts };
    }
    return this.related.posts;
  }

  /** Fetches pictures of other sites; those that come are new files of this one. */
  private async remoteProblems(referring: readonly Referring[]): Promise<Diagnostic[]> {
    const { config } = (this.reading.state as ReadState).outline;
    try {
      return await fetchRemotes({ root: this.options.root, unfetched: this.unfetched }, referring, config);
    } catch (error) {
      if (isUnsettled(error)) return [];
      throw error;
    }
  }
}

/** What the last build left, read at once: another build may replace it while the site is shown. */
export function lastBuildOf(root: string): LiveOptions['last'] {
  try {
    const last = readLastBuild<Summary>(recordFile(root), programVersion());
    // Hashes are read when they are asked for: here, while the file is the one that it was.
    return (
      last && {
        inputs: { ...last.inputs },
        site: last.site,
        sources: last.sources,
        headLines: readLines(last.headLines),
        outcome: last.outcome,
      }
    );
  } catch (error) {
    if (isDamagedRecord(error)) return undefined;
    throw error;
  }
}
