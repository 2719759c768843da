// The font of social cards and drawings: Noto Serif SC (SIL Open Font License, scripts/picture/fonts/OFL.txt), in two WOFF files.
// sharp needs OpenType files, so WOFF is unpacked here.
//
// WOFF File Format 1.0, sections 3 to 5: a header, a directory, and tables, most of them compressed by zlib.
// OpenType, chapter cmap: the characters of a font, here in formats 4 and 12.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';

const FILES = ['noto-serif-sc-700.woff', 'noto-serif-sc-latin-700.woff'];
/**
 * Family names, in the order of preference. The large file, `noto-serif-sc-700.woff`, is named `Noto Serif SC ExtraLight`: it must be
 * listed under its own name, since an installed font would be preferred to it otherwise.
 */
export const FAMILIES = ['Noto Serif SC', 'Noto Serif SC ExtraLight'];

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/** Unpacks a WOFF file into an OpenType font. */
export function unpackWoff(woff: Buffer): Buffer {
  const tables = woff.readUInt16BE(12);
  const size = woff.readUInt32BE(16);
  const font = Buffer.alloc(size);
  font.writeUInt32BE(woff.readUInt32BE(4), 0);
  font.writeUInt16BE(tables, 4);
  const power = Math.floor(Math.log2(tables));
  font.writeUInt16BE(2 ** power * 16, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE(tables * 16 - 2 ** power * 16, 10);
  let end = SFNT_HEADER + tables * SFNT_ENTRY;
  for (let n = 0; n < tables; n++) {
    const entry = WOFF_HEADER + n * WOFF_ENTRY;
    const [offset, stored, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [number, number, number];
    const bytes = woff.subarray(offset, offset + stored);
    const table = stored < length ? inflateSync(bytes) : bytes;
    const to = SFNT_HEADER + n * SFNT_ENTRY;
    woff.copy(font, to, entry, entry + 4);
    font.writeUInt32BE(woff.readUInt32BE(entry + 16), to + 4);
    font.writeUInt32BE(end, to + 8);
    font.writeUInt32BE(length, to + 12);
    table.copy(font, end);
    end += (length + 3) & ~3;
  }
  return font;
}

/** Reads the `cmap` table of a font. Returns a function that tests whether the font has a code point. */
export function charactersOf(font: Buffer): (codePoint: number) => boolean {
  const tables = font.readUInt16BE(4);
  let cmap = 0;
  for (let n = 0; n < tables; n++) {
    const entry = SFNT_HEADER + n * SFNT_ENTRY;
    if (font.toString('latin1', entry, entry + 4) === 'cmap') cmap = font.readUInt32BE(entry + 8);
  }
  const ranges: [number, number][] = [];
  for (let n = 0; n < font.readUInt16BE(cmap + 2); n++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + n * 8 + 4);
    const format = font.readUInt16BE(at);
    if (format === 12)
      for (let group = 0; group < font.readUInt32BE(at + 12); group++) {
        const from = at + 16 + group * 12;
        ranges.push([font.readUInt32BE(from), font.readUInt32BE(from + 4)]);
      }
    if (format === 4) {
      const segments = font.readUInt16BE(at + 6) / 2;
      for (let segment = 0; segment < segments; segment++) {
        const last = font.readUInt16BE(at + 14 + segment * 2);
        const first = font.readUInt16BE(at + 16 + segments * 2 + segment * 2);
        if (first !== 0xffff) ranges.push([first, last]);
      }
    }
  }
  const codePoints = new Set<number>();
  for (const [first, last] of ranges) for (let code = first; code <= last; code++) codePoints.add(code);
  return (code) => codePoints.has(code);
}

let loaded: { readonly fonts: readonly Buffer[]; readonly has: (codePoint: number) => boolean } | undefined;

/** Loads the fonts once. @param scripts absolute path of scripts/ */
export function loadFonts(scripts: string) {
  if (!loaded) {
    const fonts = FILES.map((name) => unpackWoff(readFileSync(join(scripts, 'picture/fonts', name))));
    const sets = fonts.map(charactersOf);
    loaded = { fonts, has: (code) => sets.some((has) => has(code)) };
  }
  return loaded;
}
