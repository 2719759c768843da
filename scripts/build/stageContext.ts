// Input and result of a build's stages.

import type { Store } from '../cache/store.js';
import type { GoneUrl } from '../config/publishedUrls.js';
import type { Inputs } from '../engine/inputs.js';
import type { LastBuild } from '../engine/lastBuild.js';
import type { OutputFolder } from '../publish/publish.js';
import type { BuildOptions, Summary } from './options.js';

export interface StageContext {
  readonly options: BuildOptions;
  readonly inputs: Inputs;
  readonly last: LastBuild<Summary> | undefined;
  readonly output: OutputFolder;
  readonly store: Store;
  /** Remote pictures that could not be downloaded, with the reasons. None is tried twice in one build. */
  readonly unfetched: Map<string, string>;
  /** Does some work and adds its duration to a stage. */
  readonly timed: <T>(stage: string, work: () => T | Promise<T>) => Promise<T>;
}

export interface StageResult {
  readonly last: LastBuild<Summary>;
  /** New text of `.cache/addresses`; undefined if the site has no content/urls.yaml, or nothing was published. */
  readonly addresses: string | undefined;
  /** Addresses and headings to remove from content/urls.yaml. */
  readonly dropped: readonly GoneUrl[];
  readonly slowest: readonly (readonly [file: string, milliseconds: number])[];
  /** Reasons why articles and pages were made again. */
  readonly reasons: ReadonlyMap<string, string>;
}
