// What an engine makes of a site besides articles and pages: pictures, cards, icons, the index of the search and so on. The engine runs
// through a list of them and names none: a new one is a class, and a line in a feature. No stage, no executor and no part of the record's
// format has to know of it.
//
// Some are made one by one and known by the hash of what they are made of, such as cards. Others are folded from all articles together,
// such as the index of the search: they are made when all articles are ready.

import type { Feature } from '../assemble/feature.js';
import type { Outline } from '../assemble/outline.js';
import type { Facts, KnownPictures } from '../assemble/site.js';
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

/** What is made of a site besides its articles and pages, such as the index of the search; one object for as long as a site is open. */
export interface Artifact {
  /** Makes ready what a plan needs of it, whether or not articles are. */
  readonly prepare?: (outline: Outline) => Promise<void>;
  /** What the next build is to know of it. Tables of two artifacts have different names. */
  readonly rows: (state: ReadState) => RowTables;
  /** How it is made of a settled site, for those that wait for one. */
  readonly whole?: Whole;
  /** What pages and other files may ask of it. */
  readonly facts?: (planning: Planning) => ArtifactFacts;
  /** What is wrong with files of the site, whether or not articles are ready. @param safe whether files that act are not published */
  readonly problemsOfFiles?: (safe: boolean) => Promise<readonly Diagnostic[]>;
  /** What is wrong with publishing files. @param paths of all that are published as they are, from the root of the site */
  readonly problemsOfPublished?: (paths: readonly string[]) => Promise<readonly Diagnostic[]>;
  /** What is wrong with what it is made from. */
  readonly problems?: () => readonly Diagnostic[];
  /** A file that a plan lists under a key, where nothing is kept; undefined for a key of others. */
  readonly kept?: (key: string) => Promise<Uint8Array | undefined>;
  /**
   * A file of it that a browser asks for and that no plan lists; undefined for any other file.
   * @param url decoded, below the site's root
   */
  readonly onRequest?: (url: string, asked: Asked) => Promise<Uint8Array | undefined>;
}

/** A site for which a plan is made. */
export interface Planning {
  readonly state: ReadState;
  /** Whether all articles and pictures are ready. */
  readonly isWhole: boolean;
  /** Whether an article is. */
  readonly isReady: (source: Source) => boolean;
}

export interface ArtifactFacts extends Partial<Pick<Facts, 'sharedImage'>> {
  /** For the feature's own pages and files. */
  readonly made?: unknown;
  /** For the variables of templates: plain data. */
  readonly inFrame?: unknown;
}

/** What artifacts are made with. */
export interface ArtifactMeans {
  readonly inputs: Inputs;
  readonly articles: Articles;
  readonly pictures: KnownPictures;
  readonly batches: Batches;
  /** Where files that a plan lists are kept; undefined where they are made when they are asked for. */
  readonly store: Store | undefined;
  /** Rows of the last build. */
  readonly last: RowTables | undefined;
  /** Problems that the last build told, those that are answered aside. */
  readonly before: readonly Diagnostic[] | undefined;
}

/** A file that is made of another one of the output folder. */
export interface DerivedFile {
  readonly path: string;
  /** The path of the other one. */
  readonly of: string;
  readonly make: (bytes: Uint8Array) => Promise<Uint8Array>;
}

/** Files that are made of written files. They are kept in the output folder alone: in the store they would lie twice. */
export interface DerivedFiles {
  /** Under which a build asks for them: the name of the feature. */
  readonly name: string;
  /** @param paths of all other files */
  readonly of: (paths: readonly string[]) => readonly DerivedFile[];
}

/** A site whose files are looked through before they are published. */
export interface GuardedSite {
  /** The site's folder, absolute. */
  readonly root: string;
  /** How problems name the output folder. */
  readonly outShown: string;
  /** The drafts that are not shown: names from the root, and texts. */
  readonly drafts: readonly (readonly [file: string, text: () => string])[];
  /** The texts of all that is shown, templates and data among them. */
  readonly published: () => Iterable<string>;
}

/** What looks through files before they are published. */
export interface OutputGuard {
  /** Whether files that stay as the last build made them have to be looked through too. */
  readonly mindsAll: boolean;
  /** What a file may not have before it was checked. */
  readonly suspects: readonly Uint8Array[];
  /** @param isAsBefore whether the last build made the file of the same bytes @throws PublishError if it must not be published */
  readonly check: (path: string, bytes: Uint8Array, isAsBefore: boolean) => void;
  /** Hashes of what no file has, if all have been looked through. */
  readonly absent: () => readonly string[];
}

/** A feature with something that is made of a site besides pages. */
export interface MadeFeature extends Feature {
  readonly artifact?: (means: ArtifactMeans) => Artifact;
  readonly derived?: DerivedFiles;
  /** Begins to look through files before they are published. @param absent hashes of what no file of the last build had */
  readonly guard?: (site: GuardedSite, absent: readonly string[]) => OutputGuard;
  /** What `check` says besides a build. */
  readonly check?: readonly CheckRule[];
  /** What runs in readers' browsers. */
  readonly scripts?: readonly ClientScript[];
}

/** Something that is made when all articles and pictures are ready. */
export interface Whole {
  /** The stage of a build in which it is made. */
  readonly stage: string;
  /** Whether a site has it. */
  readonly wanted: (config: Config) => boolean;
  /** Makes it. @param store where it is kept */
  readonly make: (state: ReadState, store: Store) => Promise<void>;
}

/** A site that a file is asked of. */
export interface Asked {
  /** The output folder of builds, which may have left the file. */
  readonly built: string;
  readonly config: Config;
  /** Makes all articles ready. @returns the state in which they are */
  readonly articles: () => Promise<ReadState>;
}
