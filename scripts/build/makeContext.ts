// What a build that has something to do is given, and what it gives.

import type { Store } from '../cache/store.js';
import type { GoneUrl } from '../config/publishedUrls.js';
import type { Inputs } from '../engine/inputs.js';
import type { LastBuild } from '../engine/lastBuild.js';
import type { OutputFolder } from '../publish/publish.js';
import type { BuildOptions, Summary } from './options.js';

export interface MakeContext {
  readonly options: BuildOptions;
  readonly inputs: Inputs;
  readonly last: LastBuild<Summary> | undefined;
  readonly output: OutputFolder;
  readonly store: Store;
  /** Pictures of other sites that could not be fetched, with the reasons; none is tried twice in one build. */
  readonly unfetched: Map<string, string>;
  /** Does something, and notes how long it took. */
  readonly timed: <T>(stage: string, work: () => T | Promise<T>) => Promise<T>;
}

export interface MakeResult {
  readonly last: LastBuild<Summary>;
  /** What `.cache/addresses` is to hold; undefined if the site has no content/urls.yaml, or nothing was published. */
  readonly addresses: string | undefined;
  /** Addresses and headings to be taken out of content/urls.yaml. */
  readonly dropped: readonly GoneUrl[];
  /** The slowest files. */
  readonly slowest: readonly (readonly [file: string, milliseconds: number])[];
  /** Why articles and pages were made again; those that were not are not in it. */
  readonly reasons: ReadonlyMap<string, string>;
}
