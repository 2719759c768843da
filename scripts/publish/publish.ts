// The fifth stage: dist/ becomes exactly the pages that were made.
//
// A file is written only where its bytes differ, next to its place and renamed. What an earlier build made and this one
// does not is removed. A list in the folder names the files that builds made; a file that it does not name is never
// overwritten or removed, whatever the record of another build says.

import { lstatSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { problem } from '../base/diagnostics.js';
import { isPublishError, PublishError } from '../base/errors.js';
import type { FileContent } from '../base/fileContent.js';
import { isValidOnWindows } from '../base/fileNames.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOfBytes } from '../base/hash.js';
import { staysInside } from '../base/inside.js';
import { type FileLook, type FileTable, noteStats, type Survey } from '../cache/fileTable.js';
import type { Diagnostic } from '../types.js';
import { type FileChange, type FileVersion, versionAt, versionOf } from './changes.js';
import { ForeignFiles } from './foreignFiles.js';
import { type FoundOutput, findOutput } from './found.js';
import { MANIFEST, manifestOf } from './manifest.js';
import { isBelowFile, type SitePaths, sitePathsOf, spellingKey } from './sitePaths.js';
import { replaceOutput, type WritingShared, type Written } from './writing.js';

/** The output folder as it is found, and what becomes of it. */
export class OutputFolder {
  /** What is there, compared with what builds made. */
  readonly survey: Survey;
  /** Files that builds made and that are gone now. */
  private readonly gone = new Set<string>();
  private readonly found: FoundOutput;
  private readonly foreignFiles: ForeignFiles;
  /** Files that builds have made, there or not. */
  private readonly made = lazy((): ReadonlySet<string> => new Set(this.found.made));
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
  private readonly fresh = new Map<string, FileLook>();
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
    this.found = findOutput(out, known, now);
    this.survey = this.found.survey;
    this.foreignFiles = new ForeignFiles(out, shown, this.survey, this.found.foreign);
  }

  /** Files that no build made. */
  get foreign(): readonly string[] {
    return this.foreignFiles.paths;
  }

  /** Whether everything that the last build wrote is unchanged. */
  get isIntact(): boolean {
    return this.found.unfinished.length === 0 && this.survey.isUnchangedAll();
  }

  /** Whether a file is there with the bytes of a hash. */
  holds(path: string, hash: string): boolean {
    return this.held(path) === hash;
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
          this.insist(path, isValidOnWindows(path), 'Windows has no files of this name; rename its source');
      // Those of the last build were looked at by it; whatever is written is looked at again.
      if (!areThose) for (const path of paths) this.insist(path, staysInside(path), 'it would be outside of the output folder');
      const site = lazy(() => sitePathsOf(paths));
      if (this.foreign.length > 0) this.foreignFiles.makeWay(site(), adopts);
      for (const path of this.found.unfinished) rmSync(join(this.out, path), { force: true });
      this.isSettled = areThose && this.survey.paths === this.found.made && this.survey.isUnchanged(MANIFEST);
      if (this.isSettled) return;
      // Known before anything is written: a build that is killed halfway can be cleaned up by the next.
      const isListed = this.survey.isUnchanged(MANIFEST);
      if (!isListed || paths.some((path) => !this.made().has(path))) {
        this.replace(MANIFEST, manifestOf([...new Set([...this.made(), ...paths])]));
        this.isListed = true;
      }
      this.clearTheWay(site());
    });
  }

  /**
   * Removes what cannot wait until the end: a file where a folder will be, the other way round, and a file whose name is
   * written with other capitals now, which is the same file on many systems.
   */
  private clearTheWay(site: SitePaths): void {
    const { wanted, folders } = site;
    const leaving = this.survey.paths.filter((path) => path !== MANIFEST && !wanted.has(path));
    if (leaving.length === 0) return;
    const spellings = new Set([...wanted].map(spellingKey));
    for (const path of leaving) {
      const inTheWay = folders.has(path) || isBelowFile(path, site);
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
        this.fresh.set(path, this.replace(path, content));
      }
      this.hashes.set(path, hash);
      this.current = '';
    });
  }

  /**
   * What threads need that write files themselves (writing.ts).
   * @param suspects bytes that no file may have before someone has looked at it
   */
  writing<Shared>(shared: Shared, suspects: readonly Uint8Array[]): WritingShared<Shared> {
    return { out: this.out, suspects, shared };
  }

  /** The hash of the bytes that a file has; undefined if it is not there. */
  held(path: string): string | undefined {
    return this.survey.has(path) ? this.survey.hash(path) : undefined;
  }

  /** Takes note of a file that another thread has written, or found as it has to be. */
  noteWritten(path: string, { hash, look }: Omit<Written, 'bytes'>): void {
    if (look) this.fresh.set(path, look);
    this.hashes.set(path, hash);
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
      for (const path of this.survey.paths) if (!wanted.has(path) && !this.gone.has(path)) this.remove(path);
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
    return this.foreignFiles.problems();
  }

  /** Ends the build where something about a file of the output folder does not hold. */
  private insist(path: string, holds: boolean, reason: string): void {
    if (holds) return;
    this.current = path;
    throw new Error(reason);
  }

  /** The one place where files are written; it makes sure that they are inside. */
  private replace(below: string, content: FileContent): FileLook {
    return replaceOutput(this.out, below, content, this.folders);
  }

  /** Tells of a change that is about to be made. */
  private tell(path: string, after: () => FileVersion | undefined): void {
    if (!this.changed) return;
    const before = this.survey.has(path) ? versionAt(join(this.out, path)) : undefined;
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
