// The picture format WebP (RFC 9649, section 2.7).

import { damaged, type PictureFormat } from './format.js';

export const webp = {
  description: 'a WebP',
  extensions: ['webp'],
  mediaType: 'image/webp',
  shownBy: 'all',
  signature: /^RIFF[\s\S]{4}WEBP/,
  favicon: 'source',
  isPhotographic: true,
  animated: 'narrower',
  strip,
  reencode: { quality: 92 },
  encoder: {
    // RFC 9649, section 1.
    maxSide: 16_383,
    isOffered: true,
    quality: 80,
    encodings: {
      webp: (quality) => ({ quality, effort: 4 }),
      'webp-near-lossless': () => ({ nearLossless: true, quality: 60, effort: 4 }),
    },
    drawings: 'webp-near-lossless',
  },
} as const satisfies PictureFormat;

/** Chunks that a decoder needs, at the top level and in the frames of an animation. */
const WEBP_KEPT = /^(?:VP8 |VP8L|ALPH|ANIM|ICCP)$/;
/** Bytes of a frame before its chunks: chunk header, position, size, duration, flags. */
const ANMF_HEAD = 8 + 16;

function strip(file: Buffer): Uint8Array {
  const kept = webpChunks(file, 12, Math.min(file.length, 8 + file.readUInt32LE(4)));
  if (kept.length === 0) throw damaged();
  const body = Buffer.concat(kept);
  const head = Buffer.from(file.subarray(0, 12));
  head.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([head, body]);
}

/** Returns the chunks to keep. @param from 12 at the top level @param size end of the chunks */
function webpChunks(file: Buffer, from: number, size: number): Buffer[] {
  const kept: Buffer[] = [];
  for (let at = from; at + 8 <= size; ) {
    const end = at + 8 + file.readUInt32LE(at + 4);
    if (end > file.length) throw damaged();
    const padded = Math.min(end + (end & 1), file.length);
    const type = file.toString('latin1', at, at + 4);
    if (type === 'VP8X' && from === 12) {
      const header = Buffer.from(file.subarray(at, padded));
      // Clear the flags that announce EXIF and XMP chunks.
      header[8] = (header[8] as number) & ~0x0c;
      kept.push(header);
    } else if (type === 'ANMF' && from === 12) kept.push(webpFrame(file.subarray(at, padded), end - at));
    else if (WEBP_KEPT.test(type)) kept.push(file.subarray(at, padded));
    at = padded;
  }
  return kept;
}

/** Strips the chunks of a frame. @param size bytes of the frame without padding */
function webpFrame(frame: Buffer, size: number): Buffer {
  if (size < ANMF_HEAD) throw damaged();
  const stripped = Buffer.concat([frame.subarray(0, ANMF_HEAD), ...webpChunks(frame, ANMF_HEAD, size)]);
  stripped.writeUInt32LE(stripped.length - 8, 4);
  return stripped;
}
