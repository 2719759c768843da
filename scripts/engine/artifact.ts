// Artifacts: what an engine makes from a site besides articles and pages, such as pictures, cards, icons and the search index. The
// engine runs through a list of them and knows none by name. A new one is a class and a line in a feature; stages, executors and
// the record's format stay as they are.
//
// Some artifacts consist of items that are made one by one and stored under the hash of their inputs (cards). Others are built
// from all articles together, after all of these are rendered (the search index).

import type { Feature } from '../assemble/feature.js';
import type { Outline } from '../assemble/outline.js';
import type { Facts, PictureFacts } from '../assemble/site.js';
import type { Store } from '../cache/store.js';
import type { Config } from '../config/config.js';
import type { Diagnostic, Source } from '../types.js';
import type { Batches } from '../work/batches.js';
import type { Articles } from './articles.js';
import type { CheckRule } from './checkedSite.js';
import type { ClientScript } from './clientScript.js';
import type { Inputs } from './inputs.js';
import type { ReadState } from './reading.js';
import type { RowTables } from './rows.js';

/** One artifact of a site. There is one object for as long as the site is open. */
export interface Artifact {
  /** Makes what the plan needs. Articles may not be rendered yet. */
  readonly prepare?: (outline: Outline) => Promise<void>;
  /** Returns the artifact's tables for the record. Table names must be unique among artifacts. */
  readonly rows: (state: ReadState) => RowTables;
  /** For artifacts that need all articles and pictures. */
  readonly whole?: WholeSiteArtifact;
  /** Returns what pages and other files may use of it. */
  readonly facts?: (planning: PlanContext) => ArtifactFacts;
  /**
   * Finds problems in the site's files. Articles may not be rendered yet.
   * @param safe true in safe mode, in which active files are not published
   */
  readonly problemsOfFiles?: (safe: boolean) => Promise<readonly Diagnostic[]>;
  /**
   * Finds problems in files that are published as they are.
   * @param paths of these files, from the site's folder
   */
  readonly problemsOfPublished?: (paths: readonly string[]) => Promise<readonly Diagnostic[]>;
  /** Returns the problems of its own inputs. */
  readonly problems?: () => readonly Diagnostic[];
  /** Makes a file that the plan lists under a key, for engines without a store. Returns undefined for keys of other artifacts. */
  readonly kept?: (key: string) => Promise<Uint8Array | undefined>;
  /**
   * Returns a file of this artifact that a browser requests and no plan lists; undefined for any other file.
   * @param url decoded, below the site's root
   */
  readonly onRequest?: (url: string, context: RequestContext) => Promise<Uint8Array | undefined>;
}

/** The site for which a plan is being made. */
export interface PlanContext {
  readonly state: ReadState;
  /** True if all articles and pictures are ready. */
  readonly isWhole: boolean;
  /** True if the article of a source is ready. */
  readonly isReady: (source: Source) => boolean;
}

export interface ArtifactFacts extends Partial<Pick<Facts, 'sharedImage'>> {
  /** Data for the feature's own pages and files. */
  readonly made?: unknown;
  /** Data for template variables; plain, since it is sent to workers. */
  readonly inFrame?: unknown;
}

/** Arguments of an artifact's constructor. */
export interface ArtifactContext {
  readonly inputs: Inputs;
  readonly articles: Articles;
  readonly pictures: PictureFacts;
  readonly batches: Batches;
  /** Store for files that the plan lists. Undefined if they are made on request. */
  readonly store: Store | undefined;
  /** The last build's rows. */
  readonly last: RowTables | undefined;
  /** Problems that the last build reported, without silenced ones. */
  readonly before: readonly Diagnostic[] | undefined;
}

/** A file made from another file of the output folder, such as its compressed form. */
export interface DerivedFile {
  readonly path: string;
  /** Path of the file that it is made from. */
  readonly source: string;
  readonly make: (bytes: Uint8Array) => Promise<Uint8Array>;
}

/** Files made from written files. They are kept only in the output folder; the store would hold a second copy. */
export interface DerivedKind {
  /** Name of the feature; `BuildOptions.derived` selects by it. */
  readonly name: string;
  /** @param paths all other files of the output folder */
  readonly filesFor: (paths: readonly string[]) => readonly DerivedFile[];
}

/** The site whose output files a guard checks. */
export interface GuardedSite {
  /** The site's folder, absolute. */
  readonly root: string;
  /** Name of the output folder in problems. */
  readonly outShown: string;
  /** Drafts that are not published: paths from the root, and texts. */
  readonly drafts: readonly (readonly [file: string, text: () => string])[];
  /** Returns the texts of everything that is published, including templates and data. */
  readonly published: () => Iterable<string>;
}

/** Checks the content of files before they are written to the output folder. */
export interface OutputGuard {
  /** True if unchanged output files must be checked too. */
  readonly checksUnchangedFiles: boolean;
  /** Texts that must not be published. A worker does not write a file that contains one, but hands it back for a full check. */
  readonly suspects: readonly Uint8Array[];
  /**
   * @param isAsBefore true if the last build made the file with the same bytes
   * @throws PublishError if it must not be published
   */
  readonly check: (path: string, bytes: Uint8Array, isAsBefore: boolean) => void;
  /** Returns hashes of texts that must not be published and that no file contains, if all files were checked. */
  readonly absentHashes: () => readonly string[];
}

/** A feature with what the engine, builds and `check` use of it. */
export interface EngineFeature extends Feature {
  readonly artifact?: (context: ArtifactContext) => Artifact;
  readonly derived?: DerivedKind;
  /**
   * Returns a guard for the files of a build.
   * @param absent hashes of texts that no file of the last build contained
   */
  readonly guard?: (site: GuardedSite, absent: readonly string[]) => OutputGuard;
  /** Rules of `check`. */
  readonly check?: readonly CheckRule[];
  /** Scripts for readers' browsers. */
  readonly scripts?: readonly ClientScript[];
}

/** How to make an artifact from all articles and pictures. */
export interface WholeSiteArtifact {
  /** Name of the build stage in which it is made. */
  readonly stage: string;
  /** True if the site has this artifact. */
  readonly wanted: (config: Config) => boolean;
  /** Makes it and puts it into the store. */
  readonly make: (state: ReadState, store: Store) => Promise<void>;
}

/** The site of which a browser requests a file. */
export interface RequestContext {
  /** Output folder of builds, which may contain the file. */
  readonly built: string;
  readonly config: Config;
  /** Renders all articles and returns the state they belong to. */
  readonly articles: () => Promise<ReadState>;
}
