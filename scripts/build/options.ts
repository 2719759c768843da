// What a build is told, and what it tells.

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
  /** The output folder, absolute; and how messages name it. */
  readonly out: string;
  readonly outShown: string;
  /** What is made of a site; undefined for all that this program has. */
  readonly features?: Features<EngineFeature>;
  /** Whether files in the output folder that no build wrote may be overwritten. */
  readonly adopt?: boolean;
  /** Drafts are published like all else; in a preview, marked, and no page for search engines. */
  readonly drafts: boolean | 'preview';
  /** Tells today’s date in the site’s time zone: what is published may depend on it (`future` in site.yaml). */
  readonly today: TodayIn;
  /** Addresses that were published and are no more are let go, and taken out of content/urls.yaml. */
  readonly acceptUrlChanges?: boolean;
  /** Which files are made of the written ones too, by the names of the features that make them. */
  readonly derived?: readonly string[];
  /** Plugins are asked twice, and told of where their answers differ. */
  readonly runsPluginsTwice?: boolean;
  /** Warnings fail the build too. */
  readonly strict: boolean;
  /** Nothing of earlier builds is used, and nothing is kept. */
  readonly noCache: boolean;
  /** Threads besides this one; undefined for as many as are worth it. */
  readonly workers: number | undefined;
  /** Where tasks are handed to other machines, if they are. */
  readonly queue?: QueueSettings | undefined;
  /** Whether the reasons why files were made again are wanted. */
  readonly explain: boolean;
  /** Told of each file that is written or removed, where that is wanted. */
  readonly onFileChange?: ((change: FileChange) => void) | undefined;
  readonly progress: (progress: Progress) => void;
  /** Told once, if another build has to be waited for. */
  readonly onWait: (holder: Holder) => void;
  /** Milliseconds to wait for another build in the same folder: ten minutes if undefined, none if negative. */
  readonly longestWait?: number;
  /** Whether a build with something to do is done here; undefined for any. It ends with NotTaken otherwise, before anything is done. */
  readonly accepts?: (around: BuildState) => boolean;
  /** Reads the record of the last build; undefined to read it from the disk. */
  readonly readRecord?: (file: string, program: string) => LastBuild<Summary> | undefined;
}

export type Build = (options: BuildOptions) => Promise<BuildResult>;

/** The state of a site before a build. */
export interface BuildState {
  readonly inputs: Inputs;
  readonly output: OutputFolder;
  readonly last: LastBuild<Summary> | undefined;
}

/** What a build says when it is done. */
export interface Summary extends PictureSummary {
  readonly posts: number;
  readonly pages: number;
  readonly drafts: number;
  /** Posts that are left out until their day, and the day of the next. */
  readonly waiting: number;
  readonly due: CivilDate | undefined;
  readonly files: number;
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Articles whose markdown was read. */
  readonly rendered: number;
}

export interface BuildResult {
  readonly problems: readonly Diagnostic[];
  /** Whether dist/ was written. */
  readonly published: boolean;
  readonly summary: Summary;
  /** Milliseconds by stage. */
  readonly times: { readonly [stage: string]: number };
  /** The slowest files. */
  readonly slowest: readonly (readonly [file: string, milliseconds: number])[];
  /** Why files were made again, by source or output file; where it was asked for. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Problems that the last build has told already, in files that have not changed since: their keys. */
  readonly reported: ReadonlySet<string>;
  /** What the next build will know. */
  readonly last: LastBuild<Summary>;
}
