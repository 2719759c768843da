// Rows of a table in chunks, and columns as bytes. Where a chunk begins is said by the key of its first row alone: a row that is
// added or removed changes its own chunk, and no other.

/** A JSON value, as text, as bytes, or where a record keeps it. */
export type Line = string | Uint8Array | StoredLine;

/** JSON values; an array is such a thing. */
export interface LineValues {
  readonly length: number;
  at(index: number): Line | undefined;
}

/** One value of each row: texts without U+0000, some numbers each, or JSON. */
export type Column = readonly string[] | Float64Array | { readonly lines: LineValues };

/** A value that a record keeps; it is read when it is asked for. */
export class StoredLine {
  constructor(
    readonly from: Lines,
    readonly index: number,
  ) {}

  get bytes(): Uint8Array {
    return this.from.bytes(this.index);
  }
}

/** The JSON values of a column that a record keeps. */
export class Lines implements LineValues {
  private readonly chunks: (LineChunk | undefined)[] = [];

  /**
   * @param starts the first row of each chunk, and after the last the number of rows
   * @param read the bytes of a chunk
   */
  constructor(
    readonly starts: readonly number[],
    private readonly read: (chunk: number) => Buffer,
  ) {}

  get length(): number {
    return this.starts.at(-1) ?? 0;
  }

  at(index: number): StoredLine | undefined {
    return index < this.length ? new StoredLine(this, index) : undefined;
  }

  /** All values, parsed. */
  parse<T>(): T[] {
    return this.starts.slice(0, -1).flatMap((_start, chunk) => JSON.parse(`[${this.chunk(chunk).text}]`) as T[]);
  }

  bytes(index: number): Uint8Array {
    const chunk = chunkOf(this.starts, index);
    return this.chunk(chunk).line(index - (this.starts[chunk] as number));
  }

  private chunk(at: number): LineChunk {
    this.chunks[at] ??= new LineChunk(this.read(at), (this.starts[at + 1] as number) - (this.starts[at] as number));
    return this.chunks[at];
  }
}

/** The chunk that a row is in. */
function chunkOf(starts: readonly number[], row: number): number {
  let [low, high] = [0, starts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= row) low = middle;
    else high = middle;
  }
  return low;
}

/** Where each line ends, then the lines with commas between them. */
class LineChunk {
  private readonly ends: Float64Array;

  constructor(
    private readonly bytes: Buffer,
    rows: number,
  ) {
    this.ends = numbersIn(bytes, rows);
  }

  get text(): string {
    return this.bytes.toString('utf8', this.ends.byteLength);
  }

  line(index: number): Uint8Array {
    const from = index === 0 ? 0 : (this.ends[index - 1] as number) + 1;
    return this.bytes.subarray(this.ends.byteLength + from, this.ends.byteLength + (this.ends[index] as number));
  }
}

/** Whether a record keeps a line. Not by its class: each of the program's two bundles has one of its own. */
function isStored(line: Line | undefined): line is StoredLine {
  return typeof line === 'object' && 'from' in line;
}

/** The text of a line. */
export function textOfLine(line: Line): string {
  if (typeof line === 'string') return line;
  const { buffer, byteOffset, length } = isStored(line) ? line.bytes : line;
  return Buffer.from(buffer, byteOffset, length).toString();
}

function bytesOfLine(line: Line): Uint8Array {
  if (typeof line === 'string') return Buffer.from(line);
  return isStored(line) ? line.bytes : line;
}

/** All lines, read. */
export function readLines(lines: LineValues): Uint8Array[] {
  return Array.from({ length: lines.length }, (_, at) => bytesOfLine(lines.at(at) as Line));
}

/** The end of a key tells it from its neighbours. */
const HASHED_KEY_LENGTH = 24;

/**
 * The first row of each chunk, and after the last the number of rows.
 * @param size how many rows are in a chunk, on average
 */
export function chunkStarts(keys: readonly string[], size: number): number[] {
  const starts = [0];
  for (let row = 1; row < keys.length; row++) {
    const key = keys[row] as string;
    let hash = 0;
    for (let at = Math.max(0, key.length - HASHED_KEY_LENGTH); at < key.length; at++)
      hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
    if (((hash ^ (hash >>> 15)) >>> 0) % size === 0) starts.push(row);
  }
  return keys.length === 0 ? [0] : [...starts, keys.length];
}

/** A part of a column as bytes. */
export function packColumn(column: Column, from: number, to: number, rows: number): Uint8Array {
  if (column instanceof Float64Array) {
    const each = column.length / rows;
    const part = column.subarray(from * each, to * each);
    return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  }
  if ('lines' in column) return packLines(column.lines, from, to);
  return Buffer.from(column.slice(from, to).join('\0'));
}

function packLines(lines: LineValues, from: number, to: number): Uint8Array {
  const ends = new Float64Array(to - from);
  const parts: Uint8Array[] = [new Uint8Array(ends.buffer)];
  let end = -1;
  for (let row = from; row < to; row++) {
    const bytes = bytesOfLine(lines.at(row) as Line);
    if (row > from) parts.push(COMMA);
    parts.push(bytes);
    end += 1 + bytes.length;
    ends[row - from] = end;
  }
  return Buffer.concat(parts);
}

const COMMA = Buffer.from(',');

/** The texts that a chunk holds. */
export function textsIn(bytes: Buffer): string[] {
  return bytes.toString().split('\0');
}

/** Numbers at the beginning of a chunk, which has memory of its own: they begin at a multiple of eight. */
function numbersIn(bytes: Buffer, count: number): Float64Array {
  return new Float64Array(bytes.buffer, bytes.byteOffset, count);
}

/** The chunk of a record that lines are, as they are and no others; undefined if they are none. */
export function storedChunk(
  lines: LineValues,
  from: number,
  to: number,
): { readonly of: Lines; readonly chunk: number } | undefined {
  const first = lines.at(from);
  if (!isStored(first)) return undefined;
  const { from: of, index } = first;
  const chunk = chunkOf(of.starts, index);
  if (of.starts[chunk] !== index || of.starts[chunk + 1] !== index + to - from) return undefined;
  for (let row = from; row < to; row++) {
    const line = lines.at(row);
    if (!(isStored(line) && line.from === of && line.index === index + row - from)) return undefined;
  }
  return { of, chunk };
}
