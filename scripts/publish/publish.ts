// The fifth stage: makes the output folder contain exactly the files of the site.
//
// A file is written only if its bytes differ: to a temporary name, then renamed. Files that earlier builds made and this one does
// not are removed. A manifest in the folder lists the files that builds made; other files are never overwritten or removed,
// whatever any record says.

import { lstatSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { problem } from '../base/diagnostics.js';
import { isPublishError, PublishError } from '../base/errors.js';
import type { FileContent } from '../base/fileContent.js';
import { isValidOnWindows } from '../base/fileNames.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOfBytes } from '../base/hash.js';
import { staysInside } from '../base/inside.js';
import { type FileStats, type FileTable, recordStats, type Survey } from '../cache/fileTable.js';
import type { Diagnostic } from '../types.js';
import { type FileChange, type FileVersion, versionAt, versionOf } from './changes.js';
import { ForeignFiles } from './foreignFiles.js';
import { MANIFEST, manifestOf } from './manifest.js';
import { type OutputScan, scanOutput } from './scanOutput.js';
import { isBelowFile, type SitePaths, sitePathsOf, spellingKey } from './sitePaths.js';
import { replaceOutput, type WriteResult, type WritingShared } from './writing.js';

/** An output folder during a build. */
export class OutputFolder {
  /** Existing files that builds made, compared with the last build. */
  readonly survey: Survey;
  private readonly removedFiles = new Set<string>();
  private readonly found: OutputScan;
  private readonly foreignFiles: ForeignFiles;
  /** Files that builds have made, whether or not they still exist. */
  private readonly made = lazy((): ReadonlySet<string> => new Set(this.found.made));
  /** True once this build has written the manifest. */
  private isManifestWritten = false;
  /** True if the files are those of the last build, with its manifest. */
  private hasSameFiles = false;
  /** Existing folders below the output folder that are not links. */
  private readonly folders = new Set<string>();
  private currentPath = '';
  /** Called before each change. */
  onChange: ((change: FileChange) => void) | undefined;
  /** Stats of the files that were written. */
  private readonly writtenStats = new Map<string, FileStats>();
  /** Hashes of all files that were put, whether or not they had to be written. */
  private readonly hashes = new Map<string, string>();

  /**
   * @param out the output folder, an absolute path
   * @param shown its name in problems
   * @param known the last build's table of outputs
   * @param now milliseconds since 1970
   */
  constructor(
    private readonly out: string,
    private readonly shown: string,
    known: FileTable,
    now: number,
  ) {
    this.found = scanOutput(out, known, now);
    this.survey = this.found.survey;
    this.foreignFiles = new ForeignFiles(out, shown, this.survey, this.found.foreign);
  }

  /** Files that no build made. */
  get foreign(): readonly string[] {
    return this.foreignFiles.paths;
  }

  /** True if everything that the last build wrote is unchanged. */
  get isIntact(): boolean {
    return this.found.unfinished.length === 0 && this.survey.areAllUnchanged();
  }

  /** True if a file exists and its bytes have this hash. */
  holds(path: string, hash: string): boolean {
    return this.heldHash(path) === hash;
  }

  /** Returns the current hash of a file. */
  hash(path: string): string {
    return this.hashes.get(path) ?? this.survey.hash(path);
  }

  /**
   * Prepares writing. Writes and removes nothing if it throws.
   * @param paths all files of the site
   * @param areSamePaths true if they are those of the last build: then no file is added, removed, or in another's way
   * @param adopts true to overwrite files that no build made
   * @param platform as in `process.platform`
   * @throws PublishError with a problem for each foreign file that is in the way
   */
  begin(paths: readonly string[], areSamePaths: boolean, adopts = false, platform: string = process.platform): void {
    this.guarded(() => {
      if (platform === 'win32')
        for (const path of paths)
          this.ensure(path, isValidOnWindows(path), 'Windows does not allow files of this name; rename its source');
      // The last build checked its own paths, and each path is checked again when it is written.
      if (!areSamePaths)
        for (const path of paths) this.ensure(path, staysInside(path), 'it would be outside of the output folder');
      const site = lazy(() => sitePathsOf(paths));
      if (this.foreign.length > 0) this.foreignFiles.checkConflicts(site(), adopts);
      for (const path of this.found.unfinished) rmSync(join(this.out, path), { force: true });
      this.hasSameFiles = areSamePaths && this.survey.paths === this.found.made && this.survey.isUnchanged(MANIFEST);
      if (this.hasSameFiles) return;
      // Written first, so that the next build can clean up after a killed one.
      const isListed = this.survey.isUnchanged(MANIFEST);
      if (!isListed || paths.some((path) => !this.made().has(path))) {
        this.replace(MANIFEST, manifestOf([...new Set([...this.made(), ...paths])]));
        this.isManifestWritten = true;
      }
      this.removeConflicts(site());
    });
  }

  /**
   * Removes files that are in the way: a file in place of a folder or the other way round, and a file whose name changes only in
   * case, which is the same file on many systems.
   */
  private removeConflicts(site: SitePaths): void {
    const { wanted, folders } = site;
    const leaving = this.survey.paths.filter((path) => path !== MANIFEST && !wanted.has(path));
    if (leaving.length === 0) return;
    const spellings = new Set([...wanted].map(spellingKey));
    for (const path of leaving) {
      const inTheWay = folders.has(path) || isBelowFile(path, site);
      if (inTheWay || spellings.has(spellingKey(path))) this.remove(path);
    }
  }

  /** Reads an existing file. */
  read(path: string): Uint8Array {
    return readFileSync(join(this.out, path));
  }

  /** Writes a file unless it has these bytes already. */
  put(path: string, content: FileContent, hash: string): void {
    this.guarded(() => {
      this.currentPath = path;
      if (!this.holds(path, hash)) {
        this.reportChange(path, () => versionOf(content));
        this.writtenStats.set(path, this.replace(path, content));
      }
      this.hashes.set(path, hash);
      this.currentPath = '';
    });
  }

  /**
   * Returns what threads need to write files themselves (writing.ts).
   * @param suspects texts that must not be published: a file with one is handed back for a full check
   */
  writingShared<Shared>(shared: Shared, suspects: readonly Uint8Array[]): WritingShared<Shared> {
    return { out: this.out, suspects, shared };
  }

  /** Returns the hash that a file had at the start of the build; undefined if it does not exist. */
  heldHash(path: string): string | undefined {
    return this.survey.has(path) ? this.survey.hash(path) : undefined;
  }

  /** Records a file that another thread has written or found unchanged. */
  noteWritten(path: string, { hash, stats }: Omit<WriteResult, 'bytes'>): void {
    if (stats) this.writtenStats.set(path, stats);
    this.hashes.set(path, hash);
  }

  /** Number of removed files. */
  get removed(): number {
    return this.removedFiles.size;
  }

  /** Number of written files. */
  get written(): number {
    return this.writtenStats.size;
  }

  /**
   * Removes files that are no longer made, and writes the manifest.
   * @param files all files of the site
   * @returns the table for the next build, with the manifest as the last file
   */
  end(files: readonly string[]): FileTable {
    if (this.hasSameFiles) return this.tableOfSameFiles();
    const paths = [...files, MANIFEST];
    const wanted = new Set(paths);
    const manifest = manifestOf(paths);
    const hashes = [...files.map((path) => this.hash(path)), hashOfBytes(manifest)];
    this.guarded(() => {
      for (const path of this.survey.paths) if (!wanted.has(path) && !this.removedFiles.has(path)) this.remove(path);
      if (!this.isManifestWritten && this.holds(MANIFEST, hashOfBytes(manifest))) return;
      this.replace(MANIFEST, manifest);
      this.isManifestWritten = true;
    });
    const stats = new Float64Array(paths.length * 4);
    for (const [at, path] of paths.entries()) {
      const fresh =
        this.writtenStats.get(path) ??
        (path === MANIFEST && this.isManifestWritten ? lstatSync(join(this.out, path)) : undefined);
      if (fresh) recordStats(stats, at, fresh, Date.now());
      else this.survey.copyStats(path, stats, at);
    }
    return { paths, stats, hashes };
  }

  /** Returns the last build's table with the changed files. */
  private tableOfSameFiles(): FileTable {
    const { paths, stats } = this.survey;
    const noted = new Float64Array(stats);
    for (const [path, fresh] of this.writtenStats)
      recordStats(noted, this.survey.previousIndex(path) as number, fresh, Date.now());
    return { paths, stats: noted, hashes: paths.map((path) => this.hash(path)) };
  }

  /** Returns a warning about files that no build made. */
  foreignProblems(): Diagnostic[] {
    return this.foreignFiles.problems();
  }

  /** Throws if a condition on an output file is not met. */
  private ensure(path: string, holds: boolean, reason: string): void {
    if (holds) return;
    this.currentPath = path;
    throw new Error(reason);
  }

  /** Writes a file. All writes go through here, which checks that they stay inside. */
  private replace(below: string, content: FileContent): FileStats {
    return replaceOutput(this.out, below, content, this.folders);
  }

  /** Reports a change that is about to be made. */
  private reportChange(path: string, after: () => FileVersion | undefined): void {
    if (!this.onChange) return;
    const before = this.survey.has(path) ? versionAt(join(this.out, path)) : undefined;
    this.onChange({ path, before, after: after() });
  }

  private remove(path: string): void {
    this.currentPath = path;
    this.reportChange(path, () => undefined);
    rmSync(join(this.out, path), { force: true });
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      try {
        rmdirSync(join(this.out, folder));
      } catch {
        break;
      }
    }
    this.removedFiles.add(path);
    this.currentPath = '';
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
      ENOENT: 'a folder on its path does not exist',
      EROFS: 'the disk is read-only',
      ENOSPC: 'the disk is full',
      EDQUOT: 'the disk quota is used up',
      EPERM: 'it is not writable',
    };
    const note =
      'no file is half-written: each is either the old one or the new one; fix this and build again, or choose another folder with --out';
    return problem(
      this.currentPath ? `${this.shown}/${this.currentPath}` : this.shown,
      undefined,
      'publish/failed',
      `the output cannot be written: ${reasons[code ?? ''] ?? message}`,
      { note },
    );
  }
}
