// A site that is served while it is being written. Pages are made on request, and cached as long as their version is the same.

import { outputPath } from '../assemble/addresses.js';
import type { Output } from '../assemble/kind.js';
import type { Plan, PlannedFile } from '../assemble/plan.js';
import { contentFile } from '../base/inputFolders.js';
import { withoutAnswered } from '../config/answers.js';
import { isPage } from '../engine/contents.js';
import { Engine } from '../engine/engine.js';
import { Inputs } from '../engine/inputs.js';
import type { LoadedLastBuild } from '../engine/lastBuild.js';
import { viewingProfile } from '../engine/profile.js';
import type { ReadState } from '../engine/reading.js';
import { FEATURES } from '../features/table.js';
import { notFoundUrls } from '../serve/http.js';
import type { Diagnostic } from '../types.js';
import { Batches } from '../work/batches.js';

export interface ServedSiteOptions {
  /** The site's folder, absolute. */
  readonly root: string;
  /** Folder for the files of pictures. */
  readonly pictureFolder: string;
  /** The output folder of builds, which `dev` does not write to. */
  readonly outputFolder: string;
  /** True to show drafts, and texts whose day has not come. */
  readonly drafts: boolean;
  /** Called after each update with changed files. A request may notice a change before the watcher does. */
  readonly onChange?: () => void;
  /** The last build's record. */
  readonly last: LoadedLastBuild | undefined;
}

export interface ServedFile {
  readonly bytes: Uint8Array;
  /** For pages: hash of everything it is made from. */
  readonly version?: string;
}

interface MadePage {
  readonly version: string;
  readonly bytes: Uint8Array;
}

/** A file of the current plan. */
interface CurrentFile {
  readonly plan: Plan;
  readonly planned: PlannedFile;
}

/** Articles rendered in one batch in the background. A request waits for one batch at most. */
const BATCH_SIZE = 8;

export class ServedSite {
  private readonly engine: Engine;
  private readonly inputs: Inputs;
  private readonly batches = new Batches(0);
  /** Pages as they were last made, by path. */
  private readonly pages = new Map<string, MadePage>();

  constructor(private readonly options: ServedSiteOptions) {
    const { root, pictureFolder, outputFolder, drafts, last } = options;
    this.inputs = new Inputs(root, last?.inputs);
    this.engine = new Engine({
      ...{
        root,
        inputs: this.inputs,
        features: FEATURES,
        last,
        store: undefined,
        batches: this.batches,
        pictureFolder,
        outputFolder,
      },
      profile: { ...viewingProfile(drafts), mistakes: 'last good', batchSize: BATCH_SIZE },
    });
  }

  /** Undefined until the settings have no errors. */
  get state(): ReadState | undefined {
    return this.engine.reading.hasValidConfig ? this.engine.state : undefined;
  }

  /** Number of articles rendered since the start. */
  get rendered(): number {
    return this.engine.articles.rendered;
  }

  /**
   * Registers changed files.
   * @param hints paths that may have changed; by default, all files are compared with the disk
   * @returns true if any file changed
   */
  update(hints?: Iterable<string>): boolean {
    const { changes } = this.engine;
    try {
      const isChanged = this.engine.update(hints);
      return (hints === undefined && this.engine.updatePlugins()) || isChanged;
    } finally {
      if (changes !== this.engine.changes) this.options.onChange?.();
    }
  }

  /**
   * Returns what is served at an address.
   * @param url decoded, below the site's root
   * @returns undefined if there is nothing, or the settings have had errors since the start
   */
  async request(url: string): Promise<ServedFile | undefined> {
    if (!this.engine.reading.hasValidConfig) return undefined;
    const bytes = await this.engine.onRequest(url);
    if (bytes) return { bytes };
    const found = await this.findCurrent(url);
    if (!found) return undefined;
    if (isPage(found.planned)) return this.page(found);
    if ((found.planned.maker as { readonly output: Output }).output.readsAll) await this.engine.settle();
    const content = await this.engine.contents.output(found.planned);
    return { bytes: content instanceof Uint8Array ? content : this.inputs.readUnrecorded(content.copyOf) };
  }

  /** Returns the version of the page at an address; that of the 404 page if there is none. */
  async versionOf(url: string): Promise<string> {
    if (!this.engine.reading.hasValidConfig) return '';
    let found = await this.find(url);
    for (const page of notFoundUrls(url)) found ??= await this.find(page);
    return found && isPage(found.planned) ? this.engine.contents.version(found.plan, found.planned) : '';
  }

  /**
   * Returns all problems of the site. Renders the remaining articles, a few at a time.
   * @returns undefined if files changed in the meantime
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
    return engine.reported([...remaining, ...idle]);
  }

  async close(): Promise<void> {
    await this.batches.close();
  }

  private async page({ plan, planned }: CurrentFile): Promise<MadePage> {
    const { contents, reading } = this.engine;
    const { path, address } = planned;
    const known = this.pages.get(path);
    // While the header has errors, show the last good page.
    if (known && address.article && reading.brokenFiles.has(address.article.path)) return known;
    const version = await contents.version(plan, planned);
    if (known?.version === version) return known;
    const made = { version, bytes: await contents.page(plan, planned) };
    this.pages.set(path, made);
    return made;
  }

  private async find(url: string): Promise<CurrentFile | undefined> {
    const plan = await this.engine.plan();
    const planned = plan.at(outputPath(url));
    return planned && { plan, planned };
  }

  /** Finds the file at an address, after checking its source for a change that the watcher has not reported yet. */
  private async findCurrent(url: string): Promise<CurrentFile | undefined> {
    const found = await this.find(url);
    const { article } = found?.planned.address ?? {};
    const file = article && contentFile(article.path);
    return file && this.inputs.hasChangedOnDisk(file) && this.update([file]) ? this.find(url) : found;
  }
}
