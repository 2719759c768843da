// The input files of a site, with their hashes. A survey taken at the start compares them with the last build; later updates are
// recorded on top of it. A build surveys once; `dev` then updates.

import { lstatSync, statSync } from 'node:fs';
import { hashOfBytes } from '../base/hash.js';
import { type FileTable, NO_FILES } from '../cache/fileTable.js';
import { InputSurvey, inputFile, inputPaths, openInput, readInput } from '../read/inputFiles.js';
import type { Diagnostic } from '../types.js';

/** Changes of the input files since the last update. */
export interface InputChanges {
  /** Files that are new or have other bytes. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** True if files were added or removed. */
  readonly isListChanged: boolean;
}

export class Inputs {
  paths: readonly string[] = [];
  /** Unreadable folders, and links that lead out of the site. */
  problems: readonly Diagnostic[] = [];
  private pathSet = new Set<string>();
  private readonly survey: InputSurvey;
  /** Files removed since the survey. The last build's hash is not used for a file that comes back. */
  private readonly removed = new Set<string>();
  /** Files read again since the survey: the hash, and the stat signature at the time of reading. */
  private readonly reread = new Map<string, { readonly hash: string; readonly signature: string }>();
  /**
   * Hashes as of the last update that registered each file. If a file changes between its header and its text being read, the
   * engine still has the old header: this hash then differs from the one in `reread` until the next update.
   */
  private readonly recordedHashes = new Map<string, string>();

  /**
   * Surveys the files.
   * @param root the site's folder, absolute
   * @param last the last build's inputs; their hashes are reused for files whose stats are the same
   * @param now start of the survey, milliseconds since 1970
   */
  constructor(
    private readonly root: string,
    last: FileTable | undefined,
    now = Date.now(),
  ) {
    this.list();
    this.survey = new InputSurvey(this.root, this.paths, last ?? NO_FILES, now);
  }

  /** True if the survey found exactly the last build's files, with the same sizes and times. */
  get hasSameStats(): boolean {
    return this.survey.hasSameStats;
  }

  /** True if the survey found exactly the last build's files, with the same bytes. */
  areAllUnchanged(): boolean {
    return this.survey.areAllUnchanged();
  }

  /** Returns the surveyed files for the record of this build. */
  table(): FileTable {
    const table = this.survey.table();
    if (this.reread.size === 0) return table;
    return { ...table, hashes: table.paths.map((path, at) => this.reread.get(path)?.hash ?? (table.hashes[at] as string)) };
  }

  readonly fileOf = (path: string): string => inputFile(this.root, path);

  has(path: string): boolean {
    return this.pathSet.has(path);
  }

  /** True if a file has the bytes that the last build read, and has not changed since the survey. */
  isUnchanged(path: string): boolean {
    return !this.reread.has(path) && this.isSurveyed(path) && this.survey.isUnchanged(path);
  }

  /** Reads a file and records its hash. */
  read(path: string): Buffer {
    const known = this.isSurveyed(path) ? this.survey.knownHash(path) : '';
    const note = (hash: string) => {
      if (!this.recordedHashes.has(path)) this.recordedHashes.set(path, known || hash);
    };
    if (!this.reread.has(path) && this.isSurveyed(path) && this.survey.isUnmodified(path)) {
      const bytes = this.survey.read(path);
      note(this.survey.knownHash(path));
      return bytes;
    }
    const signature = this.signatureOf(path);
    const bytes = readInput(this.root, path);
    const hash = hashOfBytes(bytes);
    note(hash);
    this.reread.set(path, { hash, signature });
    return bytes;
  }

  /** Opens a file for reading and returns its descriptor. */
  open(path: string): number {
    return openInput(this.root, path);
  }

  /** Reads a file without recording its hash. */
  readUnrecorded(path: string): Buffer {
    return readInput(this.root, path);
  }

  /**
   * Returns the hash of a file's bytes.
   * @throws if the file cannot be read
   */
  hash(path: string): string {
    const own = this.reread.get(path);
    if (own) return own.hash;
    if (this.isSurveyed(path)) return this.survey.hash(path);
    this.read(path);
    return this.reread.get(path)?.hash ?? '';
  }

  /** Returns the size of a file in bytes. */
  size(path: string): number {
    if (!this.reread.has(path) && this.isSurveyed(path)) return this.survey.size(path);
    return statSync(this.fileOf(path), { throwIfNoEntry: false })?.size ?? 0;
  }

  /** True if the file's stats are still those recorded when it was read. Call this after reading a file a second time. */
  isUnmodified(path: string): boolean {
    const own = this.reread.get(path);
    if (own) return own.signature === this.signatureOf(path);
    return this.isSurveyed(path) && this.survey.isUnmodified(path);
  }

  /** True if the file's stats have changed since it was read, or if it was read with bytes that no update has registered. */
  hasChangedOnDisk(path: string): boolean {
    const own = this.reread.get(path);
    return !this.isUnmodified(path) || (own !== undefined && own.hash !== this.recordedHashes.get(path));
  }

  /**
   * Checks files for changes.
   * @param hints paths that may have changed; if one was added or removed, all folders are listed again
   */
  update(hints: Iterable<string>): InputChanges {
    const before = this.pathSet;
    const all = [...hints];
    // A file may have been replaced by a symlink; only listing decides whether that is an input.
    const isListChanged = all.some((path) => before.has(path) !== (this.signatureOf(path) !== '') || this.isLink(path));
    if (isListChanged) this.list();
    const removed = isListChanged ? [...before].filter((path) => !this.pathSet.has(path)) : [];
    for (const path of removed) {
      this.reread.delete(path);
      this.recordedHashes.delete(path);
      this.removed.add(path);
    }
    const added = isListChanged ? this.paths.filter((path) => !before.has(path)) : [];
    const edited = all.filter((path) => before.has(path) && this.pathSet.has(path) && this.isEdited(path));
    return { changed: [...new Set([...added, ...edited])], removed, isListChanged: added.length + removed.length > 0 };
  }

  /**
   * Returns a view of these inputs in which one file has a different text. All other files count as unchanged, and reading through the
   * view records nothing.
   */
  withText(file: string, text: string): Inputs {
    const bytes = Buffer.from(text);
    const paths = this.has(file) ? this.paths : [...this.paths, file].sort();
    return Object.assign(Object.create(this) as Inputs, {
      paths,
      has: (path: string) => path === file || this.has(path),
      read: (path: string) => (path === file ? bytes : this.readUnrecorded(path)),
      hash: (path: string) => (path === file ? hashOfBytes(bytes) : this.hash(path)),
      size: (path: string) => (path === file ? bytes.length : this.size(path)),
      isUnchanged: (path: string) => path !== file,
    });
  }

  /** Returns files that may have changed: added and removed ones, and those with `hasChangedOnDisk`. */
  possibleChanges(): string[] {
    const now = inputPaths(this.root).paths;
    const there = new Set(now);
    const gone = this.paths.filter((path) => !there.has(path));
    return [...now.filter((path) => !this.pathSet.has(path) || this.hasChangedOnDisk(path)), ...gone];
  }

  private list(): void {
    const { paths, problems } = inputPaths(this.root);
    this.paths = paths;
    this.pathSet = new Set(paths);
    this.problems = problems;
  }

  /** True if a file's bytes have changed since it was registered. A file that was never read counts as changed. */
  private isEdited(path: string): boolean {
    const before = this.recordedHashes.get(path) ?? (this.isSurveyed(path) ? this.survey.knownHash(path) : '');
    try {
      this.read(path);
    } catch {
      return true;
    }
    const now = this.hash(path);
    this.recordedHashes.set(path, now);
    return now !== before;
  }

  private isSurveyed(path: string): boolean {
    return !this.removed.has(path) && this.survey.has(path);
  }

  private isLink(path: string): boolean {
    return lstatSync(this.fileOf(path), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  }

  /** Returns a file's size, times and inode as one text; empty if there is no such file. */
  private signatureOf(path: string): string {
    const stats = statSync(this.fileOf(path), { throwIfNoEntry: false });
    return stats?.isFile() ? `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}` : '';
  }
}
