// The record of the last build, like git's index: which files it read and wrote, and its results. Every build reads it, so it is
// laid out for fast reading: tables in columns, with checksums, each read when first used.
//
// A record is a file that is replaced as a whole: a line with a checksum and the length of the next part, JSON with the places of
// everything (`Header`), and chunks of columns (chunks.ts). Chunks of an earlier record stay in its file, which is kept under
// another name. So the bytes written grow with the change, not with the site. No file is ever modified.
//
// A damaged record, or one from another version of the program, is ignored.

import { closeSync, constants, openSync, readSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DamagedRecord } from '../base/errors.js';
import { hashOfBytes } from '../base/hash.js';
import { type Column, Lines, textsIn } from './chunks.js';
import type { FileTable } from './fileTable.js';

/** Rows with keys, in a fixed order, with a value in each column. */
export interface Table {
  readonly keys: readonly string[];
  readonly columns: { readonly [name: string]: Column };
}

/** Stands for the unchanged table of the previous record. */
export const UNCHANGED = Symbol('as before');

/** Contents of a record. */
export interface RecordValues {
  readonly texts: { readonly [name: string]: string };
  readonly tables: { readonly [name: string]: Table | typeof UNCHANGED };
}

/** Location of a chunk: number of its file, offset after that file's header, length, and checksum. */
export type ChunkLocation = readonly [file: number, from: number, length: number, checksum: string];

export interface Header {
  readonly program: string;
  /** Other files with chunks: name, length of the header, and whole length of each. */
  readonly files: readonly (readonly [name: string, header: number, bytes: number])[];
  readonly texts: { readonly [name: string]: ChunkLocation };
  readonly tables: { readonly [name: string]: StoredChunks };
}

export interface StoredChunks {
  readonly starts: readonly number[];
  readonly columns: { readonly [name: string]: readonly ChunkLocation[] };
}

/** Name of the column with a table's keys. */
export const KEYS = '';
/** Bytes read first. Most headers fit into them. */
const HEAD_BYTES = 32_768;
const FIRST_LINE = /^([\w-]{22}) (\d{1,9})\n/;
/** Name of an earlier record's file. */
export const EARLIER_FILE = /^last-build-[0-9a-f]{8}$/;

/** A table of a record. All methods may throw `DamagedRecord`. */
export interface StoredTable {
  readonly keys: () => string[];
  readonly has: (column: string) => boolean;
  readonly texts: (column: string) => string[];
  readonly numbers: (column: string) => Float64Array;
  readonly lines: (column: string) => Lines;
}

/** A record on disk. */
export class StoredRecord {
  /** Files with chunks, this record's own first. */
  readonly files: Header['files'];
  private places: ReadonlyMap<string, ChunkLocation> | undefined;
  private readonly linesOf = new Map<Lines, readonly ChunkLocation[]>();

  /**
   * @param file absolute
   * @param checksum of the header
   * @param length of the header, and of the whole file
   */
  constructor(
    private readonly file: string,
    readonly checksum: string,
    private readonly header: Header,
    length: { readonly header: number; readonly all: number },
  ) {
    this.files = [[basename(file), length.header, length.all], ...header.files];
  }

  /** @throws DamagedRecord */
  text(name: string): string {
    return (this.read([this.header.texts[name] as ChunkLocation])[0] as Buffer).toString();
  }

  get tables(): readonly string[] {
    return Object.keys(this.header.tables);
  }

  table(name: string): StoredTable {
    const { starts, columns } = this.chunksOf(name);
    const read = (column: string) => this.read(columns[column] as readonly ChunkLocation[]);
    const texts = (column: string) => read(column).flatMap(textsIn);
    return {
      keys: () => texts(KEYS),
      has: (column) => Object.hasOwn(columns, column),
      texts,
      numbers: (column) => numbersOf(read(column)),
      lines: (column) => {
        const places = columns[column] as readonly ChunkLocation[];
        const lines = new Lines(starts, (chunk) => this.read([places[chunk] as ChunkLocation])[0] as Buffer);
        this.linesOf.set(lines, places);
        return lines;
      },
    };
  }

  /** Returns the locations of a table's chunks. */
  chunksOf(name: string): StoredChunks {
    return this.header.tables[name] as StoredChunks;
  }

  /** Returns the location of a chunk, by its checksum. */
  placeOf(checksum: string): ChunkLocation | undefined {
    this.places ??= new Map(placesOf(this.header).map((place) => [place[3], place]));
    return this.places.get(checksum);
  }

  /** Returns the location of a chunk of lines. */
  placeOfLines(lines: Lines, chunk: number): ChunkLocation | undefined {
    return this.linesOf.get(lines)?.[chunk];
  }

  /**
   * Reads chunks, each into its own buffer.
   * @throws DamagedRecord
   */
  read(places: readonly ChunkLocation[]): Buffer[] {
    const open = new Map<number, number>();
    try {
      return places.map(([file, from, length, checksum]) => {
        const [name, header] = this.files[file] ?? ['', 0];
        const descriptor = open.get(file) ?? openFile(join(dirname(this.file), name));
        open.set(file, descriptor);
        const bytes = readPart(descriptor, header + from, length);
        if (hashOfBytes(bytes) !== checksum) throw new Error('checksum');
        return bytes;
      });
    } catch {
      throw new DamagedRecord(`${this.file} is damaged`);
    } finally {
      for (const descriptor of open.values()) closeSync(descriptor);
    }
  }
}

/**
 * Reads a record.
 * @param file absolute
 * @param program accept only this program version; undefined accepts any
 * @returns undefined if there is no usable record
 */
export function readRecord(file: string, program: string | undefined): StoredRecord | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openFile(file);
    const head = readPart(descriptor, 0, HEAD_BYTES);
    const [line = '', checksum = '', length] = FIRST_LINE.exec(head.toString('latin1', 0, 40)) ?? [];
    const end = line.length + Number(length);
    const json = (end <= head.length ? head : readPart(descriptor, 0, end)).subarray(line.length, end);
    if (hashOfBytes(json) !== checksum) return undefined;
    const header = JSON.parse(json.toString()) as Header;
    if (header.program !== (program ?? header.program) || header.files.some(([name]) => !EARLIER_FILE.test(name)))
      return undefined;
    const own = placesOf(header).flatMap(([file, from, bytes]) => (file === 0 ? from + bytes : []));
    return new StoredRecord(file, checksum, header, { header: end, all: end + own.reduce((a, b) => Math.max(a, b), 0) });
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function placesOf({ texts, tables }: Header): ChunkLocation[] {
  return [...Object.values(texts), ...Object.values(tables).flatMap(({ columns }) => Object.values(columns).flat())];
}

/** Opens a file for reading without following links or waiting for pipes: a cache may come from anyone. */
function openFile(file: string): number {
  return openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
}

function readPart(descriptor: number, from: number, length: number): Buffer {
  // Its own buffer, since numbers must be aligned to eight bytes.
  const bytes = Buffer.from(new ArrayBuffer(length));
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, from));
}

function numbersOf(chunks: readonly Buffer[]): Float64Array {
  const numbers = new Float64Array(chunks.reduce((all, { length }) => all + length, 0) / 8);
  let at = 0;
  for (const chunk of chunks) {
    numbers.set(new Float64Array(chunk.buffer, chunk.byteOffset, chunk.length / 8), at);
    at += chunk.length / 8;
  }
  return numbers;
}

/** Packs a file table, with additional columns. */
export function tableOfFiles({ paths, stats, hashes }: FileTable, more: Table['columns'] = {}): Table {
  return { keys: paths, columns: { stats, hashes: hashes.length === 0 ? paths.map(() => '') : hashes, ...more } };
}

/** Unpacks a file table. Hashes are read when first used. */
export function filesOfTable({ keys, numbers, texts }: StoredTable): FileTable {
  let hashes: readonly string[] | undefined;
  return {
    paths: keys(),
    stats: numbers('stats'),
    get hashes() {
      hashes ??= texts('hashes');
      return hashes;
    },
  };
}
