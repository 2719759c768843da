// The input files of a site: as they were when they were first looked at, and as they are after each update. A build looks once; `dev`
// goes on.

import { lstatSync, statSync } from 'node:fs';
import { hashOfBytes } from '../base/hash.js';
import { type FileTable, NO_FILES } from '../cache/fileTable.js';
import { InputSurvey, inputFile, inputPaths, openInput, readInput } from '../read/inputFiles.js';
import type { Diagnostic } from '../types.js';

/** What has become of the files. */
export interface InputChanges {
  /** Files whose bytes have changed, or that are new. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Whether there are other files than before. */
  readonly isListChanged: boolean;
}

export class Inputs {
  paths: readonly string[] = [];
  /** Folders that cannot be read, links that lead outside. */
  problems: readonly Diagnostic[] = [];
  private known = new Set<string>();
  private readonly survey: InputSurvey;
  /** Files that were removed since the first look: what the last build knew of them is of no use. */
  private readonly gone = new Set<string>();
  /** Files that have changed since the first look: their hashes, and how they looked when they were read. */
  private readonly own = new Map<string, { readonly hash: string; readonly look: string }>();
  /**
   * Hashes of files as the site has taken note of them. A file may have changed when it is read for its text: then its header is
   * still the old one, until the change is noted.
   */
  private readonly noted = new Map<string, string>();

  /**
   * Looks at the files.
   * @param root the site's folder, absolute
   * @param last the inputs of the last build, whose hashes hold where the files look the same
   * @param now the time at which looking begins, milliseconds since 1970
   */
  constructor(
    private readonly root: string,
    last: FileTable | undefined,
    now = Date.now(),
  ) {
    this.list();
    this.survey = new InputSurvey(this.root, this.paths, last ?? NO_FILES, now);
  }

  /** Whether every file was there in the last build with the size and the times that it had at the first look, and no other. */
  get isSame(): boolean {
    return this.survey.isSame;
  }

  /** Whether the files of the first look are those of the last build, with the bytes that they had. */
  isUnchangedAll(): boolean {
    return this.survey.isUnchangedAll();
  }

  /** The files of the first look, for the next build. */
  table(): FileTable {
    const table = this.survey.table();
    if (this.own.size === 0) return table;
    return { ...table, hashes: table.paths.map((path, at) => this.own.get(path)?.hash ?? (table.hashes[at] as string)) };
  }

  readonly fileOf = (path: string): string => inputFile(this.root, path);

  has(path: string): boolean {
    return this.known.has(path);
  }

  /** Whether a file has the bytes that the last build read, and has not changed since the first look. */
  isUnchanged(path: string): boolean {
    return !this.own.has(path) && this.isSurveyed(path) && this.survey.isUnchanged(path);
  }

  /** The bytes of a file. */
  read(path: string): Buffer {
    const known = this.isSurveyed(path) ? this.survey.knownHash(path) : '';
    const note = (hash: string) => {
      if (!this.noted.has(path)) this.noted.set(path, known || hash);
    };
    if (!this.own.has(path) && this.isSurveyed(path) && this.survey.isStill(path)) {
      const bytes = this.survey.read(path);
      note(this.survey.knownHash(path));
      return bytes;
    }
    const look = this.look(path);
    const bytes = readInput(this.root, path);
    const hash = hashOfBytes(bytes);
    note(hash);
    this.own.set(path, { hash, look });
    return bytes;
  }

  /** Opens a file for reading. @returns its descriptor */
  open(path: string): number {
    return openInput(this.root, path);
  }

  /** The bytes of a file, of which nothing is noted. */
  copy(path: string): Buffer {
    return readInput(this.root, path);
  }

  /**
   * The hash of a file's bytes.
   * @throws if the file cannot be read
   */
  hash(path: string): string {
    const own = this.own.get(path);
    if (own) return own.hash;
    if (this.isSurveyed(path)) return this.survey.hash(path);
    this.read(path);
    return this.own.get(path)?.hash ?? '';
  }

  /** Bytes. */
  size(path: string): number {
    if (!this.own.has(path) && this.isSurveyed(path)) return this.survey.size(path);
    return statSync(this.fileOf(path), { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Whether a file is, by what the system says of it now, the one that was looked at: asked when its bytes are read a second time. */
  isStill(path: string): boolean {
    const own = this.own.get(path);
    if (own) return own.look === this.look(path);
    return this.isSurveyed(path) && this.survey.isStill(path);
  }

  /** Whether a file looks other than when it was read, or has other bytes than those that the site has taken note of. */
  hasNewLook(path: string): boolean {
    const own = this.own.get(path);
    return !this.isStill(path) || (own !== undefined && own.hash !== this.noted.get(path));
  }

  /**
   * Looks at the files again.
   * @param hints paths that may have changed; where one is new, or gone, all folders are listed
   */
  update(hints: Iterable<string>): InputChanges {
    const before = this.known;
    const all = [...hints];
    // A file may have been replaced by a symlink, which the list judges.
    const isListChanged = all.some((path) => before.has(path) !== (this.look(path) !== '') || this.isLink(path));
    if (isListChanged) this.list();
    const removed = isListChanged ? [...before].filter((path) => !this.known.has(path)) : [];
    for (const path of removed) {
      this.own.delete(path);
      this.noted.delete(path);
      this.gone.add(path);
    }
    const added = isListChanged ? this.paths.filter((path) => !before.has(path)) : [];
    const edited = all.filter((path) => before.has(path) && this.known.has(path) && this.isEdited(path));
    return { changed: [...new Set([...added, ...edited])], removed, isListChanged: added.length + removed.length > 0 };
  }

  /**
   * These files with another text in one of them, which is compared with them as they are now: all others count as unchanged.
   * Nothing that is asked of it is noted.
   */
  withText(file: string, text: string): Inputs {
    const bytes = Buffer.from(text);
    const paths = this.has(file) ? this.paths : [...this.paths, file].sort();
    return Object.assign(Object.create(this) as Inputs, {
      paths,
      has: (path: string) => path === file || this.has(path),
      read: (path: string) => (path === file ? bytes : this.copy(path)),
      hash: (path: string) => (path === file ? hashOfBytes(bytes) : this.hash(path)),
      size: (path: string) => (path === file ? bytes.length : this.size(path)),
      isUnchanged: (path: string) => path !== file,
    });
  }

  /** Files that may have changed: those that look other than when they were read, that are new, and that are gone. */
  suspects(): string[] {
    const now = inputPaths(this.root).paths;
    const there = new Set(now);
    const gone = this.paths.filter((path) => !there.has(path));
    return [...now.filter((path) => !this.known.has(path) || this.hasNewLook(path)), ...gone];
  }

  private list(): void {
    const { paths, problems } = inputPaths(this.root);
    this.paths = paths;
    this.known = new Set(paths);
    this.problems = problems;
  }

  /** Whether a file has other bytes than before; what was never read counts as changed. */
  private isEdited(path: string): boolean {
    const before = this.noted.get(path) ?? (this.isSurveyed(path) ? this.survey.knownHash(path) : '');
    try {
      this.read(path);
    } catch {
      return true;
    }
    const now = this.hash(path);
    this.noted.set(path, now);
    return now !== before;
  }

  private isSurveyed(path: string): boolean {
    return !this.gone.has(path) && this.survey.has(path);
  }

  private isLink(path: string): boolean {
    return lstatSync(this.fileOf(path), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  }

  /** What the system says of a file; empty if there is none. */
  private look(path: string): string {
    const stats = statSync(this.fileOf(path), { throwIfNoEntry: false });
    return stats?.isFile() ? `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}` : '';
  }
}
