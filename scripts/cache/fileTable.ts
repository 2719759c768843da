// Which files there are, and whether they are as they were: by size, times and inode as git does, by their bytes where that
// leaves a doubt.

import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { chunksOf } from '../base/fileContent.js';
import { hashOfBytes, hashOfChunks } from '../base/hash.js';

/** Files by path in a fixed order, with what the system says of each and a hash of its bytes. */
export interface FileTable {
  readonly paths: readonly string[];
  /** Size, time of content, time of the inode (milliseconds), and inode: four numbers a file. */
  readonly stats: Float64Array;
  /** Empty if no one has asked for the bytes. */
  readonly hashes: readonly string[];
}

/** What the system says of a file. */
export interface FileStats {
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
}

export const NO_FILES: FileTable = { paths: [], stats: new Float64Array(0), hashes: [] };

const NUMBERS_PER_FILE = 4;

/** Files of more bytes are hashed part by part. */
const LARGE_FILE = 1 << 26;

/**
 * A file changed this short before it was looked at may change again without its time showing it: the system's clock
 * moves in steps. Where times are whole seconds, so are the steps, or two of them (FAT).
 */
const CLOCK_STEP = 20;
const COARSE_CLOCK_STEP = 2000;

/** Writes what the system says of a file into a table of numbers. */
export function recordStats(stats: Float64Array, index: number, { size, mtimeMs, ctimeMs, ino }: FileStats, now: number): void {
  const at = index * NUMBERS_PER_FILE;
  const newest = Math.max(mtimeMs, ctimeMs);
  const step = Number.isInteger(newest / 1000) ? COARSE_CLOCK_STEP : CLOCK_STEP;
  stats[at] = size;
  // A time in doubt is not kept: no file ever has it, so the bytes are compared next time.
  stats[at + 1] = newest + step >= now ? Number.NaN : mtimeMs;
  stats[at + 2] = ctimeMs;
  stats[at + 3] = ino;
}

function isSame(stats: Float64Array, index: number, { size, mtimeMs, ctimeMs, ino }: FileStats): boolean {
  const at = index * NUMBERS_PER_FILE;
  return stats[at] === size && stats[at + 1] === mtimeMs && stats[at + 2] === ctimeMs && stats[at + 3] === ino;
}

const IF_THERE = { throwIfNoEntry: false } as const;

/** A folder's files compared with a table of them. */
export class Survey {
  readonly paths: readonly string[];
  readonly stats: Float64Array;
  /** Whether every file of the table is there with the numbers it had, and no other. */
  readonly hasSameStats: boolean;
  private readonly before: FileTable;
  private beforeIndexes: ReadonlyMap<string, number> | undefined;
  private readonly isChangedAt: boolean[] = [];
  private readonly computedHashes: (string | undefined)[];
  /** Where in the table before an unchanged file stands. */
  private readonly indexBefore: number[] = [];
  private readonly indexes = new Map<string, number>();

  /**
   * @param paths the files there are
   * @param fileOf a file's absolute path
   * @param known what was known of them
   * @param now the time at which looking began, milliseconds since 1970
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
      // The same place in both tables, as long as no file was added or removed before it.
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

  /** Where in the table before a file stands, if it was in it. */
  previousIndex(path: string): number | undefined {
    if (this.paths === this.before.paths) return this.indexOf(path);
    this.beforeIndexes ??= new Map(this.before.paths.map((each, at) => [each, at]));
    return this.beforeIndexes.get(path);
  }

  /** The size of a file in bytes. */
  size(path: string): number {
    return this.stats[this.placeOf(path) * NUMBERS_PER_FILE] as number;
  }

  /** Whether a file is, by what the system says of it now, the one that was looked at: asked when its bytes are read a second time. */
  isUnmodified(path: string): boolean {
    const at = this.placeOf(path) * NUMBERS_PER_FILE;
    const now = statSync(this.fileOf(path), IF_THERE);
    const [size, , ctimeMs, ino] = this.stats.subarray(at, at + NUMBERS_PER_FILE);
    return now !== undefined && now.size === size && now.ctimeMs === ctimeMs && now.ino === ino;
  }

  /** Copies what the system says of a file into another table. */
  copyStats(path: string, stats: Float64Array, to: number): void {
    const from = this.placeOf(path) * NUMBERS_PER_FILE;
    stats.set(this.stats.subarray(from, from + NUMBERS_PER_FILE), to * NUMBERS_PER_FILE);
  }

  /** The bytes of a file; its hash is known afterwards. */
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

  /** Opens a file for reading. @returns its descriptor */
  open(path: string): number {
    return openSync(this.fileOf(path), 'r');
  }

  /**
   * The hash of a file's bytes, which are read only where it is not known.
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
      // A film need not fit into memory.
      return fstatSync(descriptor).size > LARGE_FILE ? hashOfChunks(chunksOf(descriptor)) : hashOfBytes(readFileSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
  }

  /** The hash of a file's bytes as far as it is known without reading them, else an empty text. */
  knownHash(path: string): string {
    return this.hashAt(this.placeOf(path));
  }

  /** Whether a file is there with the bytes it had when the table was made. One that no one asked the bytes of has not changed. */
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

  /** Whether the files are those of the table, with the bytes they had. */
  areAllUnchanged(): boolean {
    return (
      this.hasSameStats || (this.paths.length === this.before.paths.length && this.paths.every((path) => this.isUnchanged(path)))
    );
  }

  /** The table for the next build. */
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
