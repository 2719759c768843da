// Options and result of a build.

import type { Features } from '../assemble/feature.js';
import type { TodayIn } from '../base/text/civilDate.js';
import type { Holder } from '../cache/lock.js';
import type { EngineFeature } from '../engine/artifact.js';
import type { Inputs } from '../engine/inputs.js';
import type { LastBuild } from '../engine/lastBuild.js';
import type { PictureSummary } from '../engine/pictures.js';
import type { Progress } from '../picture/makePictures.js';
import type { FileChange } from '../publish/changes.js';
import type { OutputFolder } from '../publish/publish.js';
import type { CivilDate, Diagnostic } from '../types.js';
import type { QueueSettings } from '../work/queue/connection.js';

export interface BuildOptions {
  /** The site's folder, absolute. */
  readonly root: string;
  /** The output folder, absolute. */
  readonly out: string;
  /** The output folder as messages show it. */
  readonly outShown: string;
  /** By default, all features of the program. */
  readonly features?: Features<EngineFeature>;
  /** True to overwrite files in the output folder that no build wrote. */
  readonly adopt?: boolean;
  /** True to publish drafts. `preview` also marks them, and asks search engines not to index any page. */
  readonly drafts: boolean | 'preview';
  /** Returns today’s date in the site’s time zone. The output may depend on it (`future` in site.yaml). */
  readonly today: TodayIn;
  /** True to give up published addresses that are gone, and to remove them from content/urls.yaml. */
  readonly acceptUrlChanges?: boolean;
  /** Names of the features whose derived files are made. */
  readonly derived?: readonly string[];
  /** True to call plugins twice and report those whose results differ. */
  readonly runsPluginsTwice?: boolean;
  /** True to fail the build on warnings. */
  readonly strict: boolean;
  /** True to use no results of earlier builds and keep none. */
  readonly noCache: boolean;
  /** Threads besides this one; undefined to choose by the amount of work. */
  readonly workers: number | undefined;
  /** Queue for handing tasks to other machines, if there is one. */
  readonly queue?: QueueSettings | undefined;
  /** True to collect the reasons why files are made again. */
  readonly explain: boolean;
  /** Called for each file that is written or removed. */
  readonly onFileChange?: ((change: FileChange) => void) | undefined;
  readonly progress: (progress: Progress) => void;
  /** Called once if the build waits for another one. */
  readonly onWait: (holder: Holder) => void;
  /** Milliseconds to wait for another build of the site: ten minutes by default, none if negative. */
  readonly longestWait?: number;
  /**
   * Decides whether to run a build that has changes; by default, always. If it returns false, the build throws BuildRefused
   * before doing anything.
   */
  readonly accepts?: (state: BuildState) => boolean;
  /** Reads the record of the last build; by default, from the disk. */
  readonly readRecord?: (file: string, program: string) => LastBuild<Summary> | undefined;
}

export type Build = (options: BuildOptions) => Promise<BuildResult>;

export interface BuildState {
  readonly inputs: Inputs;
  readonly output: OutputFolder;
  readonly last: LastBuild<Summary> | undefined;
}

/** Numbers that a build prints at the end. */
export interface Summary extends PictureSummary {
  readonly posts: number;
  readonly pages: number;
  readonly drafts: number;
  /** Posts left out until their day. */
  readonly waiting: number;
  /** The first day on which one of them is published. */
  readonly due: CivilDate | undefined;
  readonly files: number;
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Articles rendered by this build. */
  readonly rendered: number;
}

export interface BuildResult {
  readonly problems: readonly Diagnostic[];
  /** True if the output folder was written. */
  readonly published: boolean;
  readonly summary: Summary;
  /** Milliseconds by stage. */
  readonly times: { readonly [stage: string]: number };
  readonly slowest: readonly (readonly [file: string, milliseconds: number])[];
  /** Reasons why files were made again, by source or output file, if `explain` is true. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Keys of problems that the last build reported too, in files that have not changed since. */
  readonly reported: ReadonlySet<string>;
  /** The record for the next build. */
  readonly last: LastBuild<Summary>;
}
