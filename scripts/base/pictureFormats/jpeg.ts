// JPEG (ITU T.81, Annex B). What browsers show although it is not quite as the format demands is put right: stray bytes between
// segments, a missing end.

import { broken, type PictureFormat } from './format.js';

export const jpeg = {
  called: 'a JPEG',
  endings: ['jpg', 'jpeg'],
  rareEndings: ['jpe', 'jfif'],
  mediaType: 'image/jpeg',
  shownBy: 'all',
  signature: /^\xFF\xD8\xFF/,
  favicon: 'source',
  isPhotographic: true,
  stripped,
  again: { quality: 92, mozjpeg: true },
  encoder: {
    longest: 65_500,
    isOpaque: true,
    quality: 80,
    ways: { jpeg: (quality) => ({ quality, mozjpeg: true }) },
  },
} as const satisfies PictureFormat;

/** Markers of segments that a decoder needs (T.81, table B.1): frames, tables, scans, and what restarts and numbers lines. */
const JPEG_CODING = new Set([0xc4, 0xcc, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf]);

/** Kept are segments with a meaning for pixels, JFIF, the colour profile and Adobe's transform. */
function stripped(file: Buffer): Uint8Array {
  const kept: Buffer[] = [file.subarray(0, 2)];
  for (let at = nextMarker(file, 2); ; at = nextMarker(file, at)) {
    const marker = file[at + 1];
    if (marker === undefined) return Buffer.concat(kept);
    if (marker === 0xd9) {
      // After the end, cameras hide previews and films.
      kept.push(file.subarray(at, at + 2));
      return Buffer.concat(kept);
    }
    // Restarts outside of a scan, which decoders skip, have no length.
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    const end = at + 4 > file.length ? Number.POSITIVE_INFINITY : at + 2 + file.readUInt16BE(at + 2);
    if (end > file.length || end < at + 4) throw broken();
    kept.push(...keptOf(marker, file.subarray(at, end)));
    at = end;
    if (marker !== 0xda) continue;
    at = endOfScan(file, end);
    kept.push(file.subarray(end, at));
  }
}

/** The offset of the next marker. Decoders skip stray bytes before one, fill bytes, and zeros after 0xFF. */
function nextMarker(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next !== 0 && next !== 0xff) return at;
  }
  return file.length;
}

/** What stays of a segment: all of it, a part, or nothing. */
function keptOf(marker: number, segment: Buffer): Buffer[] {
  const name = segment.toString('latin1', 4, 16);
  if (marker === 0xe0 && name.startsWith('JFIF\0')) return withoutThumbnail(segment);
  const isFrame = marker >= 0xc0 && marker <= 0xcf;
  const isProfile = marker === 0xe2 && name.startsWith('ICC_PROFILE\0');
  const isTransform = marker === 0xee && name.startsWith('Adobe');
  return isFrame || JPEG_CODING.has(marker) || isProfile || isTransform ? [segment] : [];
}

/** The offset of the marker that ends coded pixels: in these, 0xFF is followed by zero or is a restart. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return file.length;
}

/** The JFIF header without the thumbnail that it may hold; a decoder takes a shorter one for none. */
function withoutThumbnail(segment: Buffer): Buffer[] {
  if (segment.length < 18) return [];
  const short = Buffer.from(segment.subarray(0, 18));
  short.writeUInt16BE(16, 2);
  short[16] = 0;
  short[17] = 0;
  return [short];
}
