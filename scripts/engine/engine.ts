// The engine: a site that is read, asked and followed. A build, `dev` and `check` are its clients. They differ in what they want
// (profile.ts), in who does the work, and in where results are kept; what a site comes to is decided here alone.
//
// Files that have changed are taken note of by `update`. `settle` readies all articles and pictures; the plan of the site can be
// asked for before, and what it says of texts that are not read yet is then as far as it is known.

import { faviconOf } from '../assemble/favicon.js';
import { navigationPages } from '../assemble/navigation.js';
import { Plan } from '../assemble/plan.js';
import { publishedFiles } from '../assemble/publishedFiles.js';
import { isUnsettled } from '../base/errors.js';
import { lazy } from '../base/flow/lazy.js';
import { contentPath, isContentFile } from '../base/inputFolders.js';
import { MARKDOWN_FILE } from '../base/siteLookup.js';
import type { Store } from '../cache/store.js';
import type { Config } from '../config/config.js';
import type { Diagnostic } from '../types.js';
import type { Asked } from './artifact.js';
import { Contents } from './contents.js';
import { factsOf } from './facts.js';
import type { KnownSite } from './lastBuild.js';
import { type Settled, SiteParts, type Timed } from './parts.js';
import { fetchRemotes, linkedFiles, usesOf } from './pictures.js';
import { foundProblems } from './problems.js';
import type { ReadState } from './reading.js';
import { type Referring, referringArticles } from './references.js';
import { problemsOfUnsaved } from './unsaved.js';

const untimed: Timed = async (_stage, work) => work();

export class Engine extends SiteParts {
  readonly contents = new Contents(this);
  private settled: Settled | undefined;
  private planned: Promise<Plan> | undefined;
  private readonly unfetched = new Map<string, string>();
  /** Counts the changes of files. */
  changes = 0;

  /**
   * Takes note of changed files.
   * @param hints paths that may have changed; where none are given, all files are looked at
   * @returns whether one has
   */
  update(hints: Iterable<string> = this.options.inputs.suspects()): boolean {
    const { changed, removed, isListChanged } = this.options.inputs.update(hints);
    if (changed.length + removed.length === 0) return false;
    this.changes++;
    this.planned = undefined;
    this.settled = undefined;
    if (isListChanged || changed.some((path) => !MARKDOWN_FILE.test(path))) this.themes.forget();
    this.reading.update(changed, isListChanged);
    const texts = removed.filter(isContentFile);
    this.articles.forget(texts.map(contentPath));
    return true;
  }

  /**
   * Makes all articles ready, and all pictures.
   * @returns undefined where files have changed meanwhile
   * @throws Unsettled if files have changed, or were fetched, and that is not followed
   */
  async settle(): Promise<Settled | undefined> {
    const { changes } = this;
    const { state } = this.reading;
    if (this.settled?.state === state) return this.settled;
    const { timed = untimed } = this.options;
    await timed('render', () => this.allReady(state));
    if (changes !== this.changes) return undefined;
    const settled = await timed('pictures', () => this.settlePictures(state));
    if (changes !== this.changes) return undefined;
    this.settled = settled;
    return settled;
  }

  /**
   * Makes what waits for all articles and pictures.
   * @param store where it is kept
   */
  async complete({ state }: Settled, store: Store): Promise<void> {
    const { timed = untimed } = this.options;
    for (const { whole } of this.artifacts)
      if (whole?.wanted(state.outline.config)) await timed(whole.stage, () => whole.make(state, store));
    this.planned = undefined;
  }

  /** The plan of the site as its files are now. */
  plan(): Promise<Plan> {
    if (!this.planned) {
      const planned = this.planOf(this.state);
      // What could not be read may be readable when it is asked for again.
      planned.catch(() => {
        if (this.planned === planned) this.planned = undefined;
      });
      this.planned = planned;
    }
    return this.planned;
  }

  /**
   * The problems of a site that is settled, but for those of its plan.
   * @returns those of its files, where it cannot be settled
   */
  problems(settled: Settled | undefined): Promise<Diagnostic[]> {
    return foundProblems(this, settled);
  }

  /**
   * The problems of one file as it would be with another text; nothing is noted.
   * @param file from the root of the site
   * @returns undefined where the site cannot be settled
   */
  async problemsOf(file: string, text: string): Promise<readonly Diagnostic[] | undefined> {
    const settled = await this.settle();
    return settled && problemsOfUnsaved(this, { file, text, settled, plan: await this.plan() });
  }

  /**
   * A file that a browser asks for and that no plan lists: one of a picture, a card, or of the search.
   * @param url decoded, below the site's root
   */
  async onRequest(url: string): Promise<Uint8Array | undefined> {
    const asked: Asked = {
      built: this.options.built,
      config: this.state.outline.config,
      articles: async () => {
        let { state } = this;
        while (!(await this.allReady(state))) state = this.state;
        return state;
      },
    };
    for (const artifact of this.artifacts) {
      const bytes = await artifact.onRequest?.(url, asked);
      if (bytes) return bytes;
    }
    return undefined;
  }

  /** What the next build is to know of the site. */
  known({ state }: Settled): KnownSite {
    const { config, configProblems } = this.reading.current;
    const { key, hashes, data, fields, problems } = this.themes.templates(this.readFor(state));
    return {
      config,
      configProblems,
      names: state.namesHash(),
      settings: state.settings.hash,
      templates: { key, hashes, data, fields, problems },
      rows: Object.assign({}, ...this.artifacts.map((artifact) => artifact.rows(state))),
    };
  }

  /** Makes all articles ready, some at once; false where files have changed meanwhile. */
  async allReady(state: ReadState): Promise<boolean> {
    const { changes } = this;
    const { atOnce } = this.options.profile;
    const sources = state.outline.sources();
    const waiting = atOnce < sources.length ? sources.filter((source) => !this.articles.isReady(source, state)) : sources;
    for (let at = 0; at < waiting.length && changes === this.changes; at += atOnce) {
      await this.articles.ready(waiting.slice(at, at + atOnce), state);
      if (at + atOnce < waiting.length) await new Promise((resolve) => setImmediate(resolve));
    }
    return changes === this.changes;
  }

  private async settlePictures(state: ReadState): Promise<Settled> {
    const { outline } = state;
    const { config, index } = outline;
    const referring = referringArticles(outline, this.articles);
    const ofRemotes = await this.remoteProblems(referring, config);
    const of = this.readFor(state);
    const ofSite = this.themes.pictures(of);
    const uses = usesOf(referring, ofSite);
    this.pictures.use(config);
    await this.pictures.ready(uses);
    await this.readyMade(state);
    await this.readyTheme(state);
    const theme = this.themes.theme(of, this.pictures);
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
    await this.cleaned.look([...published, ...assets], config);
    const problems = [...ofRemotes, ...(await this.leaks.inLinked(published))];
    return { state, referring, ofSite, shown, linked, named: new Set(uses.keys()), problems };
  }

  /** Fetches pictures of other sites. Those that come are new files of this one: where changes are followed, the next has them. */
  private async remoteProblems(referring: readonly Referring[], config: Config): Promise<Diagnostic[]> {
    const { root, profile, unfetched = this.unfetched } = this.options;
    try {
      return await fetchRemotes({ root, unfetched }, referring, config);
    } catch (error) {
      if (profile.follows && isUnsettled(error)) return [];
      throw error;
    }
  }

  /**
   * Makes the pictures of the theme ready that is shown: it may not be the one whose problems are told, and where changes are
   * followed, a picture that is ready may have other bytes by now.
   */
  private async readyTheme(state: ReadState): Promise<void> {
    const { follows } = this.options.profile;
    const wanted = this.themes.shownPictures(this.readFor(state)).filter(({ path }) => follows || !this.pictures.result(path));
    if (wanted.length > 0) await this.pictures.ready(usesOf([], wanted));
  }

  private async planOf(state: ReadState): Promise<Plan> {
    const { outline, resolved } = state;
    const { config, index } = outline;
    this.pictures.use(config);
    if (!resolved.navigation) await this.articles.ready(navigationPages(index), state);
    await this.readyTheme(state);
    await this.readyMade(state);
    const site = factsOf(this, { state, settled: this.settled?.state === state ? this.settled : undefined });
    return new Plan(site, state.features);
  }
}
