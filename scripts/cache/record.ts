// What is remembered of the last build, in one file that is replaced as a whole, like git's index: which files it read and
// wrote, and what came of them. It is read by every build, so it is laid out to be read fast: a section can be left unread.
//
// A line of JSON with the lengths of the sections, the sections, and a checksum of it all. A record of another program,
// or one that is damaged, is no record.

import { mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FileTable } from './fileTable.js';
import { hashOfBytes } from './hash.js';

/** Texts and numbers by name. */
export interface Sections {
  readonly text: (name: string) => string;
  /** A list of texts, none of which holds U+0000. */
  readonly list: (name: string) => string[];
  readonly numbers: (name: string) => Float64Array;
}

export type SectionValues = { readonly [name: string]: string | readonly string[] | Float64Array };

const CHECKSUM = 22;

interface Header {
  readonly program: string;
  readonly sections: readonly (readonly [name: string, bytes: number, items: number])[];
}

/**
 * Reads a record.
 * @param file absolute
 * @param program the record must be of this one
 * @returns undefined where there is none that can be used
 */
export function readRecord(file: string, program: string): Sections | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  const end = bytes.length - CHECKSUM;
  if (end < 0 || hashOfBytes(bytes.subarray(0, end)) !== bytes.toString('latin1', end)) return undefined;
  const headerEnd = bytes.indexOf(10);
  const header = JSON.parse(bytes.toString('utf8', 0, headerEnd)) as Header;
  if (header.program !== program) return undefined;
  const places = new Map<string, readonly [from: number, to: number, items: number]>();
  let at = headerEnd + 1;
  for (const [name, length, items] of header.sections) {
    places.set(name, [at, at + length, items]);
    at += length;
  }
  const placeOf = (name: string) => places.get(name) ?? [0, 0, 0];
  const text = (name: string) => bytes.toString('utf8', placeOf(name)[0], placeOf(name)[1]);
  return {
    text,
    list: (name) => (placeOf(name)[2] === 0 ? [] : text(name).split('\0')),
    numbers: (name) => {
      const [from, to] = placeOf(name);
      // A copy: numbers must begin at a multiple of eight.
      const copy = new Uint8Array(to - from);
      copy.set(bytes.subarray(from, to));
      return new Float64Array(copy.buffer);
    },
  };
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
    return [name, bytes.length, value.length] as const;
  });
  const header: Header = { program, sections };
  const body = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...parts]);
  const beside = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(beside, Buffer.concat([body, Buffer.from(hashOfBytes(body), 'latin1')]));
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
