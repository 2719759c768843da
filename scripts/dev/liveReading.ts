// What is read of a site while it is written: its settings and the headers of its files. Settings with mistakes are not taken:
// those before stay, and the mistakes are reported.

import { Outline } from '../assemble/outline.js';
import { generatedUrls } from '../assemble/plan.js';
import { lostUrls } from '../assemble/published.js';
import { MARKDOWN_FILE, type Names, namesOf } from '../base/siteLookup.js';
import { stoppedClock } from '../base/text/civilDate.js';
import { CONFIG_FILE } from '../config/config.js';
import { URLS_FILE } from '../config/publishedUrls.js';
import type { LastBuild } from '../make/lastBuild.js';
import { emptyFolders, type ResolvedNames, resolveNames } from '../make/references.js';
import { type RenderSettings, readerSettings } from '../make/settings.js';
import { dataIn } from '../make/templates.js';
import { bundlePlugins, NO_PLUGINS } from '../plugins/bundle.js';
import { plug } from '../plugins/plugged.js';
import { isFolderMeta } from '../read/folderMeta.js';
import { howRead, isSameHow, type Reading, type ReadSource, readSite, readSourceBy, readText } from '../read/read.js';
import type { Diagnostic } from '../types.js';
import type { LiveInputs } from './liveInputs.js';

/** A site as far as its headers say. */
export interface ReadState {
  readonly outline: Outline;
  readonly names: Names;
  readonly settings: RenderSettings;
  readonly resolved: ResolvedNames;
  /** Posts and pages that a build would leave out, by their paths. */
  readonly drafts: ReadonlySet<string>;
}

/** What changes more than the file that it is in. */
const SITE_WIDE = new RegExp(`^(?:${CONFIG_FILE}|${URLS_FILE}|data/.*|plugins/.*)$`);

const isFatal = ({ fatal }: Diagnostic) => fatal;

export class LiveReading {
  /** Undefined until the settings could be read once. */
  state: ReadState | undefined;
  /** Files whose headers have mistakes, by their paths below content/. */
  broken: ReadonlySet<string> = new Set();
  bundled = NO_PLUGINS;
  private sources = new Map<string, ReadSource>();
  private reading: Reading | undefined;
  private configProblems: readonly Diagnostic[] = [];
  private fileProblems: readonly Diagnostic[] = [];

  /**
   * @param root the site's folder
   * @param drafts whether they are shown
   * @param last what the last build read of files that have not changed since
   */
  constructor(
    private readonly root: string,
    private readonly inputs: LiveInputs,
    private readonly drafts: boolean,
    last: Pick<LastBuild<unknown>, 'sources' | 'site'> | undefined,
  ) {
    const isConfigSame = last && this.inputs.has(CONFIG_FILE) && this.inputs.isAsLastBuilt(CONFIG_FILE);
    for (const known of isConfigSame ? last.sources : []) {
      const file = `content/${known.source.path}`;
      if (this.inputs.has(file) && this.inputs.isAsLastBuilt(file)) this.sources.set(known.source.path, known);
    }
    this.read(false);
  }

  /**
   * Takes note of changed files.
   * @param paths files that are new, or have other bytes
   * @param isListChanged whether there are other files than before
   */
  update(paths: readonly string[], isListChanged: boolean): void {
    const isSiteWide = isListChanged || paths.some((path) => SITE_WIDE.test(path) || isFolderMeta(path));
    // Each of them, whatever the first one says: `read` takes headers from `sources`.
    const areSameHeaders = paths.map((path) => this.isSameHeader(path)).every(Boolean);
    if (isSiteWide || !areSameHeaders) this.read(!paths.includes(CONFIG_FILE));
  }

  problems(): Diagnostic[] {
    const { state } = this;
    const ofSources = [...this.sources.values()].flatMap(({ problems }) => problems);
    const ofState = state
      ? [
          ...lostUrls(state.outline).map((each) => each.problem),
          ...this.bundled.problems,
          ...state.outline.plugged.problems,
          ...state.resolved.problems,
        ]
      : [];
    return [...this.configProblems, ...this.fileProblems, ...ofSources, ...ofState];
  }

  /** Reads the header of a file again, and forgets what it was. One that says the same stays the same object. */
  private isSameHeader(file: string): boolean {
    if (!file.startsWith('content/') || !MARKDOWN_FILE.test(file)) return true;
    const path = file.slice('content/'.length);
    const before = this.sources.get(path);
    this.sources.delete(path);
    if (!before || !this.state || !this.reading) return false;
    const { text, problems } = readText(file, (each) => this.inputs.read(each));
    if (text === undefined) return false;
    const how = howRead(this.reading.config)(path);
    const found = readSourceBy(how, path, text, this.reading.inheritedBy(path));
    const now: ReadSource = { ...found, problems: [...problems, ...found.problems] };
    const isSame = JSON.stringify(now) === JSON.stringify(before);
    this.sources.set(path, isSame ? before : now);
    return isSame;
  }

  /** @param isConfigKnown whether the settings need not be read again */
  private read(isConfigKnown: boolean): void {
    const before = this.reading && howRead(this.reading.config);
    let outline: Outline | undefined;
    const reading = readSite(
      {
        paths: this.inputs.paths,
        read: (path) => this.inputs.read(path),
        drafts: this.drafts,
        today: stoppedClock(),
        anyDay: this.drafts,
        known: (path, how) => (!before || isSameHow(before(path), how) ? this.sources.get(path) : undefined),
        knownConfig: isConfigKnown && this.reading ? { config: this.reading.config, problems: this.configProblems } : undefined,
      },
      (config, index) => {
        this.bundled = bundlePlugins(this.root, config.plugins, this.bundled);
        const { bundles } = this.bundled;
        outline = new Outline(config, index, plug({ config, bundles, index, data: dataIn(this.inputs).values }));
        return generatedUrls(outline);
      },
    );
    this.configProblems = reading.configProblems;
    this.fileProblems = [...reading.problems, ...emptyFolders(reading.config, reading.index)];
    this.sources = new Map(reading.sources.map((each) => [each.source.path, each]));
    this.broken = new Set(reading.sources.filter(({ problems }) => problems.some(isFatal)).map(({ source }) => source.path));
    if (outline && !reading.configProblems.some(isFatal)) this.take(reading, outline);
  }

  private take(reading: Reading, outline: Outline): void {
    const { state } = this;
    const { index, config } = reading;
    // The same names and settings are the same objects, so that nothing made with them is looked at again.
    const namesNow = namesOf(index);
    const names = state && areSameNames(state.names, namesNow) ? state.names : namesNow;
    const fresh = readerSettings(config, this.bundled.bundles);
    const settings = state?.settings.hash === fresh.hash ? state.settings : fresh;
    const resolved = resolveNames(outline, names, settings);
    const drafts = new Set(reading.sources.filter(({ draft }) => draft).map(({ source }) => source.path));
    this.reading = reading;
    this.state = { outline, names, settings, resolved, drafts };
  }
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
    areSame(before.generated, now.generated) &&
    JSON.stringify(before.redirects) === JSON.stringify(now.redirects)
  );
}
