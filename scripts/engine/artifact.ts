// What an engine makes of a site besides articles and pages: pictures, cards, icons, the index of the search and so on. The engine runs
// through a list of them (parts.ts) and names none: a new one is a class and a line in that list. No stage, no executor and no part of
// the record's format has to know of it.
//
// Some are made one by one and known by the hash of what they are made of, such as cards. Others are folded from all articles together,
// such as the index of the search: they are made when all articles are ready.

import type { Store } from '../cache/store.js';
import type { Config } from '../config/config.js';
import type { ReadState } from './reading.js';
import type { RowTables } from './rows.js';

export interface Artifact {
  /** What the next build is to know of it. Tables of two artifacts have different names. */
  readonly rows: (state: ReadState) => RowTables;
  /** How it is made of a settled site, for those that wait for one. */
  readonly whole?: Whole;
  /**
   * A file of it that a browser asks for and that no plan lists; undefined for any other file.
   * @param url decoded, below the site's root
   */
  readonly onRequest?: (url: string, asked: Asked) => Promise<Uint8Array | undefined>;
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
