// A site that is asked while it is written: a page is made when someone wants it, and kept as long as what it is made from is the
// same.

import { NOT_FOUND_URL, outputPath } from '../assemble/addresses.js';
import type { Output } from '../assemble/kind.js';
import type { Plan, Planned } from '../assemble/plan.js';
import { sortProblems } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { withoutAnswered } from '../config/answers.js';
import { isPage } from '../engine/contents.js';
import { Engine } from '../engine/engine.js';
import { Inputs } from '../engine/inputs.js';
import type { LastBuildAtHand } from '../engine/lastBuild.js';
import { lookingProfile } from '../engine/profile.js';
import type { ReadState } from '../engine/reading.js';
import { FEATURES } from '../features/table.js';
import type { Diagnostic } from '../types.js';
import { Batches } from '../work/batches.js';

export interface ServedSiteOptions {
  /** The site's folder, absolute. */
  readonly root: string;
  /** Where files of pictures are kept. */
  readonly folder: string;
  /** The output folder of builds. */
  readonly built: string;
  /** Whether drafts are shown, and texts whose day has not come. */
  readonly drafts: boolean;
  /** Told of each change of the files that was taken note of, by whomever: a request may see it before the watcher does. */
  readonly noticed?: () => void;
  /** What the last build left. */
  readonly last: LastBuildAtHand | undefined;
}

/** What is served at an address. */
export interface ServedFile {
  readonly bytes: Uint8Array;
  /** For a page: a hash of all that it is made from. */
  readonly version?: string;
}

interface MadePage {
  readonly version: string;
  readonly bytes: Uint8Array;
}

/** A file of the plan as it is now. */
interface PlannedFile {
  readonly plan: Plan;
  readonly planned: Planned;
}

/** Articles that are rendered at once while no one waits: a request in between waits no longer than for these. */
const AT_ONCE = 8;

export class ServedSite {
  private readonly engine: Engine;
  private readonly inputs: Inputs;
  private readonly batches = new Batches(0);
  /** Pages by their paths, as they were last made. */
  private readonly pages = new Map<string, MadePage>();

  constructor(private readonly options: ServedSiteOptions) {
    const { root, folder, built, drafts, last } = options;
    this.inputs = new Inputs(root, last?.inputs);
    this.engine = new Engine({
      ...{ root, inputs: this.inputs, features: FEATURES, last, store: undefined, batches: this.batches, folder, built },
      profile: { ...lookingProfile(drafts), mistakes: 'last good', atOnce: AT_ONCE },
    });
  }

  /** What the headers say; undefined until the settings have no mistakes. */
  get state(): ReadState | undefined {
    return this.engine.reading.isGood ? this.engine.state : undefined;
  }

  /** How many articles were rendered since the start. */
  get rendered(): number {
    return this.engine.articles.rendered;
  }

  /**
   * Takes note of changed files.
   * @param hints paths that may have changed; where none are given, all files are looked at
   * @returns whether one has
   */
  update(hints?: Iterable<string>): boolean {
    const { changes } = this.engine;
    try {
      return this.engine.update(hints);
    } finally {
      if (changes !== this.engine.changes) this.options.noticed?.();
    }
  }

  /**
   * What is served at an address.
   * @param url decoded, below the site's root
   * @returns undefined if there is nothing, or the settings have had mistakes since the start
   */
  async ask(url: string): Promise<ServedFile | undefined> {
    if (!this.engine.reading.isGood) return undefined;
    const bytes = await this.engine.onRequest(url);
    if (bytes) return { bytes };
    const found = await this.fresh(url);
    if (!found) return undefined;
    if (isPage(found.planned)) return this.page(found);
    if ((found.planned.by as { readonly output: Output }).output.readsAll) await this.engine.settle();
    const content = await this.engine.contents.output(found.plan, found.planned);
    return { bytes: content instanceof Uint8Array ? content : this.inputs.copy(content.copyOf) };
  }

  /** What the page at an address is made from, as a hash; that of the 404 page if there is none. */
  async versionOf(url: string): Promise<string> {
    if (!this.engine.reading.isGood) return '';
    const found = (await this.find(url)) ?? (await this.find(NOT_FOUND_URL));
    return found && isPage(found.planned) ? this.engine.contents.version(found.plan, found.planned) : '';
  }

  /**
   * All problems of the site. Articles that no one has asked for are rendered for it, a few at a time.
   * @returns undefined where files have changed meanwhile
   */
  async problems(): Promise<readonly Diagnostic[] | undefined> {
    const { engine } = this;
    const { changes } = engine;
    const settled = await engine.settle();
    const plan = settled && (await engine.plan());
    const found = [...(await engine.problems(settled)), ...(plan?.problems() ?? [])];
    if (changes !== engine.changes) return undefined;
    const { outline } = engine.state;
    const { remaining, idle } = withoutAnswered(found, outline.config.answered, outline.sources());
    return sortProblems([...remaining, ...idle]);
  }

  async close(): Promise<void> {
    await this.batches.close();
  }

  private async page({ plan, planned }: PlannedFile): Promise<MadePage> {
    const { contents, reading } = this.engine;
    const { path, address } = planned;
    const known = this.pages.get(path);
    // What cannot be read as the writer meant it is shown as it last was.
    if (known && address.article && reading.broken.has(address.article.path)) return known;
    const version = await contents.version(plan, planned);
    if (known?.version === version) return known;
    const made = { version, bytes: await contents.page(plan, planned) };
    this.pages.set(path, made);
    return made;
  }

  private async find(url: string): Promise<PlannedFile | undefined> {
    const plan = await this.engine.plan();
    const planned = plan.at(outputPath(url));
    return planned && { plan, planned };
  }

  /** The same, when the file that it shows has been looked at: no one waits for the news of a change. */
  private async fresh(url: string): Promise<PlannedFile | undefined> {
    const found = await this.find(url);
    const { article } = found?.planned.address ?? {};
    const file = article && contentFile(article.path);
    return file && this.inputs.hasNewLook(file) && this.update([file]) ? this.find(url) : found;
  }
}
