// Tables of files, and surveys that find changed files: by size, times and inode as git does, and by a hash of the bytes if that
// is not conclusive.

import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { chunksOf } from '../base/fileContent.js';
import { hashOfBytes, hashOfChunks } from '../base/hash.js';

/** Files in a fixed order, with the stats and the hash of each. */
export interface FileTable {
  readonly paths: readonly string[];
  /** Four numbers per file: size, mtime and ctime in milliseconds, inode. */
  readonly stats: Float64Array;
  /** Empty for files whose bytes were never needed. */
  readonly hashes: readonly string[];
}

/** Stats of a file. */
export interface FileStats {
  /** In bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
}

export const NO_FILES: FileTable = { paths: [], stats: new Float64Array(0), hashes: [] };

const NUMBERS_PER_FILE = 4;

/** Files with more bytes are hashed in chunks. */
const LARGE_FILE = 1 << 26;

/**
 * A file that was changed less than this many milliseconds before the survey may change again with the same mtime, since clocks
 * advance in steps. If mtimes are whole seconds, the step is one second, or two (FAT).
 */
const CLOCK_STEP = 20;
const COARSE_CLOCK_STEP = 2000;

/** Writes the stats of a file into a table. */
export function recordStats(stats: Float64Array, index: number, { size, mtimeMs, ctimeMs, ino }: FileStats, now: number): void {
  const at = index * NUMBERS_PER_FILE;
  const newest = Math.max(mtimeMs, ctimeMs);
  const step = Number.isInteger(newest / 1000) ? COARSE_CLOCK_STEP : CLOCK_STEP;
  stats[at] = size;
  // Too recent to trust: NaN never matches, so the bytes are compared next time.
  stats[at + 1] = newest + step >= now ? Number.NaN : mtimeMs;
  stats[at + 2] = ctimeMs;
  stats[at + 3] = ino;
}

function isSame(stats: Float64Array, index: number, { size, mtimeMs, ctimeMs, ino }: FileStats): boolean {
  const at = index * NUMBERS_PER_FILE;
  return stats[at] === size && stats[at + 1] === mtimeMs && stats[at + 2] === ctimeMs && stats[at + 3] === ino;
}

const IF_THERE = { throwIfNoEntry: false } as const;

/** Compares the files of a folder with an earlier table. */
export class Survey {
  readonly paths: readonly string[];
  readonly stats: Float64Array;
  /** True if exactly the files of the table exist, with the same stats. */
  readonly hasSameStats: boolean;
  private readonly before: FileTable;
  private beforeIndexes: ReadonlyMap<string, number> | undefined;
  private readonly isChangedAt: boolean[] = [];
  private readonly computedHashes: (string | undefined)[];
  /** For each file with unchanged stats: its index in the earlier table. */
  private readonly indexBefore: number[] = [];
  private readonly indexes = new Map<string, number>();

  /**
   * @param paths the existing files
   * @param fileOf returns a file's absolute path
   * @param known the earlier table
   * @param now start of the survey, milliseconds since 1970
   */
  constructor(
    paths: readonly string[],
    private readonly fileOf: (path: string) => string,
    known: FileTable,
    now: number,
  ) {
    this.paths = paths;
    this.before = known;
    this.stats = new Float64Array(paths.length * NUMBERS_PER_FILE);
    this.computedHashes = new Array<string | undefined>(paths.length);
    let same = paths.length === known.paths.length;
    for (let at = 0; at < paths.length; at++) {
      const path = paths[at] as string;
      const stats = statSync(fileOf(path), IF_THERE);
      // The indexes are the same until a file was added or removed.
      const before = known.paths[at] === path ? at : this.previousIndex(path);
      if (before !== undefined && stats && isSame(known.stats, before, stats)) {
        for (let n = 0; n < NUMBERS_PER_FILE; n++)
          this.stats[at * NUMBERS_PER_FILE + n] = known.stats[before * NUMBERS_PER_FILE + n] as number;
        this.indexBefore[at] = before;
        if (before !== at) same = false;
      } else {
        same = false;
        this.isChangedAt[at] = true;
        if (stats) recordStats(this.stats, at, stats, now);
        else this.stats.fill(Number.NaN, at * NUMBERS_PER_FILE, (at + 1) * NUMBERS_PER_FILE);
      }
    }
    this.hasSameStats = same;
  }

  has(path: string): boolean {
    return this.indexOf(path) !== undefined;
  }

  /** Returns a file's index in the earlier table; undefined if it is not in it. */
  previousIndex(path: string): number | undefined {
    if (this.paths === this.before.paths) return this.indexOf(path);
    this.beforeIndexes ??= new Map(this.before.paths.map((each, at) => [each, at]));
    return this.beforeIndexes.get(path);
  }

  /** Returns the size of a file in bytes. */
  size(path: string): number {
    return this.stats[this.placeOf(path) * NUMBERS_PER_FILE] as number;
  }

  /** True if the file's stats are still those of the survey. Call this after reading a file a second time. */
  isUnmodified(path: string): boolean {
    const at = this.placeOf(path) * NUMBERS_PER_FILE;
    const now = statSync(this.fileOf(path), IF_THERE);
    const [size, , ctimeMs, ino] = this.stats.subarray(at, at + NUMBERS_PER_FILE);
    return now !== undefined && now.size === size && now.ctimeMs === ctimeMs && now.ino === ino;
  }

  /** Copies the stats of a file into another table. */
  copyStats(path: string, stats: Float64Array, to: number): void {
    const from = this.placeOf(path) * NUMBERS_PER_FILE;
    stats.set(this.stats.subarray(from, from + NUMBERS_PER_FILE), to * NUMBERS_PER_FILE);
  }

  /** Reads a file and records its hash. */
  read(path: string): Buffer {
    const descriptor = this.open(path);
    try {
      const bytes = readFileSync(descriptor);
      this.computedHashes[this.placeOf(path)] = hashOfBytes(bytes);
      return bytes;
    } finally {
      closeSync(descriptor);
    }
  }

  /** Opens a file for reading and returns its descriptor. */
  open(path: string): number {
    return openSync(this.fileOf(path), 'r');
  }

  /**
   * Returns the hash of a file's bytes. Reads the file only if the hash is not known.
   * @throws if the file cannot be read
   */
  hash(path: string): string {
    const at = this.placeOf(path);
    if (!this.hashAt(at)) this.computedHashes[at] = this.computeHash(path);
    return this.hashAt(at);
  }

  private computeHash(path: string): string {
    const descriptor = this.open(path);
    try {
      // A video need not fit into memory.
      return fstatSync(descriptor).size > LARGE_FILE ? hashOfChunks(chunksOf(descriptor)) : hashOfBytes(readFileSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
  }

  /** Returns the hash of a file if it is known without reading it; otherwise an empty text. */
  knownHash(path: string): string {
    return this.hashAt(this.placeOf(path));
  }

  /**
   * True if a file exists with the bytes it had in the earlier table. A file whose bytes were never needed counts as unchanged if
   * its stats are the same.
   */
  isUnchanged(path: string): boolean {
    const at = this.indexOf(path);
    if (at === undefined) return false;
    if (!this.isChangedAt[at]) return true;
    const hash = this.before.hashes[this.previousIndex(path) ?? -1];
    if (!hash) return false;
    try {
      return this.hash(path) === hash;
    } catch {
      return false;
    }
  }

  /** True if exactly the files of the earlier table exist, with the same bytes. */
  areAllUnchanged(): boolean {
    return (
      this.hasSameStats || (this.paths.length === this.before.paths.length && this.paths.every((path) => this.isUnchanged(path)))
    );
  }

  /** Returns the table for the next build. */
  table(): FileTable {
    return { paths: this.paths, stats: this.stats, hashes: this.paths.map((_path, at) => this.hashAt(at)) };
  }

  private hashAt(at: number): string {
    const before = this.indexBefore[at];
    return this.computedHashes[at] ?? (before === undefined ? '' : (this.before.hashes[before] ?? ''));
  }

  private indexOf(path: string): number | undefined {
    if (this.indexes.size === 0) for (const [at, each] of this.paths.entries()) this.indexes.set(each, at);
    return this.indexes.get(path);
  }

  private placeOf(path: string): number {
    const at = this.indexOf(path);
    if (at === undefined) throw new Error(`${path} is not in the table`);
    return at;
  }
}
