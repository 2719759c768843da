// Metadata out of a picture, pixels untouched: camera, place and time (EXIF, XMP, IPTC), comments, thumbnails. What a decoder
// needs is kept, and nothing else; the colour profile is needed for the colours. What browsers show although it is not quite as
// its format demands is put right: stray bytes between segments, a missing end.
//
// JPEG: ITU T.81, Annex B. PNG: the specification's chapters 5 and 11. WebP: RFC 9649, section 2.7. GIF: GIF89a, sections 24
// and 26.

import { crc32 } from '../base/checksum.js';
import type { Format } from './sniff.js';

/** Formats whose metadata can be taken out without decoding. */
export type Strippable = Extract<Format, 'jpeg' | 'png' | 'webp' | 'gif'>;

export function isStrippable(format: Format): format is Strippable {
  return Object.hasOwn(STRIP, format);
}

/**
 * Returns the same picture without metadata. One that is cut off in its pixels keeps those it has.
 * @throws if the file's structure cannot be followed
 */
export function stripped(format: Strippable, bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return STRIP[format](file);
}

const STRIP: { readonly [format in Strippable]: (file: Buffer) => Uint8Array } = { jpeg, png, webp, gif };

function broken(): Error {
  return new Error('the file is truncated or damaged');
}

/** Markers of segments that a decoder needs (T.81, table B.1): frames, tables, scans, and what restarts and numbers lines. */
const JPEG_CODING = new Set([0xc4, 0xcc, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf]);

/** Kept are segments with a meaning for pixels, JFIF, the colour profile and Adobe's transform. */
function jpeg(file: Buffer): Uint8Array {
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

/** Chunks that a decoder needs: pixels, colours, sizes, and the frames of an animation (PNG, third edition). */
const PNG_KEPT = new Set(
  'IHDR PLTE IDAT IEND acTL fcTL fdAT tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT'.split(' '),
);

/** The last chunk of a PNG. */
const IEND = Buffer.from('0000000049454e44ae426082', 'hex');

function png(file: Buffer): Uint8Array {
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
function* pngChunks(read: (at: number, length: number) => Buffer): Iterable<PngChunk> {
  for (let start = 8; ; ) {
    const header = read(start, 8);
    if (header.length < 8) return;
    const end = start + 12 + header.readUInt32BE(0);
    yield { type: header.toString('latin1', 4, 8), start, end };
    start = end;
  }
}

/** Whether a PNG is an animation: the chunk that says so comes before the pixels, after metadata of any length. */
export function isAnimatedPng(read: (at: number, length: number) => Buffer): boolean {
  for (const { type } of pngChunks(read)) if (type === 'acTL' || type === 'IDAT') return type === 'acTL';
  return false;
}

/** Chunks of a WebP, and those in a frame of an animation, that a decoder needs. */
const WEBP_KEPT = /^(?:VP8 |VP8L|ALPH|ANIM|ICCP)$/;
/** Bytes of a frame before its chunks: header of the chunk, place, size, duration, flags. */
const ANMF_HEAD = 8 + 16;

function webp(file: Buffer): Uint8Array {
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

/** Applications whose data say how an animation repeats; all others carry metadata. */
const GIF_LOOPS = /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/;

function gif(file: Buffer): Uint8Array {
  if (file.length < 13) throw broken();
  const tableSize = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  /** The offset after the last whole block of a row of sub-blocks, and whether the row has its end. */
  const rowFrom = (from: number): readonly [end: number, isWhole: boolean] => {
    for (let at = from; ; ) {
      const size = file[at];
      if (size === 0) return [at + 1, true];
      if (size === undefined || at + 1 + size > file.length) return [at, false];
      at += 1 + size;
    }
  };
  let at = 13 + tableSize(file[10] as number);
  const kept: Buffer[] = [file.subarray(0, at)];
  const end = () => Buffer.concat([...kept, Buffer.from([0x3b])]);
  for (;;) {
    const start = at;
    const block = file[at];
    // Browsers skip empty blocks, and stop at what they don't know; they show what there is of a file that is cut off.
    if (block === 0) at++;
    else if (block === 0x2c) {
      const [after, isWhole] = rowFrom(at + 10 + tableSize(file[at + 9] ?? 0) + 1);
      kept.push(file.subarray(start, after));
      // The row of the last picture gets its end.
      if (!isWhole) return Buffer.concat([...kept, Buffer.from([0, 0x3b])]);
      at = after;
    } else if (block === 0x21) {
      const label = file[at + 1];
      const [after, isWhole] = rowFrom(at + 2);
      if (!isWhole) return end();
      at = after;
      const isLoop = label === 0xff && GIF_LOOPS.test(file.toString('latin1', start + 3, start + 14));
      if (label === 0xf9 || isLoop) kept.push(file.subarray(start, at));
    } else return end();
  }
}
