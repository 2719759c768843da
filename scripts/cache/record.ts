// What is remembered of the last build, in one file that is replaced as a whole, like git's index: which files it read and
// wrote, and what came of them. It is read by every build, so it is laid out to be read fast: in sections, each of which has
// its checksum and is read when it is asked for.
//
// A line with the checksum of the next, a line of JSON with the lengths and checksums of the sections, the sections. A record
// of another program, or one that is damaged, is no record.

import { closeSync, mkdirSync, openSync, readSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { DamagedRecord } from '../errors.js';
import { replaceFile } from '../inside.js';
import type { FileTable } from './fileTable.js';
import { hashOfBytes } from './hash.js';

/** Texts and numbers by name. */
export interface Sections {
  /** @throws DamagedRecord */
  readonly text: (name: string) => string;
  /** A list of texts, none of which holds U+0000. */
  readonly list: (name: string) => string[];
  readonly numbers: (name: string) => Float64Array;
  /** A list of JSON values, each to be had alone. */
  readonly lines: (name: string) => Lines;
}

/** JSON values, as texts or as the bytes that a record held. */
export type LineValues = readonly (string | Uint8Array)[];

export type SectionValues = {
  readonly [name: string]: string | readonly string[] | Float64Array | { readonly lines: LineValues };
};

/** JSON values after each other, divided by commas. */
export class Lines {
  constructor(
    private readonly bytes: Buffer,
    private readonly ends: Float64Array,
  ) {}

  get length(): number {
    return this.ends.length;
  }

  /** The bytes of one value. */
  at(index: number): Buffer {
    return this.bytes.subarray(index === 0 ? 0 : (this.ends[index - 1] as number) + 1, this.ends[index]);
  }

  /** All values, parsed. */
  parse<T>(): T[] {
    return JSON.parse(`[${this.bytes.toString()}]`) as T[];
  }
}

/** The bytes of lines, and where each ends. */
function packed(lines: LineValues): [bytes: Uint8Array, ends: Float64Array] {
  const ends = new Float64Array(lines.length);
  const parts: Uint8Array[] = [];
  let end = -1;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string | Uint8Array;
    const bytes = typeof line === 'string' ? Buffer.from(line) : line;
    if (at > 0) parts.push(COMMA);
    parts.push(bytes);
    end += 1 + bytes.length;
    ends[at] = end;
  }
  return [Buffer.concat(parts), ends];
}

const COMMA = Buffer.from(',');

interface Header {
  readonly program: string;
  readonly sections: readonly (readonly [name: string, bytes: number, items: number, checksum: string])[];
}

const CHECKSUM = 22;
/** The two lines at the beginning are not longer. */
const HEAD = 8192;

/**
 * Reads a record.
 * @param file absolute
 * @param program the record must be of this one
 * @returns undefined if there is none that can be used
 */
export function readRecord(file: string, program: string): Sections | undefined {
  const head = readPart(file, 0, HEAD);
  const headerEnd = head?.indexOf(10, CHECKSUM + 1) ?? -1;
  if (!head || headerEnd < 0) return undefined;
  const json = head.subarray(CHECKSUM + 1, headerEnd);
  if (hashOfBytes(json) !== head.toString('latin1', 0, CHECKSUM)) return undefined;
  const header = JSON.parse(json.toString()) as Header;
  if (header.program !== program) return undefined;
  const places = new Map<string, { from: number; length: number; items: number; checksum: string }>();
  let from = headerEnd + 1;
  for (const [name, length, items, checksum] of header.sections) {
    places.set(name, { from, length, items, checksum });
    from += length;
  }
  const bytesOf = (name: string): Buffer => {
    const place = places.get(name);
    const bytes = place && readPart(file, place.from, place.length);
    if (!bytes || hashOfBytes(bytes) !== place.checksum) throw new DamagedRecord(`${file} is damaged`);
    return bytes;
  };
  const numbers = (name: string) => {
    const bytes = bytesOf(name);
    return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  };
  return {
    text: (name) => bytesOf(name).toString(),
    list: (name) => (places.get(name)?.items === 0 ? [] : bytesOf(name).toString().split('\0')),
    numbers,
    lines: (name) => new Lines(bytesOf(name), numbers(`${name}.ends`)),
  };
}

function readPart(file: string, from: number, length: number): Buffer | undefined {
  // Memory of its own: numbers must begin at a multiple of eight.
  const bytes = Buffer.from(new ArrayBuffer(length));
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, from));
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Replaces the record. Where it cannot be written, there is none: an old one would be wrong. */
export function writeRecord(file: string, program: string, values: SectionValues): void {
  const parts: Uint8Array[] = [];
  const sections: (readonly [name: string, bytes: number, items: number, checksum: string])[] = [];
  const add = (name: string, bytes: Uint8Array, items: number) => {
    parts.push(bytes);
    sections.push([name, bytes.length, items, hashOfBytes(bytes)]);
  };
  const addNumbers = (name: string, numbers: Float64Array) =>
    add(name, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), numbers.length);
  for (const [name, value] of Object.entries(values)) {
    if (value instanceof Float64Array) addNumbers(name, value);
    else if (typeof value === 'string') add(name, Buffer.from(value), 1);
    else if ('lines' in value) {
      const [bytes, ends] = packed(value.lines);
      add(name, bytes, ends.length);
      addNumbers(`${name}.ends`, ends);
    } else add(name, Buffer.from(value.join('\0')), value.length);
  }
  const header = Buffer.from(JSON.stringify({ program, sections } satisfies Header));
  try {
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, Buffer.concat([Buffer.from(`${hashOfBytes(header)}\n`), header, Buffer.from('\n'), ...parts]));
  } catch {
    discard(file);
  }
}

function discard(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It is not there, or cannot be removed: then it is compared with what is there, like any other.
  }
}

/** A table of files as sections. */
export function tableSections(name: string, { paths, stats, hashes }: FileTable): SectionValues {
  return { [`${name}.paths`]: paths, [`${name}.stats`]: stats, [`${name}.hashes`]: hashes };
}

/** And back; hashes are read when they are asked for. */
export function tableFrom(sections: Sections, name: string): FileTable {
  let hashes: readonly string[] | undefined;
  return {
    paths: sections.list(`${name}.paths`),
    stats: sections.numbers(`${name}.stats`),
    get hashes() {
      hashes ??= sections.list(`${name}.hashes`);
      return hashes;
    },
  };
}
