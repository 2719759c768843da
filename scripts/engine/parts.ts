// What an engine keeps of a site: its settings and headers, articles, pictures, theme and the rest, each in a class of its own. They
// differ between clients by the profile and by where results are kept, and are asked by whoever puts facts, problems or pages together.

import type { Features } from '../assemble/feature.js';
import type { Store } from '../cache/store.js';
import type { Progress } from '../picture/makePictures.js';
import type { Diagnostic, Picture } from '../types.js';
import type { Batches } from '../work/batches.js';
import { Articles } from './articles.js';
import type { Artifact, ArtifactMeans, MadeFeature } from './artifact.js';
import { CleanedFiles } from './cleaned.js';
import { type FileHashes, fileHashes } from './fileHashes.js';
import type { Inputs } from './inputs.js';
import type { KnownBuild } from './lastBuild.js';
import { Leaks } from './leaks.js';
import { AnnouncedPictures, MadePictures, type Pictures } from './pictures.js';
import { artifactOf } from './pluginArtifact.js';
import type { Profile } from './profile.js';
import { Reading, type ReadState } from './reading.js';
import type { Referring } from './references.js';
import type { SitePicture } from './sitePictures.js';
import { type ReadFor, ThemeReader } from './theme.js';

/** Does something, and notes how long it took under a name. */
export type Timed = <T>(stage: string, work: () => T | Promise<T>) => Promise<T>;

export interface EngineOptions {
  /** The site's folder, absolute. */
  readonly root: string;
  readonly inputs: Inputs;
  /** What is made of a site. */
  readonly features: Features<MadeFeature>;
  readonly profile: Profile;
  readonly last: KnownBuild | undefined;
  /** Where results are kept; undefined where they are in memory alone. */
  readonly store: Store | undefined;
  readonly batches: Batches;
  /** Where files of announced pictures are kept; undefined where none is asked for. */
  readonly folder?: string;
  /** The output folder of builds. */
  readonly built: string;
  /** Pictures of other sites that could not be fetched, with the reasons; none is tried twice. */
  readonly unfetched?: Map<string, string>;
  /** Gets why articles are made again, by their files; where `explain` says so, for all of them. */
  readonly reasons?: Map<string, string>;
  readonly explain?: boolean;
  readonly progress?: (progress: Progress) => void;
  readonly timed?: Timed;
}

/** A site whose articles and pictures are all ready. */
export interface Settled {
  readonly state: ReadState;
  readonly referring: readonly Referring[];
  /** Pictures that the theme and the settings name. */
  readonly ofSite: readonly SitePicture[];
  /** Pictures that something shows. */
  readonly shown: () => readonly Picture[];
  /** Files below images/ that are published as they are. */
  readonly linked: () => ReadonlySet<string>;
  /** Paths of all pictures that something names. */
  readonly named: ReadonlySet<string>;
  /** What is wrong with pictures of other sites, and with files that links lead to. */
  readonly problems: readonly Diagnostic[];
}

export class SiteParts {
  readonly articles: Articles;
  readonly pictures: Pictures;
  readonly reading: Reading;
  readonly themes: ThemeReader;
  readonly cleaned: CleanedFiles;
  readonly leaks: Leaks;
  readonly hashes: FileHashes;
  /** What features are made with. */
  private readonly means: ArtifactMeans;
  private readonly artifactOf = new Map<MadeFeature, Artifact | undefined>();

  /** Reads a site. */
  constructor(readonly options: EngineOptions) {
    const { root, inputs, features, profile, last, batches, store, folder, built, progress = () => {} } = options;
    const { reasons = new Map(), explain = false } = options;
    const isMade = profile.pictures === 'made';
    const kept = isMade ? store : undefined;
    const run = batches.one;
    this.reading = new Reading({ root, inputs, features, profile, known: last });
    const means = { inputs, last, store, batches, follows: profile.follows, reasons, explain };
    this.articles = new Articles(means);
    this.pictures =
      isMade && store
        ? new MadePictures({ inputs, run, last: last?.site, store, elsewhere: batches.elsewhere, progress })
        : new AnnouncedPictures({ inputs, run, last: last?.site, folder, built });
    this.themes = new ThemeReader(inputs, profile.mistakes, last?.site.templates);
    this.cleaned = new CleanedFiles({ inputs, run, store: kept, last: last?.site.rows });
    this.leaks = new Leaks(inputs, last?.outcome.problems);
    this.hashes = fileHashes(inputs);
    const { articles, pictures } = this;
    this.means = { inputs, articles, pictures, batches, store: kept, last: last?.site.rows };
  }

  /** What the headers say. */
  get state(): ReadState {
    return this.reading.state;
  }

  /** The features of the program and of the site's plugins. */
  get features(): Features<MadeFeature> {
    // Those that it was given, with more of the same form.
    return this.reading.state.features as Features<MadeFeature>;
  }

  /** What features make, by their names: those of a plugin come and go with it. */
  get made(): ReadonlyMap<string, Artifact> {
    const { rows } = this.features;
    for (const feature of this.artifactOf.keys()) if (!rows.includes(feature)) this.artifactOf.delete(feature);
    return new Map(
      rows.flatMap((feature) => {
        if (!this.artifactOf.has(feature)) this.artifactOf.set(feature, artifactOf(feature, this.means));
        const artifact = this.artifactOf.get(feature);
        return artifact ? [[feature.name, artifact] as const] : [];
      }),
    );
  }

  /** All that is made besides articles and pages. */
  get artifacts(): readonly Artifact[] {
    return [this.pictures, this.cleaned, ...this.made.values()];
  }

  /** Makes ready what a plan needs of what features make. */
  async readyMade({ outline }: ReadState): Promise<void> {
    for (const artifact of this.artifacts) await artifact.prepare?.(outline);
  }

  /** A file that a plan lists under a key, where nothing is kept. */
  async unkept(key: string): Promise<Uint8Array | undefined> {
    for (const artifact of this.artifacts) {
      const bytes = await artifact.kept?.(key);
      if (bytes) return bytes;
    }
    return undefined;
  }

  /** What templates and stylesheets are read for. */
  readFor({ outline, features }: ReadState): ReadFor {
    return { config: outline.config, plugged: outline.plugged, data: this.reading.data, features };
  }
}
