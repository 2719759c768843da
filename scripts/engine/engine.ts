// The engine: reads a site, renders its articles, makes its pictures, and answers questions about it. A build, `dev` and `check`
// are its clients. They differ in their profile (profile.ts), in where work is done, and in where results are stored; everything
// else is decided here.
//
// `update` registers changed files. `settle` renders all articles and makes all pictures. The plan of the site is available
// earlier; it then contains only what is known so far.

import { faviconOf } from '../assemble/favicon.js';
import { navigationPages } from '../assemble/navigation.js';
import { Plan } from '../assemble/plan.js';
import { publishedFiles } from '../assemble/publishedFiles.js';
import { sortProblems } from '../base/diagnostics.js';
import { isUnsettled } from '../base/errors.js';
import { lazy } from '../base/flow/lazy.js';
import { contentPath, isContentFile } from '../base/inputFolders.js';
import { MARKDOWN_FILE } from '../base/siteLookup.js';
import type { Store } from '../cache/store.js';
import type { Config } from '../config/config.js';
import type { Diagnostic } from '../types.js';
import type { RequestContext } from './artifact.js';
import { Contents } from './contents.js';
import { siteWithFacts } from './facts.js';
import type { SiteRecord } from './lastBuild.js';
import { type SettledSite, SiteParts, type Timed } from './parts.js';
import { fetchRemotes, linkedFiles, pictureUses } from './pictures.js';
import { problemsOfArtifacts, siteProblems } from './problems.js';
import type { ReadState } from './reading.js';
import { type ReferringArticle, referringArticles } from './references.js';
import { problemsOfUnsaved } from './unsaved.js';

const untimed: Timed = async (_stage, work) => work();

export class Engine extends SiteParts {
  readonly contents = new Contents(this);
  private settled: SettledSite | undefined;
  private planned: Promise<Plan> | undefined;
  private readonly unfetched = new Map<string, string>();
  /** Number of updates in which files had changed. */
  changes = 0;

  /**
   * Registers changed files.
   * @param hints paths that may have changed; by default, all files are compared with the disk
   * @returns true if any file changed
   */
  update(hints: Iterable<string> = this.options.inputs.possibleChanges()): boolean {
    const { changed, removed, isListChanged } = this.options.inputs.update(hints);
    if (changed.length + removed.length === 0) return false;
    this.register(changed, isListChanged);
    const texts = removed.filter(isContentFile);
    this.articles.forget(texts.map(contentPath));
    return true;
  }

  /**
   * Loads plugins again if their packages changed, or a missing one was installed. These are no inputs of the site.
   * @returns true if there was a change
   */
  updatePlugins(): boolean {
    const isChanged = this.reading.havePluginsChanged();
    if (isChanged) this.register([], true);
    return isChanged;
  }

  private register(changed: readonly string[], isListChanged: boolean): void {
    this.changes++;
    this.planned = undefined;
    this.settled = undefined;
    if (isListChanged || changed.some((path) => !MARKDOWN_FILE.test(path))) this.themes.forget();
    this.reading.update(changed, isListChanged);
  }

  /**
   * Renders all articles and makes all pictures, unless they are up to date.
   * @returns undefined if files changed in the meantime
   * @throws Unsettled if files changed or were downloaded, and the profile does not follow changes
   */
  async settle(): Promise<SettledSite | undefined> {
    const { changes } = this;
    const { state } = this.reading;
    if (this.settled?.state === state) return this.settled;
    const { timed = untimed } = this.options;
    await timed('render', () => this.prepareArticles(state));
    if (changes !== this.changes) return undefined;
    const settled = await timed('pictures', () => this.settlePictures(state));
    if (changes !== this.changes) return undefined;
    this.settled = settled;
    return settled;
  }

  /**
   * Makes the artifacts that need all articles and pictures, such as the search index.
   * @param store where results are stored
   */
  async complete({ state }: SettledSite, store: Store): Promise<void> {
    const { timed = untimed } = this.options;
    for (const { whole } of this.artifacts)
      if (whole?.wanted(state.outline.config)) await timed(whole.stage, () => whole.make(state, store));
    this.planned = undefined;
  }

  /** Returns the plan for the current files. */
  plan(): Promise<Plan> {
    if (!this.planned) {
      const planned = this.planOf(this.state);
      // A file that could not be read may be readable next time.
      planned.catch(() => {
        if (this.planned === planned) this.planned = undefined;
      });
      this.planned = planned;
    }
    return this.planned;
  }

  /**
   * Returns all problems of the site except those of its plan.
   * @param settled undefined if the site cannot be settled: then only problems of files and settings are returned
   */
  problems(settled: SettledSite | undefined): Promise<Diagnostic[]> {
    return siteProblems(this, settled);
  }

  /**
   * Returns the problems to report. If site.yaml was never readable, its settings are defaults, from which problems of other files may
   * follow: then only its own are reported.
   */
  reported(problems: readonly Diagnostic[]): Diagnostic[] {
    const unread = this.reading.hasValidConfig ? [] : problems.filter(({ ruleId }) => ruleId === 'config/syntax');
    return sortProblems(unread.length > 0 ? unread : problems);
  }

  /**
   * Returns the problems that a file would have with a different text. Changes no state.
   * @param file path from the site's folder
   * @returns undefined if the site cannot be settled
   */
  async problemsOf(file: string, text: string): Promise<readonly Diagnostic[] | undefined> {
    const settled = await this.settle();
    return settled && problemsOfUnsaved(this, { file, text, settled, plan: await this.plan() });
  }

  /**
   * Returns a file that a browser requests and no plan lists: a picture variant, a card, or a part of the search index.
   * @param url decoded, below the site's root
   */
  async onRequest(url: string): Promise<Uint8Array | undefined> {
    const context: RequestContext = {
      built: this.options.outputFolder,
      config: this.state.outline.config,
      articles: async () => {
        let { state } = this;
        while (!(await this.prepareArticles(state))) state = this.state;
        return state;
      },
    };
    for (const artifact of this.artifacts) {
      const bytes = await artifact.onRequest?.(url, context);
      if (bytes) return bytes;
    }
    return undefined;
  }

  /** Returns the record of the site for the next build. */
  record({ state }: SettledSite): SiteRecord {
    const { config, configProblems } = this.reading.current;
    const { key, hashes, data, fields, problems } = this.themes.templates(this.themeInput(state));
    return {
      config,
      configProblems,
      names: state.namesHash(),
      settings: state.settings.hash,
      templates: { key, hashes, data, fields, problems },
      rows: Object.assign({}, ...this.artifacts.map((artifact) => artifact.rows(state))),
    };
  }

  /** Renders all articles, in batches of the profile's size. Returns false if files changed in the meantime. */
  async prepareArticles(state: ReadState): Promise<boolean> {
    const { changes } = this;
    const { batchSize } = this.options.profile;
    const sources = state.outline.sources();
    const waiting = batchSize < sources.length ? sources.filter((source) => !this.articles.isReady(source, state)) : sources;
    for (let at = 0; at < waiting.length && changes === this.changes; at += batchSize) {
      await this.articles.prepare(waiting.slice(at, at + batchSize), state);
      if (at + batchSize < waiting.length) await new Promise((resolve) => setImmediate(resolve));
    }
    return changes === this.changes;
  }

  private async settlePictures(state: ReadState): Promise<SettledSite> {
    const { outline } = state;
    const { config, index } = outline;
    const referring = referringArticles(outline, this.articles);
    const remoteProblems = await this.remoteProblems(referring, config);
    const themeInput = this.themeInput(state);
    const sitePictures = this.themes.pictures(themeInput);
    const uses = pictureUses(referring, sitePictures);
    this.pictures.use(config);
    await this.pictures.prepareUses(uses);
    await this.prepareArtifacts(state);
    await this.prepareTheme(state);
    const theme = this.themes.theme(themeInput, this.pictures);
    const shown = lazy(() =>
      [...uses.keys()]
        .sort()
        .map(this.pictures.get)
        .filter((each) => each !== undefined),
    );
    const linked = lazy(() => linkedFiles(referring, this.pictures));
    const favicon = theme.favicon ?? faviconOf(index.files);
    const published = [...publishedFiles(outline, { linked, shown, favicon })];
    const assets = theme.assets.filter(({ text }) => text === undefined).map(({ from }) => from);
    await this.cleaned.inspect([...published, ...assets], config);
    const problems = [
      ...remoteProblems,
      ...(await problemsOfArtifacts(this, (artifact) => artifact.problemsOfPublished?.(published))),
    ];
    return { state, referring, sitePictures, shown, linked, named: new Set(uses.keys()), problems };
  }

  /**
   * Downloads remote pictures and returns the problems of those that failed. Downloaded pictures are new input files: a profile
   * that follows changes finds them in its next update.
   */
  private async remoteProblems(referring: readonly ReferringArticle[], config: Config): Promise<Diagnostic[]> {
    const { root, profile, unfetched = this.unfetched } = this.options;
    try {
      return await fetchRemotes({ root, unfetched }, referring, config);
    } catch (error) {
      if (profile.followsChanges && isUnsettled(error)) return [];
      throw error;
    }
  }

  /**
   * Makes the pictures of the theme in use, which may be older than the theme whose problems are reported. If changes are followed,
   * a picture that was made before may have other bytes now.
   */
  private async prepareTheme(state: ReadState): Promise<void> {
    const { followsChanges } = this.options.profile;
    const wanted = this.themes
      .shownPictures(this.themeInput(state))
      .filter(({ path }) => followsChanges || !this.pictures.result(path));
    if (wanted.length > 0) await this.pictures.prepareUses(pictureUses([], wanted));
  }

  private async planOf(state: ReadState): Promise<Plan> {
    const { outline, resolved } = state;
    this.pictures.use(outline.config);
    const inNavigation = outline
      .editions()
      .flatMap(({ config, index }) => (resolved.navigation.has(config.language) ? [] : navigationPages(index, config)));
    if (inNavigation.length > 0) await this.articles.prepare(inNavigation, state);
    await this.prepareTheme(state);
    await this.prepareArtifacts(state);
    const site = siteWithFacts(this, { state, settled: this.settled?.state === state ? this.settled : undefined });
    return new Plan(site, state.features);
  }
}
