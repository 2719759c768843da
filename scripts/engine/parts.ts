// The parts of an engine: reading, articles, pictures, theme and artifacts, each in its own class. Modules that put together
// facts, problems or pages use these parts.

import type { Features } from '../assemble/feature.js';
import type { Store } from '../cache/store.js';
import type { Progress } from '../picture/makePictures.js';
import type { Diagnostic, Picture } from '../types.js';
import type { Batches } from '../work/batches.js';
import { Articles } from './articles.js';
import type { Artifact, ArtifactContext, EngineFeature } from './artifact.js';
import { CleanedFiles } from './cleaned.js';
import { type FileHashes, fileHashes } from './fileHashes.js';
import type { Inputs } from './inputs.js';
import type { PreviousBuild } from './lastBuild.js';
import { MadePictures, type Pictures, RequestedPictures } from './pictures.js';
import { artifactOf } from './pluginArtifact.js';
import type { Profile } from './profile.js';
import { Reading, type ReadState } from './reading.js';
import type { ReferringArticle } from './references.js';
import type { SitePicture } from './sitePictures.js';
import { type ThemeInput, ThemeReader } from './theme.js';

/** Does some work and adds its duration to a stage. */
export type Timed = <T>(stage: string, work: () => T | Promise<T>) => Promise<T>;

export interface EngineOptions {
  /** The site's folder, absolute. */
  readonly root: string;
  readonly inputs: Inputs;
  readonly features: Features<EngineFeature>;
  readonly profile: Profile;
  readonly last: PreviousBuild | undefined;
  /** Undefined if results are kept in memory only. */
  readonly store: Store | undefined;
  readonly batches: Batches;
  /** Folder for the files of pictures made on request; undefined if none will be requested. */
  readonly pictureFolder?: string;
  readonly outputFolder: string;
  /** Remote pictures that could not be downloaded, with the reasons. None is tried twice. */
  readonly unfetched?: Map<string, string>;
  /** Filled with the reasons why articles are rendered again, by file; all reasons if `explain` is true. */
  readonly reasons?: Map<string, string>;
  readonly explain?: boolean;
  readonly progress?: (progress: Progress) => void;
  readonly timed?: Timed;
}

/** A site whose articles and pictures are all ready. */
export interface SettledSite {
  readonly state: ReadState;
  readonly referring: readonly ReferringArticle[];
  /** Pictures named by the theme and the settings. */
  readonly sitePictures: readonly SitePicture[];
  /** Pictures in use that could be made. */
  readonly shown: () => readonly Picture[];
  readonly linked: () => ReadonlySet<string>;
  /** Paths of all pictures in use, including those that could not be made. */
  readonly named: ReadonlySet<string>;
  /** Problems of remote pictures and of files that are published as they are. */
  readonly problems: readonly Diagnostic[];
}

/** Services that the stages of an open site share: articles, pictures, reading, theme and artifacts. */
export class SiteParts {
  readonly articles: Articles;
  readonly pictures: Pictures;
  readonly reading: Reading;
  readonly themes: ThemeReader;
  readonly cleaned: CleanedFiles;
  readonly hashes: FileHashes;
  private readonly artifactContext: ArtifactContext;
  private readonly artifactOf = new Map<EngineFeature, Artifact | undefined>();

  constructor(readonly options: EngineOptions) {
    const { root, inputs, features, profile, last, batches, store, pictureFolder, outputFolder, progress = () => {} } = options;
    const { reasons = new Map(), explain = false } = options;
    const isMade = profile.pictures === 'made';
    const artifactStore = isMade ? store : undefined;
    const run = batches.one;
    this.reading = new Reading({ root, inputs, features, profile, known: last });
    const articlesOptions = { inputs, features, last, store, batches, followsChanges: profile.followsChanges, reasons, explain };
    this.articles = new Articles(articlesOptions);
    this.pictures =
      isMade && store
        ? new MadePictures({ inputs, run, last: last?.site, store, remote: batches.remote, progress })
        : new RequestedPictures({ inputs, run, last: last?.site, pictureFolder, outputFolder });
    this.themes = new ThemeReader(inputs, profile.mistakes, last?.site.templates);
    this.cleaned = new CleanedFiles({ inputs, run, store: artifactStore, last: last?.site.rows });
    this.hashes = fileHashes(inputs);
    const { articles, pictures } = this;
    const before = last?.outcome.problems;
    this.artifactContext = { inputs, articles, pictures, batches, store: artifactStore, last: last?.site.rows, before };
  }

  get state(): ReadState {
    return this.reading.state;
  }

  /** The features of the program and of the site's plugins. */
  get features(): Features<EngineFeature> {
    // These are `options.features` with those of plugins added.
    return this.reading.state.features as Features<EngineFeature>;
  }

  /** Artifacts by the names of their features. Those of a plugin exist only while the plugin is in use. */
  get artifactsByFeature(): ReadonlyMap<string, Artifact> {
    const { rows } = this.features;
    for (const feature of this.artifactOf.keys()) if (!rows.includes(feature)) this.artifactOf.delete(feature);
    return new Map(
      rows.flatMap((feature) => {
        if (!this.artifactOf.has(feature)) this.artifactOf.set(feature, artifactOf(feature, this.artifactContext));
        const artifact = this.artifactOf.get(feature);
        return artifact ? [[feature.name, artifact] as const] : [];
      }),
    );
  }

  /** All artifacts. */
  get artifacts(): readonly Artifact[] {
    return [this.pictures, this.cleaned, ...this.artifactsByFeature.values()];
  }

  /** Makes what the plan needs from the artifacts. */
  async prepareArtifacts({ outline }: ReadState): Promise<void> {
    for (const artifact of this.artifacts) await artifact.prepare?.(outline);
  }

  /** Makes a file that the plan lists under a key, for engines without a store. */
  async makeUnstored(key: string): Promise<Uint8Array | undefined> {
    for (const artifact of this.artifacts) {
      const bytes = await artifact.kept?.(key);
      if (bytes) return bytes;
    }
    return undefined;
  }

  /** Returns what the theme depends on besides its files. */
  themeInput({ outline, features }: ReadState): ThemeInput {
    return { config: outline.config, contributions: outline.contributions, data: this.reading.data, features };
  }
}
