// WebP (RFC 9649, section 2.7).

import { broken, type PictureFormat } from './format.js';

export const webp = {
  called: 'a WebP',
  endings: ['webp'],
  mediaType: 'image/webp',
  shownBy: 'all',
  signature: /^RIFF[\s\S]{4}WEBP/,
  favicon: 'source',
  isPhotographic: true,
  animated: 'narrower',
  stripped,
  again: { quality: 92 },
  encoder: {
    // RFC 9649, section 1.
    longest: 16_383,
    isOffered: true,
    quality: 80,
    ways: {
      webp: (quality) => ({ quality, effort: 4 }),
      'webp-near-lossless': () => ({ nearLossless: true, quality: 60, effort: 4 }),
    },
    drawings: 'webp-near-lossless',
  },
} as const satisfies PictureFormat;

/** Chunks of a WebP, and those in a frame of an animation, that a decoder needs. */
const WEBP_KEPT = /^(?:VP8 |VP8L|ALPH|ANIM|ICCP)$/;
/** Bytes of a frame before its chunks: header of the chunk, place, size, duration, flags. */
const ANMF_HEAD = 8 + 16;

function stripped(file: Buffer): Uint8Array {
  const kept = webpChunks(file, 12, Math.min(file.length, 8 + file.readUInt32LE(4)));
  if (kept.length === 0) throw broken();
  const body = Buffer.concat(kept);
  const head = Buffer.from(file.subarray(0, 12));
  head.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([head, body]);
}

function webpChunks(file: Buffer, from: number, size: number): Buffer[] {
  const kept: Buffer[] = [];
  for (let at = from; at + 8 <= size; ) {
    const end = at + 8 + file.readUInt32LE(at + 4);
    if (end > file.length) throw broken();
    const padded = Math.min(end + (end & 1), file.length);
    const type = file.toString('latin1', at, at + 4);
    if (type === 'VP8X' && from === 12) {
      const header = Buffer.from(file.subarray(at, padded));
      // The flags that say that EXIF and XMP follow.
      header[8] = (header[8] as number) & ~0x0c;
      kept.push(header);
    } else if (type === 'ANMF' && from === 12) kept.push(webpFrame(file.subarray(at, padded), end - at));
    else if (WEBP_KEPT.test(type)) kept.push(file.subarray(at, padded));
    at = padded;
  }
  return kept;
}

/** @param size bytes of the frame without padding */
function webpFrame(frame: Buffer, size: number): Buffer {
  if (size < ANMF_HEAD) throw broken();
  const made = Buffer.concat([frame.subarray(0, ANMF_HEAD), ...webpChunks(frame, ANMF_HEAD, size)]);
  made.writeUInt32LE(made.length - 8, 4);
  return made;
}
