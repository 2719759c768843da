// Tables in chunks, with columns encoded as bytes. Chunk boundaries depend only on the key of each row (content-defined
// chunking), so adding or removing a row changes only its own chunk.

/** A JSON value: as text, as bytes, or as a reference into a record. */
export type Line = string | Uint8Array | StoredLine;

/** A list of JSON values; arrays have this form. */
export interface LineValues {
  readonly length: number;
  at(index: number): Line | undefined;
}

/** A value for each row: texts without U+0000, a fixed count of numbers, or JSON. */
export type Column = readonly string[] | Float64Array | { readonly lines: LineValues };

/** A JSON value in a record, read when first used. */
export class StoredLine {
  constructor(
    readonly from: Lines,
    readonly index: number,
  ) {}

  get bytes(): Uint8Array {
    return this.from.bytes(this.index);
  }
}

/** The JSON values of a column in a record. */
export class Lines implements LineValues {
  private readonly chunks: (LineChunk | undefined)[] = [];

  /**
   * @param starts first row of each chunk, then the number of rows
   * @param read reads the bytes of a chunk
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

  /** Parses all values. */
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

/** Returns the chunk of a row. */
function chunkOf(starts: readonly number[], row: number): number {
  let [low, high] = [0, starts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= row) low = middle;
    else high = middle;
  }
  return low;
}

/** A chunk of lines: the end of each line, then the lines separated by commas. */
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

/** True for a reference into a record. `instanceof` does not work: each of the program's two bundles has its own class. */
function isStored(line: Line | undefined): line is StoredLine {
  return typeof line === 'object' && 'from' in line;
}

/** Returns a line as text. */
export function textOfLine(line: Line): string {
  if (typeof line === 'string') return line;
  const { buffer, byteOffset, length } = isStored(line) ? line.bytes : line;
  return Buffer.from(buffer, byteOffset, length).toString();
}

function bytesOfLine(line: Line): Uint8Array {
  if (typeof line === 'string') return Buffer.from(line);
  return isStored(line) ? line.bytes : line;
}

/** Reads all lines. */
export function readLines(lines: LineValues): Uint8Array[] {
  return Array.from({ length: lines.length }, (_, at) => bytesOfLine(lines.at(at) as Line));
}

/** Characters at the end of a key that are hashed: neighbours differ there. */
const HASHED_KEY_LENGTH = 24;

/**
 * Returns the first row of each chunk, then the number of rows.
 * @param size average rows per chunk
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

/** Encodes a part of a column. */
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

/** Decodes a chunk of texts. */
export function textsIn(bytes: Buffer): string[] {
  return bytes.toString().split('\0');
}

/** Decodes numbers at the beginning of a chunk. The chunk has its own buffer, so they are aligned to eight bytes. */
function numbersIn(bytes: Buffer, count: number): Float64Array {
  return new Float64Array(bytes.buffer, bytes.byteOffset, count);
}

/** Returns the chunk of a record that consists of exactly these lines; undefined if there is none. */
export function storedChunk(
  lines: LineValues,
  from: number,
  to: number,
): { readonly lines: Lines; readonly chunk: number } | undefined {
  const first = lines.at(from);
  if (!isStored(first)) return undefined;
  const { from: column, index } = first;
  const chunk = chunkOf(column.starts, index);
  if (column.starts[chunk] !== index || column.starts[chunk + 1] !== index + to - from) return undefined;
  for (let row = from; row < to; row++) {
    const line = lines.at(row);
    if (!(isStored(line) && line.from === column && line.index === index + row - from)) return undefined;
  }
  return { lines: column, chunk };
}
