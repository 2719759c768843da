// Metadata out of a picture, pixels untouched: camera, place and time (EXIF, XMP, IPTC), comments, thumbnails. The colour
// profile stays, since the colours need it.
//
// JPEG: ITU T.81, Annex B. PNG: the specification's chapters 5 and 11. WebP: RFC 9649, section 2.7. GIF: GIF89a, sections 24
// and 26.

import type { Format } from './sniff.js';

/** Formats whose metadata can be taken out without decoding. */
export type Strippable = Extract<Format, 'jpeg' | 'png' | 'webp' | 'gif'>;

/**
 * Returns the same picture without metadata. A JPEG that is cut off in its pixels keeps those it has.
 * @throws if the file is not built as its format demands
 */
export function stripped(format: Strippable, bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return STRIP[format](file);
}

const STRIP: { readonly [format in Strippable]: (file: Buffer) => Uint8Array } = { jpeg, png, webp, gif };

function broken(): Error {
  return new Error('the file is truncated or damaged');
}

/** Segments with a meaning for pixels: all but APPn and COM, of which JFIF, the colour profile and Adobe's transform stay. */
function jpeg(file: Buffer): Uint8Array {
  const kept: Buffer[] = [file.subarray(0, 2)];
  for (let at = 2; ; ) {
    const marker = file[at + 1];
    if (marker === undefined) return Buffer.concat(kept);
    if (file[at] !== 0xff) throw broken();
    if (marker === 0xd9) {
      // After the end, cameras hide previews and films.
      kept.push(file.subarray(at, at + 2));
      return Buffer.concat(kept);
    }
    // Fill bytes may stand before a marker.
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 4 > file.length ? Number.POSITIVE_INFINITY : at + 2 + file.readUInt16BE(at + 2);
    if (end > file.length) throw broken();
    const segment = file.subarray(at, end);
    const name = segment.toString('latin1', 4, 16);
    const isApplication = marker >= 0xe0 && marker <= 0xef;
    if (marker === 0xe0 && name.startsWith('JFIF\0')) kept.push(withoutThumbnail(segment));
    else if (marker === 0xe2 && name.startsWith('ICC_PROFILE\0')) kept.push(segment);
    else if (marker === 0xee && name.startsWith('Adobe')) kept.push(segment);
    else if (!isApplication && marker !== 0xfe) kept.push(segment);
    at = end;
    if (marker !== 0xda) continue;
    at = endOfScan(file, end);
    kept.push(file.subarray(end, at));
  }
}

/** The offset of the marker that ends coded pixels: in these, 0xFF is followed by zero or is a restart. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return file.length;
}

/** The JFIF header without the thumbnail that it may hold. */
function withoutThumbnail(segment: Buffer): Buffer {
  if (segment.length < 18) throw broken();
  const short = Buffer.from(segment.subarray(0, 18));
  short.writeUInt16BE(16, 2);
  short[16] = 0;
  short[17] = 0;
  return short;
}

/** Chunks that hold words, times or EXIF. */
const PNG_METADATA = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'caBX', 'dSIG']);

/** Chunks of an animated PNG (PNG, third edition). */
const PNG_FRAMES = new Set(['acTL', 'fcTL', 'fdAT']);

function png(file: Buffer): Uint8Array {
  const kept: Buffer[] = [file.subarray(0, 8)];
  for (let at = 8; ; ) {
    if (at + 12 > file.length) throw broken();
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) throw broken();
    const type = file.toString('latin1', at + 4, at + 8);
    // Private chunks that need not be understood (small letters in the first two places) hold whatever a program likes; save for
    // the frames of an animation.
    const isMeant = PNG_FRAMES.has(type) || (!PNG_METADATA.has(type) && !/^[a-z]{2}/.test(type));
    if (isMeant) kept.push(file.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
}

function webp(file: Buffer): Uint8Array {
  const kept: Buffer[] = [];
  const size = Math.min(file.length, 8 + file.readUInt32LE(4));
  for (let at = 12; at + 8 <= size; ) {
    const end = at + 8 + file.readUInt32LE(at + 4);
    if (end > file.length) throw broken();
    const padded = Math.min(end + (end & 1), file.length);
    const type = file.toString('latin1', at, at + 4);
    if (type === 'VP8X') {
      const header = Buffer.from(file.subarray(at, padded));
      // The flags that say that EXIF and XMP follow.
      header[8] = (header[8] as number) & ~0x0c;
      kept.push(header);
    } else if (/^(?:VP8 |VP8L|ALPH|ANIM|ANMF|ICCP)$/.test(type)) kept.push(file.subarray(at, padded));
    at = padded;
  }
  if (kept.length === 0) throw broken();
  const body = Buffer.concat(kept);
  const head = Buffer.from(file.subarray(0, 12));
  head.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([head, body]);
}

/** Applications whose data say how an animation repeats; all others carry metadata. */
const GIF_LOOPS = /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/;

function gif(file: Buffer): Uint8Array {
  const at0 = (at: number): number => {
    const byte = file[at];
    if (byte === undefined) throw broken();
    return byte;
  };
  const tableSize = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  /** The offset after a row of sub-blocks. */
  const behind = (from: number): number => {
    let at = from;
    while (at0(at) !== 0) at += 1 + at0(at);
    return at + 1;
  };
  let at = 13 + tableSize(at0(10));
  const kept: Buffer[] = [file.subarray(0, at)];
  for (;;) {
    const start = at;
    switch (at0(at)) {
      case 0x3b:
        kept.push(file.subarray(at, at + 1));
        return Buffer.concat(kept);
      case 0x2c:
        at = behind(at + 10 + tableSize(at0(at + 9)) + 1);
        kept.push(file.subarray(start, at));
        break;
      case 0x21: {
        const label = at0(at + 1);
        at = behind(at + 2);
        const isLoop = label === 0xff && GIF_LOOPS.test(file.toString('latin1', start + 3, start + 14));
        if (label === 0xf9 || label === 0x01 || isLoop) kept.push(file.subarray(start, at));
        break;
      }
      default:
        throw broken();
    }
  }
}
