// What the last build leaves for the next: which files it read and wrote, what each markdown file came to, and what it told.

import { join } from 'node:path';
import type { FileTable } from '../cache/fileTable.js';
import { type Lines, type LineValues, readRecord, tableFrom, tableSections, writeRecord } from '../cache/record.js';
import type { Config } from '../config/config.js';
import { refuseLink } from '../inside.js';
import type { KnownPicture } from '../picture/makePictures.js';
import type { ArticleHashes, ArticleHead, Diagnostic, Source } from '../types.js';

/** A markdown file as the last build read it. */
export interface KnownSource {
  readonly source: Source;
  readonly draft: boolean;
  /** Problems of its header. */
  readonly problems: readonly Diagnostic[];
  /** Under which its article is kept, and hashes of what others show of it; empty for drafts. */
  readonly key: string;
  readonly hashes: ArticleHashes;
  /** Whether its article has problems, or refers to pictures, files or headings: of others, the head need not be looked at. */
  readonly needsChecks: boolean;
}

/** The social cards. */
export interface KnownCards {
  /** A hash of what all of them show. */
  readonly site: string;
  /** Posts by their paths, with what is on their cards, and under which those are kept. */
  readonly cards: readonly (readonly [path: string, words: string, key: string])[];
}

/** A file of the search's index. */
export interface KnownSearchFile {
  /** Below the index's folder. */
  readonly path: string;
  /** Under which it is kept. */
  readonly key: string;
  /** Of a shard: the characters in it for which others stand. */
  readonly characters: string;
}

/** The index of the search. */
export interface KnownSearch {
  /** What can be found, in the order of the index's numbers: the path of an article, and its hash. */
  readonly posts: readonly (readonly [path: string, hash: string])[];
  readonly files: readonly KnownSearchFile[];
}

/** What the last build found out about the site as a whole. */
export interface KnownSite {
  readonly config: Config;
  readonly configProblems: readonly Diagnostic[];
  /** A hash of all names that links and pictures can mean. */
  readonly names: string;
  /** A hash of the program, and of the settings that articles depend on. */
  readonly settings: string;
  /** The paths of posts, newest first: the order of `related`. */
  readonly posts: readonly string[];
  /** A hash of all template files, the hash of each template, and their problems. */
  readonly templates: {
    readonly key: string;
    readonly hashes: { readonly [name: string]: string };
    readonly data: { readonly [name: string]: readonly string[] };
    readonly problems: readonly Diagnostic[];
  };
  readonly pictures: readonly (readonly [path: string, KnownPicture])[];
  readonly search: KnownSearch | undefined;
  readonly cards: KnownCards | undefined;
  /** Under which other files are kept. */
  readonly kept: readonly string[];
}

/** What a build came to: what is said again when nothing has changed since. */
export interface Outcome<Summary> {
  readonly problems: readonly Diagnostic[];
  readonly published: boolean;
  readonly strict: boolean;
  readonly drafts: boolean | 'preview';
  readonly precompress: boolean;
  /** How it treated content/urls.yaml. */
  readonly urls: UrlsMode;
  /** The day of the build, where it matters; else empty. */
  readonly day: string;
  /** Files that went into the bundles of plugins, absolute, with how they looked. */
  readonly pluginFiles: readonly (readonly [path: string, look: string])[];
  /** Files in the output folder that no build made. */
  readonly foreign: readonly string[];
  readonly summary: Summary;
}

type UrlsMode = 'write' | 'frozen' | 'accept';

/** How a build treats content/urls.yaml. */
export function urlsMode({
  acceptUrlChanges,
  frozenUrls,
}: {
  readonly acceptUrlChanges?: boolean;
  readonly frozenUrls?: boolean;
}): UrlsMode {
  return acceptUrlChanges ? 'accept' : frozenUrls ? 'frozen' : 'write';
}

/** The day of a build, if what it publishes depends on it. */
export function dayOf({ future }: Config, { today }: { readonly today: string }): string {
  return future === 'publish' ? '' : today;
}

export interface LastBuild<Summary> {
  readonly inputs: FileTable;
  readonly outputs: FileTable;
  /** What each output was made from (scripts/assemble/plan.ts), in the order of `outputs`. */
  readonly parts: readonly string[];
  readonly outcome: Outcome<Summary>;
  readonly site: KnownSite;
  readonly sources: readonly KnownSource[];
  /** The same as JSON, one by one. */
  readonly sourceLines: LineValues;
  /** Heads of articles as JSON, in the order of `sources`; `null` for drafts. */
  readonly headLines: LineValues;
  readonly related: Int32Array;
}

/** Folders that builds and `dev` write into. */
const OWN_FOLDERS = ['.cache', '.cache/store', '.cache/dev', '.cache/dev/pictures'];

/** Where results of builds are kept. @throws OutsideError if something there is a symlink: a site may come from anyone */
export function cacheFolder(root: string): string {
  for (const folder of OWN_FOLDERS) refuseLink(root, folder);
  return join(root, '.cache');
}

/** The record of a site's last build. */
export function recordFile(root: string): string {
  return join(cacheFolder(root), 'last-build');
}

/** Reads what the last build left; each part when it is asked for. */
export function readLastBuild<Summary>(file: string, program: string): LastBuild<Summary> | undefined {
  const sections = readRecord(file, program);
  if (!sections) return undefined;
  const json = <T>(name: string): T => JSON.parse(sections.text(name)) as T;
  return lazily({
    inputs: () => tableFrom(sections, 'inputs'),
    outputs: () => tableFrom(sections, 'outputs'),
    parts: () => sections.list('parts'),
    outcome: () => json<Outcome<Summary>>('outcome'),
    site: () => json<KnownSite>('site'),
    sources: () => sections.lines('sources').parse<KnownSource>(),
    sourceLines: () => all(sections.lines('sources')),
    headLines: () => all(sections.lines('heads')),
    related: () => Int32Array.from(sections.numbers('related')),
  });
}

/** An object whose fields are made when they are first read. */
function lazily<T extends object>(makers: { readonly [name in keyof T]: () => T[name] }): T {
  const made = {} as T;
  for (const name of Object.keys(makers) as (keyof T)[]) {
    let value: { readonly is: T[keyof T] } | undefined;
    Object.defineProperty(made, name, {
      get: () => {
        value ??= { is: makers[name]() };
        return value.is;
      },
    });
  }
  return made;
}

export function writeLastBuild<Summary>(file: string, program: string, last: LastBuild<Summary>): void {
  writeRecord(file, program, {
    ...tableSections('inputs', last.inputs),
    ...tableSections('outputs', last.outputs),
    parts: last.parts,
    outcome: JSON.stringify(last.outcome),
    site: JSON.stringify(last.site),
    sources: { lines: last.sourceLines },
    heads: { lines: last.headLines },
    related: Float64Array.from(last.related),
  });
}

/** The head of an article, from its line. */
export function parseHead(line: string | Uint8Array): ArticleHead {
  return JSON.parse(
    typeof line === 'string' ? line : Buffer.from(line.buffer, line.byteOffset, line.length).toString(),
  ) as ArticleHead;
}

function all(lines: Lines): Uint8Array[] {
  return Array.from({ length: lines.length }, (_, at) => lines.at(at));
}
