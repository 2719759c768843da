// Writing a record: chunks that the record before has stay in its file, and the rest is written.

import { linkSync, mkdirSync, readdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashOfBytes, shortHash } from '../base/hash.js';
import { replaceFile } from '../base/replaceFile.js';
import { type Column, chunkStarts, keptChunk, packed } from './chunks.js';
import { AS_BEFORE, EARLIER, type Header, KEYS, type Place, type RecordValues, type StoredRecord, type Table } from './record.js';

/** So many rows are in a chunk, on average. */
const ROWS = 256;

/** A chunk of the record that is written. */
interface Chunk {
  /** Where the record before has it. */
  readonly kept: Place | undefined;
  readonly length: number;
  readonly checksum: string;
  readonly bytes: () => Uint8Array;
}

/** Chunks in the shape of a header. */
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
  /** The record that is there. */
  readonly before?: StoredRecord | undefined;
  /** How many rows are in a chunk, on average. */
  readonly rows?: number;
}

/** Replaces the record. Where it cannot be written, there is none: an old one would be wrong. */
export function writeRecord(
  file: string,
  program: string,
  values: RecordValues,
  { before, rows = ROWS }: WriteOptions = {},
): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const chunks = chunksOf(values, before, rows);
    const files = before ? keepFiles(before, file, chunks) : [];
    replaceFile(file, recordBytes(program, chunks, files));
    removeEarlier(file, new Set(files.map(({ name }) => name)));
  } catch {
    discard(file);
  }
}

function chunksOf({ texts, tables }: RecordValues, before: StoredRecord | undefined, rows: number): Chunks {
  const fresh = (bytes: Uint8Array): Chunk => {
    const checksum = hashOfBytes(bytes);
    return { kept: before?.placeOf(checksum), length: bytes.length, checksum, bytes: () => bytes };
  };
  const same = (place: Place): Chunk => {
    const [, , length, checksum] = place;
    return { kept: place, length, checksum, bytes: () => (before as StoredRecord).read([place])[0] as Buffer };
  };
  const part = (column: Column, from: number, to: number, all: number): Chunk => {
    const kept = 'lines' in column ? keptChunk(column.lines, from, to) : undefined;
    const place = kept && before?.placeOfLines(kept.of, kept.chunk);
    return place ? same(place) : fresh(packed(column, from, to, all));
  };
  const table = (values: Table | typeof AS_BEFORE, name: string) => {
    if (values === AS_BEFORE) {
      const { starts, columns } = (before as StoredRecord).chunksOf(name);
      return { starts, columns: mapped(columns, (places) => places.map(same)) };
    }
    const { keys, columns } = values;
    const starts = chunkStarts(keys, rows);
    const parts = (column: Column) =>
      starts.slice(0, -1).map((from, at) => part(column, from, starts[at + 1] as number, keys.length));
    return { starts, columns: mapped({ [KEYS]: keys, ...columns }, parts) };
  };
  return { texts: mapped(texts, (text) => fresh(Buffer.from(text))), tables: mapped(tables, table) };
}

function mapped<T, U>(values: { readonly [name: string]: T }, change: (value: T, name: string) => U): { [name: string]: U } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}

function allChunks({ texts, tables }: Chunks): Chunk[] {
  return [...Object.values(texts), ...Object.values(tables).flatMap(({ columns }) => Object.values(columns).flat())];
}

/** A file that stays: its number in the record before, its name from now on, and its lengths. */
interface KeptFile {
  readonly before: number;
  readonly name: string;
  readonly header: number;
  readonly bytes: number;
}

/**
 * The files of earlier records that the new one refers to. One is given up, and what is needed of it written again, if that is no
 * more than twice what is written anyway, or less than half of it is needed: so there are never many, and no byte is written often.
 */
function keepFiles(before: StoredRecord, file: string, chunks: Chunks): KeptFile[] {
  const needed = before.files.map(() => 0);
  let written = 0;
  for (const { kept, length } of allChunks(chunks)) {
    if (kept) needed[kept[0]] = (needed[kept[0]] as number) + length;
    else written += length;
  }
  const kept: KeptFile[] = [];
  for (const [number, bytes] of [...needed.entries()].sort((a, b) => a[1] - b[1])) {
    const [name, header, all] = before.files[number] as Header['files'][number];
    if (bytes <= 2 * written || bytes * 2 < all) written += bytes;
    else kept.push({ before: number, name: number === 0 ? earlierName(before) : name, header, bytes: all });
  }
  const current = kept.find(({ before: number }) => number === 0);
  return current && !linked(file, before) ? kept.filter((each) => each !== current) : kept;
}

function earlierName({ checksum }: StoredRecord): string {
  return `last-build-${shortHash(checksum)}`;
}

/** Gives the record that is there the name of an earlier one, besides its own, where the file system can. */
function linked(file: string, before: StoredRecord): boolean {
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

/** A record as bytes. */
function recordBytes(program: string, { texts, tables }: Chunks, files: readonly KeptFile[]): Uint8Array {
  const numbers = new Map(files.map(({ before }, at) => [before, at + 1]));
  const parts: Uint8Array[] = [];
  let end = 0;
  const placed = ({ kept, length, checksum, bytes }: Chunk): Place => {
    const number = kept && numbers.get(kept[0]);
    if (kept && number !== undefined) return [number, kept[1], length, checksum];
    parts.push(bytes());
    end += length;
    return [0, end - length, length, checksum];
  };
  const header: Header = {
    program,
    files: files.map(({ name, header: length, bytes }) => [name, length, bytes]),
    texts: mapped(texts, placed),
    tables: mapped(tables, ({ starts, columns }) => ({ starts, columns: mapped(columns, (chunks) => chunks.map(placed)) })),
  };
  const json = Buffer.from(JSON.stringify(header));
  return Buffer.concat([Buffer.from(`${hashOfBytes(json)} ${json.length}\n`), json, ...parts]);
}

/** Removes the files of earlier records that no one refers to any more. */
function removeEarlier(file: string, kept: ReadonlySet<string>): void {
  for (const name of readdirSync(dirname(file))) if (EARLIER.test(name) && !kept.has(name)) discard(join(dirname(file), name));
}

function discard(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It is not there, or cannot be removed: then it is compared with what is there, like any other.
  }
}
