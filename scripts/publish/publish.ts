// The fifth stage: dist/ becomes exactly the pages that were made.
//
// A file is written only where its bytes differ, next to its place and renamed. What an earlier build made and this one
// does not is removed. A list in the folder names the files that builds made; a file that it does not name is never
// overwritten or removed, whatever the record of another build says.

import { closeSync, fstatSync, lstatSync, readdirSync, readFileSync, rmdirSync, rmSync, type Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { plural, problem } from '../base/diagnostics.js';
import { isPublishError, PublishError } from '../base/errors.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOfBytes } from '../base/hash.js';
import {
  type FileContent,
  isNameOnWindows,
  makeFoldersOf,
  renameFile,
  replaceFile,
  staysInside,
  UNFINISHED,
} from '../base/inside.js';
import { type FileTable, noteStats, Survey } from '../cache/fileTable.js';
import type { Diagnostic } from '../types.js';

/** The list of files that builds made. It begins with a dot, so that hosts do not serve it. */
const MANIFEST = '.titleblock-files';

/** A file that is written or removed: as it was, and as it is; undefined if it is not there. */
export interface FileChange {
  readonly path: string;
  readonly before: FileVersion | undefined;
  readonly after: FileVersion | undefined;
}

export interface FileVersion {
  /** Bytes. */
  readonly size: number;
  /** What is in a page or a feed; undefined for other files, since a film need not fit into memory. */
  readonly bytes: Uint8Array | undefined;
}

/** Files whose texts are compared. */
const COMPARED = /\.(?:html|xml)$/;

/** The files of a site, and the folders that they are in. */
interface SitePaths {
  readonly wanted: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** The output folder as it is found, and what becomes of it. */
export class OutputFolder {
  /** What is there, compared with what builds made. */
  readonly survey: Survey;
  /** Files that no build made. */
  foreign: readonly string[];
  /** Files that builds made and that are gone now. */
  private readonly gone = new Set<string>();
  private readonly ownPaths: readonly string[];
  private readonly knownPaths: readonly string[];
  private readonly unfinished: readonly string[];
  /** Whether the list in the folder is not the one that was found. */
  private isListed = false;
  /** Whether the files are those of the last build, and its list of them is there. */
  private isSettled = false;
  /** Folders that are there and are not links, below the output folder. */
  private readonly folders = new Set<string>();
  private current = '';
  /** Told of each change, where someone wants to know. */
  changed: ((change: FileChange) => void) | undefined;
  /** What the system says of the files that were written. */
  private readonly fresh = new Map<string, Stats>();
  /** Of files that were put, whether they had to be written or not. */
  private readonly hashes = new Map<string, string>();

  /**
   * @param out the output folder, an absolute path
   * @param shown how diagnostics name it
   * @param known what the last build wrote
   * @param now milliseconds since 1970
   */
  constructor(
    private readonly out: string,
    private readonly shown: string,
    known: FileTable,
    now: number,
  ) {
    const listed = filesBelow(out);
    const fileOf = (path: string) => `${out}/${path}`;
    if (listed.length === known.paths.length && listed.every((path, at) => path === known.paths[at])) {
      const survey = new Survey(known.paths, fileOf, known, now);
      if (survey.isUnchanged(MANIFEST)) {
        // The list is the one that the last build wrote, and every file in it is there.
        this.ownPaths = known.paths;
        this.knownPaths = known.paths;
        this.unfinished = [];
        this.foreign = [];
        this.survey = survey;
        return;
      }
    }
    const mine = new Set(readManifest(out) ?? unchangedOf(known, listed, fileOf, now));
    mine.add(MANIFEST);
    const found = spelledAsListed(listed, mine, fileOf);
    this.knownPaths = [...mine];
    this.unfinished = found.filter((path) => isUnfinished(path) && !mine.has(path));
    this.foreign = found.filter((path) => !mine.has(path) && !isUnfinished(path));
    this.ownPaths = found.filter((path) => mine.has(path));
    this.survey = new Survey(this.ownPaths, fileOf, known, now);
  }

  /** Files that builds have made, there or not. */
  private get made(): ReadonlySet<string> {
    this.madeSet ??= new Set(this.knownPaths);
    return this.madeSet;
  }

  private madeSet: ReadonlySet<string> | undefined;

  /** Whether everything that the last build wrote is unchanged. */
  get isIntact(): boolean {
    return this.unfinished.length === 0 && this.survey.isUnchangedAll();
  }

  /** Whether a file is there with the bytes of a hash. */
  holds(path: string, hash: string): boolean {
    return this.survey.has(path) && this.survey.hash(path) === hash;
  }

  /** The hash of the bytes that a file has by now. */
  hash(path: string): string {
    return this.hashes.get(path) ?? this.survey.hash(path);
  }

  /**
   * Makes ready for files to be written. Nothing is written or removed if it throws.
   * @param paths all files of the site
   * @param areThose whether they are those of the last build: then no file is added, removed, or in another's way
   * @param adopts whether files that no build made may be overwritten
   * @param platform the system's name as Node has it
   * @throws PublishError with a problem for each file that no build made and that is in the way
   */
  begin(paths: readonly string[], areThose: boolean, adopts = false, platform: string = process.platform): void {
    this.guarded(() => {
      if (platform === 'win32')
        for (const path of paths)
          this.insist(path, isNameOnWindows(path), 'Windows has no files of this name; rename its source');
      // Those of the last build were looked at by it; whatever is written is looked at again.
      if (!areThose) for (const path of paths) this.insist(path, staysInside(path), 'it would be outside of the output folder');
      const site = lazy(() => ({ wanted: new Set(paths), folders: foldersOf(paths) }));
      if (this.foreign.length > 0) this.makeWay(site(), adopts);
      for (const path of this.unfinished) rmSync(join(this.out, path), { force: true });
      this.isSettled = areThose && this.survey.paths === this.knownPaths && this.survey.isUnchanged(MANIFEST);
      if (this.isSettled) return;
      // Known before anything is written: a build that is killed halfway can be cleaned up by the next.
      const isListed = this.survey.isUnchanged(MANIFEST);
      if (!isListed || paths.some((path) => !this.made.has(path))) {
        this.replace(MANIFEST, manifestOf([...new Set([...this.made, ...paths])]));
        this.isListed = true;
      }
      this.clearTheWay(site());
    });
  }

  /** Makes sure that no file of the site needs the place of one that no build made. */
  private makeWay({ wanted, folders }: SitePaths, adopts: boolean): void {
    const overwritten = this.overwritten(wanted);
    const problems = adopts ? [] : overwritten.map((path) => this.problemOfForeign(path, 'overwrite'));
    for (const path of this.foreign) {
      const isBelow = ancestorsOf(path).some((folder) => wanted.has(folder));
      if (isBelow || folders.has(path)) problems.push(this.problemOfForeign(path, isBelow ? 'below' : 'folder'));
    }
    if (problems.length > 0) throw new PublishError(fewer(problems, this.shown));
    const taken = new Set(overwritten);
    this.foreign = this.foreign.filter((path) => !taken.has(path));
  }

  /** The files that no build made and that are where a file of the site goes, under another spelling too if the system takes both for one. */
  private overwritten(wanted: ReadonlySet<string>): string[] {
    const spellings = new Map([...wanted].map((path) => [spellingKey(path), path]));
    return this.foreign.filter((path) => {
      if (wanted.has(path)) return true;
      const spelling = spellings.get(spellingKey(path));
      return spelling !== undefined && !this.survey.has(spelling) && isThere(`${this.out}/${spelling}`);
    });
  }

  private problemOfForeign(path: string, way: 'overwrite' | 'below' | 'folder'): Diagnostic {
    const reason = {
      overwrite: 'no build wrote this file, and the site has a file of this name',
      below: 'no build wrote this file, and the site has a file where its folder is',
      folder: 'no build wrote this file, and the site has a folder of this name',
    }[way];
    const adopt = way === 'overwrite' ? ', or pass --adopt to overwrite such files' : '';
    const note = `move it away (into content/, if it is to be published), build into another folder with --out${adopt}`;
    return problem(`${this.shown}/${path}`, undefined, 'publish/overwrite', reason, { note });
  }

  /**
   * Removes what cannot wait until the end: a file where a folder will be, the other way round, and a file whose name is
   * written with other capitals now, which is the same file on many systems.
   */
  private clearTheWay({ wanted, folders }: SitePaths): void {
    const leaving = this.ownPaths.filter((path) => path !== MANIFEST && !wanted.has(path));
    if (leaving.length === 0) return;
    const spellings = new Set([...wanted].map(spellingKey));
    for (const path of leaving) {
      const inTheWay = folders.has(path) || ancestorsOf(path).some((folder) => wanted.has(folder));
      if (inTheWay || spellings.has(spellingKey(path))) this.remove(path);
    }
  }

  /** The bytes of a file that is there. */
  read(path: string): Uint8Array {
    return readFileSync(join(this.out, path));
  }

  /** Writes a file, unless it holds these bytes already. */
  put(path: string, content: FileContent, hash: string): void {
    this.guarded(() => {
      this.current = path;
      if (!this.holds(path, hash)) {
        this.tell(path, () => versionOf(content));
        this.replace(path, content);
        this.fresh.set(path, lstatSync(join(this.out, path)));
      }
      this.hashes.set(path, hash);
      this.current = '';
    });
  }

  /** How many files were removed. */
  get removed(): number {
    return this.gone.size;
  }

  /** How many files were written. */
  get written(): number {
    return this.fresh.size;
  }

  /**
   * Removes what is no longer made.
   * @param files all files of the site
   * @returns what is to be known of them by the next build, the list of files among them, at the end
   */
  end(files: readonly string[]): FileTable {
    if (this.isSettled) return this.settledTable();
    const paths = [...files, MANIFEST];
    const wanted = new Set(paths);
    const manifest = manifestOf(paths);
    const hashes = [...files.map((path) => this.hash(path)), hashOfBytes(manifest)];
    this.guarded(() => {
      for (const path of this.ownPaths) if (!wanted.has(path) && !this.gone.has(path)) this.remove(path);
      if (!this.isListed && this.holds(MANIFEST, hashOfBytes(manifest))) return;
      this.replace(MANIFEST, manifest);
      this.isListed = true;
    });
    const stats = new Float64Array(paths.length * 4);
    for (const [at, path] of paths.entries()) {
      const fresh = this.fresh.get(path) ?? (path === MANIFEST && this.isListed ? lstatSync(join(this.out, path)) : undefined);
      if (fresh) noteStats(stats, at, fresh, Date.now());
      else this.survey.copyStats(path, stats, at);
    }
    return { paths, stats, hashes };
  }

  /** The files of the last build, with what has changed. */
  private settledTable(): FileTable {
    const { paths, stats } = this.survey;
    const noted = new Float64Array(stats);
    for (const [path, fresh] of this.fresh) noteStats(noted, this.survey.placeBefore(path) as number, fresh, Date.now());
    return { paths, stats: noted, hashes: paths.map((path) => this.hash(path)) };
  }

  /** Warns of files that no build made. */
  foreignProblems(): Diagnostic[] {
    const { foreign } = this;
    if (foreign.length === 0) return [];
    const some = foreign.slice(0, 3).join(', ') + (foreign.length > 3 ? ` and ${foreign.length - 3} more` : '');
    const note = 'move them to content/ to publish them, or delete them';
    return [problem(this.shown, undefined, 'publish/foreign', `files that no build wrote are left alone: ${some}`, { note })];
  }

  /** Ends the build where something about a file of the output folder does not hold. */
  private insist(path: string, holds: boolean, reason: string): void {
    if (holds) return;
    this.current = path;
    throw new Error(reason);
  }

  /** The one place where files are written; it makes sure that they are inside. */
  private replace(below: string, content: FileContent): void {
    replaceFile(makeFoldersOf(this.out, below, this.folders), content, (beside, path) => {
      try {
        renameFile(beside, path);
      } catch (error) {
        if (!lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
        rmdirSync(path);
        renameFile(beside, path);
      }
    });
  }

  /** Tells of a change that is about to be made. */
  private tell(path: string, after: () => FileVersion | undefined): void {
    if (!this.changed) return;
    const before = this.survey.has(path) ? versionAt(join(this.out, path), COMPARED.test(path)) : undefined;
    this.changed({ path, before, after: after() });
  }

  private remove(path: string): void {
    this.current = path;
    this.tell(path, () => undefined);
    rmSync(join(this.out, path), { force: true });
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      try {
        rmdirSync(join(this.out, folder));
      } catch {
        break;
      }
    }
    this.gone.add(path);
    this.current = '';
  }

  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw isPublishError(error) ? error : new PublishError([this.problemOf(error as NodeJS.ErrnoException)]);
    }
  }

  private problemOf({ code, message }: NodeJS.ErrnoException): Diagnostic {
    const reasons: { [code: string]: string } = {
      EACCES: 'it is not writable',
      EROFS: 'the disk is read-only',
      ENOSPC: 'the disk is full',
      EDQUOT: 'the disk quota is used up',
      EPERM: 'it is not writable',
    };
    const note = 'every file is either old or new and complete; fix this and build again, or choose another folder with --out';
    return problem(
      this.current ? `${this.shown}/${this.current}` : this.shown,
      undefined,
      'publish/failed',
      `the output cannot be written: ${reasons[code ?? ''] ?? message}`,
      { note },
    );
  }
}

/** Whether a file is one that a killed build left. */
function isUnfinished(path: string): boolean {
  return UNFINISHED.test(basename(path));
}

/** What is written; of a file that is copied, only the size. */
function versionOf(content: FileContent): FileVersion {
  if (content instanceof Uint8Array) return { size: content.length, bytes: content };
  const descriptor = content.open();
  try {
    return { size: fstatSync(descriptor).size, bytes: undefined };
  } finally {
    closeSync(descriptor);
  }
}

/** What is at a place. */
function versionAt(file: string, isCompared: boolean): FileVersion {
  if (!isCompared) return { size: lstatSync(file).size, bytes: undefined };
  const bytes = readFileSync(file);
  return { size: bytes.length, bytes };
}

/** The files that the list in the folder names; undefined if there is no list. */
function readManifest(out: string): string[] | undefined {
  try {
    return readFileSync(join(out, MANIFEST), 'utf8').split('\n').filter(Boolean);
  } catch {
    return undefined;
  }
}

/** The files of the last build in this folder that have the bytes it wrote: what is known where the list is lost. */
function unchangedOf(known: FileTable, found: readonly string[], fileOf: (path: string) => string, now: number): string[] {
  const survey = new Survey(found, fileOf, known, now);
  return survey.paths.filter((path) => survey.isUnchanged(path));
}

/**
 * The files of a folder, by the names that the list has for them. A system may list a name in another Unicode form or
 * with other capitals than it was written with: the listed name is not among those found then, but it is there.
 */
function spelledAsListed(found: readonly string[], listed: ReadonlySet<string>, fileOf: (path: string) => string): string[] {
  if (found.every((path) => listed.has(path))) return [...found];
  const there = new Set(found);
  const spellings = new Map<string, string>();
  for (const path of listed) if (!there.has(path) && isThere(fileOf(path))) spellings.set(spellingKey(path), path);
  return found.map((path) => (listed.has(path) ? path : (spellings.get(spellingKey(path)) ?? path))).sort();
}

/** Equal for names that some system takes for one. */
function spellingKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Problems of single files that are told one by one; of the others, only their number is told. */
const MOST_TOLD = 20;

function fewer(problems: readonly Diagnostic[], folder: string): Diagnostic[] {
  const rest = problems.length - MOST_TOLD;
  if (rest <= 0) return [...problems];
  return [
    ...problems.slice(0, MOST_TOLD),
    problem(folder, undefined, 'publish/overwrite', `${plural(rest, 'more file')} that no build wrote are in the way`),
  ];
}

/** The folders that a path is in, from the innermost. */
function ancestorsOf(path: string): string[] {
  const folders: string[] = [];
  for (let at = dirname(path); at !== '.'; at = dirname(at)) folders.push(at);
  return folders;
}

/** The folders that files need. */
function foldersOf(paths: readonly string[]): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) for (let at = dirname(path); at !== '.' && !folders.has(at); at = dirname(at)) folders.add(at);
  return folders;
}

function manifestOf(paths: readonly string[]): Uint8Array {
  return Buffer.from(
    `${paths
      .filter((path) => path !== MANIFEST)
      .sort()
      .join('\n')}\n`,
  );
}

/** Everything below a folder that is not a folder, sorted. */
function filesBelow(folder: string): string[] {
  const found: string[] = [];
  const visit = (below: string) => {
    const entries = readdirSync(join(folder, below), { withFileTypes: true });
    for (const entry of entries) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) visit(path);
      else found.push(path);
    }
  };
  try {
    visit('');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return found.sort();
}
