// What is remembered of the last build, in one file that is replaced as a whole, like git's index: which files it read and
// wrote, and what came of them. It is read by every build, so it is laid out to be read fast: in sections, each of which has
// its checksum and is read when it is asked for.
//
// A line with the checksum of the next, a line of JSON with the lengths and checksums of the sections, the sections. A record
// of another program, or one that is damaged, is no record.

import { closeSync, mkdirSync, openSync, readSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DamagedRecord } from '../errors.js';
import type { FileTable } from './fileTable.js';
import { hashOfBytes } from './hash.js';

/** Texts and numbers by name. */
export interface Sections {
  /** @throws DamagedRecord */
  readonly text: (name: string) => string;
  /** A list of texts, none of which holds U+0000. */
  readonly list: (name: string) => string[];
  readonly numbers: (name: string) => Float64Array;
}

export type SectionValues = { readonly [name: string]: string | readonly string[] | Float64Array };

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
 * @returns undefined where there is none that can be used
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
  return {
    text: (name) => bytesOf(name).toString(),
    list: (name) => (places.get(name)?.items === 0 ? [] : bytesOf(name).toString().split('\0')),
    numbers: (name) => {
      const bytes = bytesOf(name);
      return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
    },
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
  const sections = Object.entries(values).map(([name, value]) => {
    const bytes =
      value instanceof Float64Array
        ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
        : Buffer.from(typeof value === 'string' ? value : value.join('\0'));
    parts.push(bytes);
    return [name, bytes.length, value.length, hashOfBytes(bytes)] as const;
  });
  const header = Buffer.from(JSON.stringify({ program, sections } satisfies Header));
  const beside = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(beside, Buffer.concat([Buffer.from(`${hashOfBytes(header)}\n`), header, Buffer.from('\n'), ...parts]));
    renameSync(beside, file);
  } catch {
    discard(beside);
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
