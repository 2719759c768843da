// What is read of a site before any of its texts is rendered: settings, data, plugins, the headers of all files. It is read at the
// beginning, and again where a file has changed that says something of others.

import type { Features } from '../assemble/feature.js';
import { Outline } from '../assemble/outline.js';
import { type FeatureProblem, withPlugins } from '../assemble/pluginFeatures.js';
import { problem } from '../base/diagnostics.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOf } from '../base/hash.js';
import { contentFile, contentPath, inputFolderOf, isContentFile } from '../base/inputFolders.js';
import { MARKDOWN_FILE, type Names, namesOf } from '../base/siteLookup.js';
import { CONFIG_FILE, type Config } from '../config/config.js';
import { URLS_FILE } from '../config/publishedUrls.js';
import { type BundledPlugins, bundlePlugins, NO_PLUGINS } from '../plugins/bundle.js';
import { PluginFailure } from '../plugins/guarded.js';
import { type Plugged, plug } from '../plugins/plugged.js';
import type { SiteData } from '../read/data.js';
import { isFolderMeta } from '../read/folderMeta.js';
import { HeaderReader } from '../read/headerReader.js';
import {
  isSameOptions,
  type ReadSource,
  readOptionsFor,
  readSite,
  readSourceWith,
  type Reading as SiteReading,
} from '../read/read.js';
import { readText } from '../read/readText.js';
import type { Diagnostic } from '../types.js';
import type { Inputs } from './inputs.js';
import type { KnownSite } from './lastBuild.js';
import type { Profile } from './profile.js';
import { emptyFolders, type ResolvedNames, resolveNames } from './references.js';
import { type RenderSettings, readerSettings } from './settings.js';
import { dataIn } from './templates.js';

/** What articles depend on besides their files. */
export interface ArticleContext {
  readonly names: Names;
  readonly settings: RenderSettings;
}

/** A site as far as its headers say. */
export interface ReadState extends ArticleContext {
  /** Those of the program and of the site's plugins. */
  readonly features: Features;
  readonly outline: Outline;
  /** A hash of the names. */
  readonly namesHash: () => string;
  readonly resolved: ResolvedNames;
  /** Posts and pages that are drafts, by their paths. */
  readonly drafts: ReadonlySet<string>;
  /** Texts that were read for their headers and are not rendered yet, by their paths. */
  readonly texts: Map<string, string>;
}

/** What was read before: by the last build, or of the same site with other texts. */
export interface KnownReading {
  readonly sources: readonly ReadSource[];
  readonly site: Pick<KnownSite, 'config' | 'configProblems'>;
  /** What it came to, where that is at hand. */
  readonly state?: ReadState;
}

export interface ReadingMeans {
  /** The site's folder, absolute. */
  readonly root: string;
  readonly inputs: Inputs;
  readonly features: Features;
  readonly profile: Profile;
  /** What was read before; it holds for files that have not changed since. */
  readonly known: KnownReading | undefined;
}

/** Whether a change of a file may concern every page. */
const isForAll = (file: string) => file === CONFIG_FILE || file === URLS_FILE || inputFolderOf(file)?.isSiteWide === true;

const isFatal = ({ fatal }: Diagnostic) => fatal;

export class Reading {
  private found: ReadState | undefined;
  /** The last settings without mistakes. */
  private good: Config | undefined;
  /** Files whose headers have mistakes, by their paths below content/. */
  broken: ReadonlySet<string> = new Set();
  bundled: BundledPlugins = NO_PLUGINS;
  data: SiteData = { values: {}, hashes: {}, problems: [] };
  /** The last one; of settings with mistakes too. */
  private last: SiteReading | undefined;
  /** The last one whose settings were taken. */
  private taken: SiteReading | undefined;
  private sources = new Map<string, ReadSource>();
  private fileProblems: readonly Diagnostic[] = [];

  private readonly inputs: Inputs;
  private readonly profile: Profile;
  private readonly known: KnownReading | undefined;
  private readonly fields: HeaderReader;

  /** Reads a site. */
  constructor(private readonly means: ReadingMeans) {
    const { known } = means;
    this.inputs = means.inputs;
    this.profile = means.profile;
    this.known = known;
    this.fields = new HeaderReader(means.features.headerFields);
    for (const each of known?.sources ?? []) {
      const file = contentFile(each.source.path);
      if (this.inputs.isUnchanged(file)) this.sources.set(each.source.path, each);
    }
    this.read(known && this.inputs.isUnchanged(CONFIG_FILE) ? known.site : undefined, known?.site);
  }

  /** Whether settings without mistakes were found: then pages can be made. */
  get isGood(): boolean {
    return this.good !== undefined;
  }

  /** What the headers say. */
  get state(): ReadState {
    return this.found as ReadState;
  }

  /** The reading that the state is of. */
  get current(): SiteReading {
    return this.taken as SiteReading;
  }

  /**
   * Takes note of changed files.
   * @param paths files that are new, or have other bytes
   * @param isListChanged whether there are other files than before
   */
  update(paths: readonly string[], isListChanged: boolean): void {
    for (const path of paths) this.state.texts.delete(contentPath(path));
    const isSiteWide = isListChanged || paths.some((path) => isForAll(path) || isFolderMeta(path));
    // Each of them, whatever the first one says: `read` takes headers from `sources`.
    const areSameHeaders = paths.map((path) => this.isSameHeader(path)).every(Boolean);
    if (!isSiteWide && areSameHeaders) return;
    const { last, taken } = this;
    const isConfigKnown = last && taken && !paths.includes(CONFIG_FILE);
    this.read(isConfigKnown ? { config: taken.config, configProblems: last.configProblems } : undefined, last);
  }

  /** Problems of files, of their headers and of what site.yaml names. */
  problems(): Diagnostic[] {
    const { state } = this;
    const ofSources = [...this.sources.values()].flatMap(({ problems }) => problems);
    const ofState = [...state.outline.plugged.problems, ...state.resolved.problems];
    const ofSite = [...(this.last?.configProblems ?? []), ...this.data.problems, ...this.bundled.problems];
    return [...ofSite, ...this.fileProblems, ...ofSources, ...ofState];
  }

  /** Reads the header of a file again, and forgets what it was. One that says the same stays the same object. */
  private isSameHeader(file: string): boolean {
    if (!isContentFile(file) || !MARKDOWN_FILE.test(file)) return true;
    const path = contentPath(file);
    const before = this.sources.get(path);
    this.sources.delete(path);
    if (!before || !this.taken) return false;
    const { text, problems } = readText(file, (each) => this.inputs.read(each));
    if (text === undefined) return false;
    const found = readSourceWith(readOptionsFor(this.taken.config, this.fields)(path), path, text, this.taken.inheritedBy(path));
    const now: ReadSource = { ...found, problems: [...problems, ...found.problems] };
    const isSame = JSON.stringify(now) === JSON.stringify(before);
    this.sources.set(path, isSame ? before : now);
    return isSame;
  }

  /**
   * @param knownConfig settings that need not be read again
   * @param before what the headers that are known were read with
   */
  private read(
    knownConfig: Pick<SiteReading, 'config' | 'configProblems'> | undefined,
    before: Pick<SiteReading, 'config'> | undefined,
  ): void {
    const { drafts, today, anyDay, twice } = this.profile;
    const { root, features } = this.means;
    const howBefore = before && readOptionsFor(before.config, this.fields);
    const data = dataIn(this.inputs);
    // The same data is the same object, so that nothing is made of it again.
    if (JSON.stringify([data.hashes, data.problems]) !== JSON.stringify([this.data.hashes, this.data.problems])) this.data = data;
    let read: { readonly outline: Outline; readonly features: Features } | undefined;
    const reading = readSite(
      {
        paths: this.inputs.paths,
        read: (path) => this.inputs.read(path),
        cached: (path, how) => (!howBefore || isSameOptions(howBefore(path), how) ? this.sources.get(path) : undefined),
        drafts: drafts !== false,
        today,
        anyDay,
        cachedConfig: knownConfig && { config: knownConfig.config, problems: knownConfig.configProblems },
      },
      {
        settings: features.settingFields,
        fields: this.fields,
        generated: (config, index) => {
          this.bundled = bundlePlugins(root, config.plugins, this.bundled);
          const { bundles } = this.bundled;
          const plugged = plug({ config, bundles, index, data: this.data.values, twice });
          read = outlineWith(config, index, features, plugged);
          return read.outline.generatedUrls;
        },
      },
    );
    this.last = reading;
    this.fileProblems = [...reading.problems, ...emptyFolders(reading.config, reading.index)];
    this.sources = new Map(reading.sources.map((each) => [each.source.path, each]));
    this.broken = new Set(reading.sources.filter(({ problems }) => problems.some(isFatal)).map(({ source }) => source.path));
    if (!reading.configProblems.some(isFatal)) this.good = reading.config;
    // Headers that change while the settings have mistakes are shown with the last good ones. Where none were good yet, the
    // problems of all texts can still be told.
    const isTaken = this.profile.mistakes === 'as they are' || !this.good || this.good === reading.config;
    if (read && isTaken) this.take(reading, read);
  }

  private take(reading: SiteReading, { outline, features }: Pick<ReadState, 'outline' | 'features'>): void {
    const state = this.found ?? this.known?.state;
    const { index, config } = reading;
    // The same names and settings are the same objects, so that nothing made with them is looked at again.
    const namesNow = namesOf(index);
    const isSame = state !== undefined && areSameNames(state.names, namesNow);
    const names = isSame ? state.names : namesNow;
    const namesHash = isSame ? state.namesHash : lazy(() => hashOf(JSON.stringify(names)));
    const fresh = readerSettings(config, this.bundled.bundles, this.profile.twice);
    const settings = state?.settings.hash === fresh.hash ? state.settings : fresh;
    const resolved = resolveNames(outline, names, settings);
    const drafts = new Set(reading.sources.filter(({ draft }) => draft).map(({ source }) => source.path));
    this.taken = reading;
    this.found = { outline, features, names, namesHash, settings, resolved, drafts, texts: reading.texts };
  }
}

/** An outline with the features of plugins; one that fails while addresses are made brings nothing. */
function outlineWith(
  config: Config,
  index: Outline['index'],
  own: Features,
  plugged: Plugged,
): Pick<ReadState, 'outline' | 'features'> {
  const failed: FeatureProblem[] = [];
  for (;;) {
    const plugins = plugged.plugins.filter(({ name }) => !failed.some(({ plugin }) => plugin === name));
    const { features, problems } = withPlugins(own, plugins);
    const outline = new Outline(config, index, features, withProblems(plugged, [...problems, ...failed], config));
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

/** What plugins add, with what is wrong with their features. */
function withProblems(plugged: Plugged, found: readonly FeatureProblem[], { plugins }: Config): Plugged {
  if (found.length === 0) return plugged;
  const problems = found.map(({ plugin, reason }) => {
    const place = plugins.find(({ name }) => name === plugin)?.place;
    return problem(CONFIG_FILE, place, 'plugin/failed', `plugin "${plugin}" cannot be used: ${reason}`);
  });
  return { ...plugged, problems: [...plugged.problems, ...problems] };
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
    JSON.stringify(before.scheduled) === JSON.stringify(now.scheduled) &&
    areSame(before.generated, now.generated) &&
    JSON.stringify(before.redirects) === JSON.stringify(now.redirects)
  );
}
