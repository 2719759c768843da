// Writes a record. Chunks of the previous record stay in its file; only new ones are written.

import { linkSync, mkdirSync, readdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashOfBytes, shortHash } from '../base/hash.js';
import { replaceFile } from '../base/replaceFile.js';
import { type Column, chunkStarts, packColumn, storedChunk } from './chunks.js';
import {
  type ChunkLocation,
  EARLIER_FILE,
  type Header,
  KEYS,
  type RecordValues,
  type StoredRecord,
  type Table,
  UNCHANGED,
} from './record.js';

/** Average rows per chunk. */
const ROWS_PER_CHUNK = 256;

/** A chunk of the new record. */
interface Chunk {
  /** Its location in the previous record, if it is there. */
  readonly kept: ChunkLocation | undefined;
  readonly length: number;
  readonly checksum: string;
  readonly bytes: () => Uint8Array;
}

/** Chunks in the structure of a header. */
interface Chunks {
  readonly texts: { readonly [name: string]: Chunk };
  readonly tables: {
    readonly [name: string]: {
      readonly starts: readonly number[];
      readonly columns: { readonly [name: string]: readonly Chunk[] };
    };
  };
}

interface WriteOptions {
  /** The existing record. */
  readonly before?: StoredRecord | undefined;
  /** Average rows per chunk. */
  readonly rows?: number;
}

/** Replaces the record. If writing fails, the old record is removed, since it would be wrong. */
export function writeRecord(
  file: string,
  program: string,
  values: RecordValues,
  { before, rows = ROWS_PER_CHUNK }: WriteOptions = {},
): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const chunks = chunksOf(values, before, rows);
    const files = before ? earlierFiles(before, file, chunks) : [];
    replaceFile(file, recordBytes(program, chunks, files));
    removeEarlier(file, new Set(files.map(({ name }) => name)));
  } catch {
    discard(file);
  }
}

function chunksOf({ texts, tables }: RecordValues, before: StoredRecord | undefined, rows: number): Chunks {
  const newChunk = (bytes: Uint8Array): Chunk => {
    const checksum = hashOfBytes(bytes);
    return { kept: before?.placeOf(checksum), length: bytes.length, checksum, bytes: () => bytes };
  };
  const storedChunkAt = (place: ChunkLocation): Chunk => {
    const [, , length, checksum] = place;
    return { kept: place, length, checksum, bytes: () => (before as StoredRecord).read([place])[0] as Buffer };
  };
  const part = (column: Column, from: number, to: number, all: number): Chunk => {
    const kept = 'lines' in column ? storedChunk(column.lines, from, to) : undefined;
    const place = kept && before?.placeOfLines(kept.lines, kept.chunk);
    return place ? storedChunkAt(place) : newChunk(packColumn(column, from, to, all));
  };
  const table = (values: Table | typeof UNCHANGED, name: string) => {
    if (values === UNCHANGED) {
      const { starts, columns } = (before as StoredRecord).chunksOf(name);
      return { starts, columns: mapValues(columns, (places) => places.map(storedChunkAt)) };
    }
    const { keys, columns } = values;
    const starts = chunkStarts(keys, rows);
    const parts = (column: Column) =>
      starts.slice(0, -1).map((from, at) => part(column, from, starts[at + 1] as number, keys.length));
    return { starts, columns: mapValues({ [KEYS]: keys, ...columns }, parts) };
  };
  return { texts: mapValues(texts, (text) => newChunk(Buffer.from(text))), tables: mapValues(tables, table) };
}

function mapValues<T, U>(values: { readonly [name: string]: T }, change: (value: T, name: string) => U): { [name: string]: U } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}

function allChunks({ texts, tables }: Chunks): Chunk[] {
  return [...Object.values(texts), ...Object.values(tables).flatMap(({ columns }) => Object.values(columns).flat())];
}

/** An earlier file to keep: its number in the previous record, its new name, and its lengths. */
interface EarlierFile {
  readonly before: number;
  readonly name: string;
  readonly header: number;
  readonly bytes: number;
}

/**
 * Decides which earlier files the new record refers to. A file is dropped, and its needed chunks written again, if these are at
 * most twice what is written anyway or less than half of the file. So there are never many files, and no byte is rewritten often.
 */
function earlierFiles(before: StoredRecord, file: string, chunks: Chunks): EarlierFile[] {
  const needed = before.files.map(() => 0);
  let written = 0;
  for (const { kept, length } of allChunks(chunks)) {
    if (kept) needed[kept[0]] = (needed[kept[0]] as number) + length;
    else written += length;
  }
  const kept: EarlierFile[] = [];
  for (const [number, bytes] of [...needed.entries()].sort((a, b) => a[1] - b[1])) {
    const [name, header, all] = before.files[number] as Header['files'][number];
    if (bytes <= 2 * written || bytes * 2 < all) written += bytes;
    else kept.push({ before: number, name: number === 0 ? earlierName(before) : name, header, bytes: all });
  }
  const current = kept.find(({ before: number }) => number === 0);
  return current && !linkAsEarlier(file, before) ? kept.filter((each) => each !== current) : kept;
}

function earlierName({ checksum }: StoredRecord): string {
  return `last-build-${shortHash(checksum)}`;
}

/** Links the existing record under the name of an earlier one. Returns false if the file system cannot do that. */
function linkAsEarlier(file: string, before: StoredRecord): boolean {
  const name = earlierName(before);
  if (before.files.some(([other]) => other === name)) return false;
  try {
    discard(join(dirname(file), name));
    linkSync(file, join(dirname(file), name));
    return true;
  } catch {
    return false;
  }
}

/** Encodes a record. */
function recordBytes(program: string, { texts, tables }: Chunks, files: readonly EarlierFile[]): Uint8Array {
  const numbers = new Map(files.map(({ before }, at) => [before, at + 1]));
  const parts: Uint8Array[] = [];
  let end = 0;
  const placed = ({ kept, length, checksum, bytes }: Chunk): ChunkLocation => {
    const number = kept && numbers.get(kept[0]);
    if (kept && number !== undefined) return [number, kept[1], length, checksum];
    parts.push(bytes());
    end += length;
    return [0, end - length, length, checksum];
  };
  const header: Header = {
    program,
    files: files.map(({ name, header: length, bytes }) => [name, length, bytes]),
    texts: mapValues(texts, placed),
    tables: mapValues(tables, ({ starts, columns }) => ({ starts, columns: mapValues(columns, (chunks) => chunks.map(placed)) })),
  };
  const json = Buffer.from(JSON.stringify(header));
  return Buffer.concat([Buffer.from(`${hashOfBytes(json)} ${json.length}\n`), json, ...parts]);
}

/** Removes the files of earlier records that are not referred to any more. */
function removeEarlier(file: string, kept: ReadonlySet<string>): void {
  for (const name of readdirSync(dirname(file)))
    if (EARLIER_FILE.test(name) && !kept.has(name)) discard(join(dirname(file), name));
}

function discard(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It does not exist or cannot be removed. A stale file does no harm, since it is checked like any other.
  }
}
