// The picture format PNG (third edition, chapters 5 and 11).

import { crc32 } from '../checksum.js';
import { damaged, type PictureFormat, type Read } from './format.js';

export const png = {
  description: 'a PNG',
  extensions: ['png'],
  rareExtensions: ['apng'],
  mediaType: 'image/png',
  shownBy: 'all',
  signature: /^\x89PNG\r\n\x1A\n/,
  favicon: 'itself',
  isAnimated,
  strip,
  reencode: { compressionLevel: 9 },
  encoder: {
    maxSide: 1_000_000,
    encodings: { png: () => ({ palette: true, quality: 90, dither: 0.5, effort: 8, compressionLevel: 9 }) },
  },
} as const satisfies PictureFormat;

/** Chunks that a decoder needs: pixels, colours, sizes, and the frames of an animation (PNG, third edition). */
const PNG_KEPT = new Set(
  'IHDR PLTE IDAT IEND acTL fcTL fdAT tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT'.split(' '),
);

/** The last chunk of a PNG. */
const IEND = Buffer.from('0000000049454e44ae426082', 'hex');

function strip(file: Buffer): Uint8Array {
  const kept: Buffer[] = [file.subarray(0, 8)];
  for (const { type, start, end } of pngChunks((at, length) => file.subarray(at, at + length))) {
    if (type === 'IEND') break;
    if (!PNG_KEPT.has(type)) continue;
    const chunk = file.subarray(start, end);
    const isPixels = type === 'IDAT' || type === 'fdAT';
    // With a wrong length, a chunk would swallow the following ones, including metadata.
    if (isPixels ? end > file.length && chunk.includes(IEND) : !isIntact(chunk)) throw damaged();
    kept.push(chunk);
    // Browsers show truncated pixels, so they are kept.
    if (type === 'IDAT' && end > file.length) return Buffer.concat(kept);
  }
  return Buffer.concat([...kept, IEND]);
}

/** True if a chunk is complete and its checksum is right. */
function isIntact(chunk: Buffer): boolean {
  const end = chunk.length - 4;
  return end >= 8 && chunk.readUInt32BE(0) === end - 8 && crc32(chunk.subarray(4, end)) === chunk.readUInt32BE(end);
}

/** Offsets of a chunk in the file. The end may be beyond the end of the file. */
interface PngChunk {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Iterates over the chunks of a PNG up to the end of the file.
 */
function* pngChunks(read: Read): Iterable<PngChunk> {
  for (let start = 8; ; ) {
    const header = read(start, 8);
    if (header.length < 8) return;
    const end = start + 12 + header.readUInt32BE(0);
    yield { type: header.toString('latin1', 4, 8), start, end };
    start = end;
  }
}

/** True if a PNG is an animation: it has an `acTL` chunk before its pixels, perhaps after much metadata. */
function isAnimated(read: Read): boolean {
  for (const { type } of pngChunks(read)) if (type === 'acTL' || type === 'IDAT') return type === 'acTL';
  return false;
}
