// PNG (third edition, chapters 5 and 11).

import { crc32 } from '../checksum.js';
import { broken, type PictureFormat, type Read } from './format.js';

export const png = {
  called: 'a PNG',
  endings: ['png'],
  rareEndings: ['apng'],
  mediaType: 'image/png',
  shownBy: 'all',
  signature: /^\x89PNG\r\n\x1A\n/,
  favicon: 'itself',
  isAnimated,
  stripped,
  again: { compressionLevel: 9 },
  encoder: {
    longest: 1_000_000,
    ways: { png: () => ({ palette: true, quality: 90, dither: 0.5, effort: 8, compressionLevel: 9 }) },
  },
} as const satisfies PictureFormat;

/** Chunks that a decoder needs: pixels, colours, sizes, and the frames of an animation (PNG, third edition). */
const PNG_KEPT = new Set(
  'IHDR PLTE IDAT IEND acTL fcTL fdAT tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT'.split(' '),
);

/** The last chunk of a PNG. */
const IEND = Buffer.from('0000000049454e44ae426082', 'hex');

function stripped(file: Buffer): Uint8Array {
  const kept: Buffer[] = [file.subarray(0, 8)];
  for (const { type, start, end } of pngChunks((at, length) => file.subarray(at, at + length))) {
    if (type === 'IEND') break;
    if (!PNG_KEPT.has(type)) continue;
    const chunk = file.subarray(start, end);
    const isPixels = type === 'IDAT' || type === 'fdAT';
    // A wrong length makes other chunks a part of this one, metadata too.
    if (isPixels ? end > file.length && chunk.includes(IEND) : !isIntact(chunk)) throw broken();
    kept.push(chunk);
    // Browsers show what there is of pixels that are cut off.
    if (type === 'IDAT' && end > file.length) return Buffer.concat(kept);
  }
  return Buffer.concat([...kept, IEND]);
}

/** Whether a chunk of a PNG is all there, with the checksum of what it holds. */
function isIntact(chunk: Buffer): boolean {
  const end = chunk.length - 4;
  return end >= 8 && chunk.readUInt32BE(0) === end - 8 && crc32(chunk.subarray(4, end)) === chunk.readUInt32BE(end);
}

/** A chunk of a PNG; its end may lie beyond that of the file. */
interface PngChunk {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The chunks of a PNG up to the end of the file.
 * @param read bytes at an offset; fewer than asked for at the end
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

/** Whether a PNG is an animation: the chunk that says so comes before the pixels, after metadata of any length. */
function isAnimated(read: Read): boolean {
  for (const { type } of pngChunks(read)) if (type === 'acTL' || type === 'IDAT') return type === 'acTL';
  return false;
}
