// The picture format JPEG (ITU T.81, Annex B). Stripping tolerates the mistakes that browsers tolerate: stray bytes between
// segments, a missing end.

import { damaged, type PictureFormat } from './format.js';

export const jpeg = {
  description: 'a JPEG',
  extensions: ['jpg', 'jpeg'],
  rareExtensions: ['jpe', 'jfif'],
  mediaType: 'image/jpeg',
  shownBy: 'all',
  signature: /^\xFF\xD8\xFF/,
  favicon: 'source',
  isPhotographic: true,
  strip,
  reencode: { quality: 92, mozjpeg: true },
  encoder: {
    maxSide: 65_500,
    isOpaque: true,
    quality: 80,
    encodings: { jpeg: (quality) => ({ quality, mozjpeg: true }) },
  },
} as const satisfies PictureFormat;

/**
 * Markers of segments that a decoder needs besides frames (T.81, table B.1): tables, scans, restart intervals, numbers of lines.
 */
const JPEG_CODING = new Set([0xc4, 0xcc, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf]);

/** Keeps the segments that affect pixels: coding segments, JFIF, the colour profile and Adobe's transform. */
function strip(file: Buffer): Uint8Array {
  const kept: Buffer[] = [file.subarray(0, 2)];
  for (let at = nextMarker(file, 2); ; at = nextMarker(file, at)) {
    const marker = file[at + 1];
    if (marker === undefined) return Buffer.concat(kept);
    if (marker === 0xd9) {
      // Stop here: cameras append previews and videos after the end marker.
      kept.push(file.subarray(at, at + 2));
      return Buffer.concat(kept);
    }
    // Decoders skip restart markers outside of a scan. They have no length field.
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    const end = at + 4 > file.length ? Number.POSITIVE_INFINITY : at + 2 + file.readUInt16BE(at + 2);
    if (end > file.length || end < at + 4) throw damaged();
    kept.push(...keptParts(marker, file.subarray(at, end)));
    at = end;
    if (marker !== 0xda) continue;
    at = endOfScan(file, end);
    kept.push(file.subarray(end, at));
  }
}

/** Finds the next marker. Skips stray bytes, fill bytes, and 0xFF followed by zero, as decoders do. */
function nextMarker(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next !== 0 && next !== 0xff) return at;
  }
  return file.length;
}

/** Returns what is kept of a segment: all, a part, or nothing. */
function keptParts(marker: number, segment: Buffer): Buffer[] {
  const name = segment.toString('latin1', 4, 16);
  if (marker === 0xe0 && name.startsWith('JFIF\0')) return withoutThumbnail(segment);
  const isFrame = marker >= 0xc0 && marker <= 0xcf;
  const isProfile = marker === 0xe2 && name.startsWith('ICC_PROFILE\0');
  const isTransform = marker === 0xee && name.startsWith('Adobe');
  return isFrame || JPEG_CODING.has(marker) || isProfile || isTransform ? [segment] : [];
}

/** Finds the marker that ends the coded pixels, in which 0xFF is followed by zero or begins a restart marker. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return file.length;
}

/** Removes the thumbnail from a JFIF segment. Drops a segment that is too short, because decoders ignore it. */
function withoutThumbnail(segment: Buffer): Buffer[] {
  if (segment.length < 18) return [];
  const short = Buffer.from(segment.subarray(0, 18));
  short.writeUInt16BE(16, 2);
  short[16] = 0;
  short[17] = 0;
  return [short];
}
