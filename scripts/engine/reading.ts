// Reads what is needed before any article is rendered: settings, data, plugins and the headers of all files. An update reads
// again only what the changed files can affect.

import type { Features } from '../assemble/feature.js';
import { Outline } from '../assemble/outline.js';
import { type FeatureProblem, withPlugins } from '../assemble/pluginFeatures.js';
import { COLLECTION_NAMES } from '../base/collections.js';
import { problem } from '../base/diagnostics.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOf } from '../base/hash.js';
import { contentFile, contentPath, inputFolderOf, isContentFile } from '../base/inputFolders.js';
import { type DataFile, MARKDOWN_FILE, type Names, namesOf } from '../base/siteLookup.js';
import { CONFIG_FILE, type Config } from '../config/config.js';
import { URLS_FILE } from '../config/publishedUrls.js';
import { type BundledPlugins, bundlePlugins, haveChanged, NO_PLUGINS } from '../plugins/bundle.js';
import { callPlugins, type PluginContributions } from '../plugins/contributions.js';
import { PluginFailure } from '../plugins/guarded.js';
import type { SiteData } from '../read/data.js';
import { isFolderMeta } from '../read/folderMeta.js';
import { HeaderReader } from '../read/headerReader.js';
import { isSameOptions, type ReadSource, readOptionsFor, readSite, readSourceWith, type SiteReading } from '../read/read.js';
import { readText } from '../read/readText.js';
import type { Diagnostic } from '../types.js';
import type { Inputs } from './inputs.js';
import type { SiteRecord } from './lastBuild.js';
import type { Profile } from './profile.js';
import { emptyFolders, type ResolvedNames, resolveNames } from './references.js';
import { type RenderSettings, renderSettings } from './settings.js';
import { readSiteData } from './templates.js';

/** Everything that an article depends on besides its own file. */
export interface ArticleContext {
  readonly names: Names;
  readonly settings: RenderSettings;
}

/** The state of a site after its headers were read. */
export interface ReadState extends ArticleContext {
  /** Features of the program and of the site's plugins. */
  readonly features: Features;
  readonly outline: Outline;
  /** Hash of `names`. */
  readonly namesHash: () => string;
  readonly resolved: ResolvedNames;
  /** Paths of the drafts among posts and pages. */
  readonly drafts: ReadonlySet<string>;
  /** Texts that were read for their headers and not yet rendered, by path. */
  readonly texts: Map<string, string>;
}

/** An earlier reading: that of the last build, or of the same site with a different text in one file. */
export interface PreviousReading {
  readonly sources: readonly ReadSource[];
  readonly site: Pick<SiteRecord, 'config' | 'configProblems'>;
  /** The state it led to, if it is in memory. */
  readonly state?: ReadState;
}

export interface ReadingOptions {
  /** The site's folder, absolute. */
  readonly root: string;
  readonly inputs: Inputs;
  readonly features: Features;
  readonly profile: Profile;
  /** An earlier reading, reused for files that have not changed since. */
  readonly known: PreviousReading | undefined;
}

/** True if a change of the file can affect every page. */
const isSiteWideFile = (file: string) => file === CONFIG_FILE || file === URLS_FILE || inputFolderOf(file)?.isSiteWide === true;

const isFatal = ({ fatal }: Diagnostic) => fatal;

export class Reading {
  private currentState: ReadState | undefined;
  /** The last settings without errors. */
  private lastGoodConfig: Config | undefined;
  /** Files below content/ whose headers have errors. */
  brokenFiles: ReadonlySet<string> = new Set();
  bundled: BundledPlugins = NO_PLUGINS;
  data: SiteData = { values: {}, hashes: {}, paths: {}, problems: [] };
  /** The last reading, even if its settings have errors. */
  private lastReading: SiteReading | undefined;
  /**
   * The reading behind `currentState`: the last one without errors in its settings, or `lastReading` if the profile takes files
   * as they are.
   */
  private accepted: SiteReading | undefined;
  private sources = new Map<string, ReadSource>();
  private fileProblems: readonly Diagnostic[] = [];

  private readonly inputs: Inputs;
  private readonly profile: Profile;
  private readonly known: PreviousReading | undefined;
  private readonly fields: HeaderReader;

  constructor(private readonly options: ReadingOptions) {
    const { known } = options;
    this.inputs = options.inputs;
    this.profile = options.profile;
    this.known = known;
    this.fields = new HeaderReader(options.features.headerFields);
    for (const each of known?.sources ?? []) {
      const file = contentFile(each.source.path);
      if (this.inputs.isUnchanged(file)) this.sources.set(each.source.path, each);
    }
    this.read(known && this.inputs.isUnchanged(CONFIG_FILE) ? known.site : undefined, known?.site);
  }

  /** True if settings without errors were found at least once. Pages can be made only then. */
  get hasValidConfig(): boolean {
    return this.lastGoodConfig !== undefined;
  }

  get state(): ReadState {
    return this.currentState as ReadState;
  }

  /** The reading behind `state`. */
  get current(): SiteReading {
    return this.accepted as SiteReading;
  }

  /**
   * Reads again what changed files affect.
   * @param paths files that are new or have other bytes
   * @param isListChanged true if files were added or removed
   */
  update(paths: readonly string[], isListChanged: boolean): void {
    for (const path of paths) this.state.texts.delete(contentPath(path));
    const isSiteWide = isListChanged || paths.some((path) => isSiteWideFile(path) || isFolderMeta(path));
    // `every` alone would stop at the first difference, but each header must be read again, since `read` takes them from `sources`.
    const areSameHeaders = paths.map((path) => this.rereadHeader(path)).every(Boolean);
    if (!isSiteWide && areSameHeaders) return;
    const { lastReading, accepted } = this;
    const isConfigKnown = lastReading && accepted && !paths.includes(CONFIG_FILE);
    this.read(isConfigKnown ? { config: accepted.config, configProblems: lastReading.configProblems } : undefined, lastReading);
  }

  /** True if a plugin must be loaded again: a file outside of the input folders changed, or a missing package was installed. */
  havePluginsChanged(): boolean {
    return haveChanged(this.bundled);
  }

  /** Returns the problems of site.yaml, data, plugins and headers. */
  problems(): Diagnostic[] {
    const { state } = this;
    const ofSources = [...this.sources.values()].flatMap(({ problems }) => problems);
    const ofState = [...state.outline.contributions.problems, ...state.resolved.problems];
    const ofSite = [...(this.lastReading?.configProblems ?? []), ...this.data.problems, ...this.bundled.problems];
    return [...ofSite, ...this.fileProblems, ...ofSources, ...ofState];
  }

  /**
   * Reads the header of a file again. Keeps the old object if the header is equal, so that caches by identity stay valid.
   * @returns true if the header is the same as before
   */
  private rereadHeader(file: string): boolean {
    if (!isContentFile(file) || !MARKDOWN_FILE.test(file)) return true;
    const path = contentPath(file);
    const before = this.sources.get(path);
    this.sources.delete(path);
    if (!before || !this.accepted) return false;
    const { text, problems } = readText(file, (each) => this.inputs.read(each));
    if (text === undefined) return false;
    const found = readSourceWith(
      readOptionsFor(this.accepted.config, this.fields)(path),
      path,
      text,
      this.accepted.inheritedBy(path),
    );
    const now: ReadSource = { ...found, problems: [...problems, ...found.problems] };
    const isSame = JSON.stringify(now) === JSON.stringify(before);
    this.sources.set(path, isSame ? before : now);
    return isSame;
  }

  /**
   * @param knownConfig settings to reuse instead of reading site.yaml
   * @param before the reading whose settings the known headers were read with
   */
  private read(
    knownConfig: Pick<SiteReading, 'config' | 'configProblems'> | undefined,
    before: Pick<SiteReading, 'config'> | undefined,
  ): void {
    const { drafts, today, ignoresDates, runsPluginsTwice } = this.profile;
    const { root, features } = this.options;
    const howBefore = before && readOptionsFor(before.config, this.fields);
    const data = readSiteData(this.inputs);
    // Keep the object if the data is equal: caches compare it by identity.
    if (
      JSON.stringify([data.hashes, data.paths, data.problems]) !==
      JSON.stringify([this.data.hashes, this.data.paths, this.data.problems])
    )
      this.data = data;
    let read: { readonly outline: Outline; readonly features: Features } | undefined;
    const reading = readSite(
      {
        paths: this.inputs.paths,
        read: (path) => this.inputs.read(path),
        cached: (path, how) => (!howBefore || isSameOptions(howBefore(path), how) ? this.sources.get(path) : undefined),
        drafts: drafts !== false,
        today,
        anyDay: ignoresDates,
        cachedConfig: knownConfig && { config: knownConfig.config, problems: knownConfig.configProblems },
      },
      {
        settings: features.settingFields,
        fields: this.fields,
        generated: (config, index) => {
          this.bundled = bundlePlugins(root, config.plugins, this.bundled);
          const { bundles } = this.bundled;
          const contributions = callPlugins({ config, bundles, index, data: this.data.values, twice: runsPluginsTwice });
          read = outlineWith(config, index, features, contributions);
          return read.outline.generatedUrls;
        },
      },
    );
    this.lastReading = reading;
    this.fileProblems = [...reading.problems, ...emptyFolders(reading.config, reading.index)];
    this.sources = new Map(reading.sources.map((each) => [each.source.path, each]));
    this.brokenFiles = new Set(reading.sources.filter(({ problems }) => problems.some(isFatal)).map(({ source }) => source.path));
    if (!reading.configProblems.some(isFatal)) this.lastGoodConfig = reading.config;
    // While the settings have errors, pages stay as they were with the last good ones. If there never were good ones, go on with
    // these: the problems of all texts can still be reported.
    const isTaken = this.profile.mistakes === 'as they are' || !this.lastGoodConfig || this.lastGoodConfig === reading.config;
    if (read && isTaken) this.accept(reading, read);
  }

  private accept(reading: SiteReading, { outline, features }: Pick<ReadState, 'outline' | 'features'>): void {
    const state = this.currentState ?? this.known?.state;
    const { index, config } = reading;
    // Keep the objects if names and settings are equal: articles compare them by identity.
    const namesNow = namesOf(index, this.shownData());
    const isSame = state !== undefined && areSameNames(state.names, namesNow);
    const names = isSame ? state.names : namesNow;
    const namesHash = isSame ? state.namesHash : lazy(() => hashOf(JSON.stringify(names)));
    const fresh = renderSettings(config, this.bundled.bundles, this.profile.runsPluginsTwice);
    const settings = state?.settings.hash === fresh.hash ? state.settings : fresh;
    const links = outline.editions().flatMap((edition) => features.linksIn(edition.config));
    const resolved = resolveNames(outline, names, settings, links);
    const drafts = new Set(reading.sources.filter(({ draft }) => draft).map(({ source }) => source.path));
    this.accepted = reading;
    this.currentState = { outline, features, names, namesHash, settings, resolved, drafts, texts: reading.texts };
  }

  /** Returns the files of data/ that texts can show, by name. */
  private shownData(): { [name: string]: DataFile } {
    const shown = COLLECTION_NAMES.flatMap((name) => {
      const path = Object.hasOwn(this.data.paths, name) ? this.data.paths[name] : undefined;
      return path === undefined ? [] : [[name, { path, text: this.textOf(path) }] as const];
    });
    return Object.fromEntries(shown);
  }

  private textOf(path: string): string {
    return readText(path, (each) => this.inputs.read(each)).text ?? '';
  }
}

/** Makes the outline with the features of plugins. Leaves out each plugin that fails to list its addresses. */
function outlineWith(
  config: Config,
  index: Outline['index'],
  own: Features,
  contributions: PluginContributions,
): Pick<ReadState, 'outline' | 'features'> {
  const failed: FeatureProblem[] = [];
  for (;;) {
    const plugins = contributions.plugins.filter(({ name }) => !failed.some(({ plugin }) => plugin === name));
    const { features, problems } = withPlugins(own, plugins);
    const outline = new Outline(config, index, features, withProblems(contributions, [...problems, ...failed], config));
    if (features === own) return { outline, features };
    try {
      features.generatedUrls(outline);
      return { outline, features };
    } catch (error) {
      if (!(error instanceof PluginFailure) || failed.some(({ plugin }) => plugin === error.plugin)) throw error;
      failed.push({ plugin: error.plugin, reason: error.reason });
    }
  }
}

/** Adds the problems of plugins' features to what the plugins contribute. */
function withProblems(
  contributions: PluginContributions,
  found: readonly FeatureProblem[],
  { plugins }: Config,
): PluginContributions {
  if (found.length === 0) return contributions;
  const problems = found.map(({ plugin, reason }) => {
    const place = plugins.find(({ name }) => name === plugin)?.place;
    return problem(CONFIG_FILE, place, 'plugin/failed', `plugin "${plugin}" cannot be used: ${reason}`);
  });
  return { ...contributions, problems: [...contributions.problems, ...problems] };
}

function areSameNames(before: Names, now: Names): boolean {
  const areSame = (a: readonly string[], b: readonly string[]) =>
    a === b || (a.length === b.length && a.every((each, at) => each === b[at]));
  return (
    before.sources.length === now.sources.length &&
    before.sources.every(([path, url, aliases, title], at) => {
      const [otherPath, otherUrl, others = [], otherTitle] = now.sources[at] ?? [];
      return path === otherPath && url === otherUrl && title === otherTitle && areSame(aliases, others);
    }) &&
    areSame(before.files, now.files) &&
    areSame(before.drafts, now.drafts) &&
    JSON.stringify(before.editions) === JSON.stringify(now.editions) &&
    JSON.stringify(before.scheduled) === JSON.stringify(now.scheduled) &&
    areSame(before.generated, now.generated) &&
    JSON.stringify([before.redirects, before.data]) === JSON.stringify([now.redirects, now.data])
  );
}
