// Writes PNGs with a palette of sixteen colours (PNG Specification, third edition). Two pixels share a byte, so there is a sixth
// of the data of full colour to compress, and the result has the same bytes on every machine.

import { constants, deflateSync } from 'node:zlib';
import { crc32 } from '../../base/checksum.js';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const DEPTH = 4;
const PALETTE = 3;
/** Maximum colours of a palette of this depth. */
const COLOURS = 2 ** DEPTH;

export type Colour = readonly [red: number, green: number, blue: number];

/** Bytes of a word. A row of pixels is a whole number of words. */
const WORD = 4;
/** The highest bit of each byte of a word. */
const HIGH = 0x80808080;
/** The filter "Up" (section 9.2): each byte of a row minus the byte above it. Strokes are long, so most differences are zero. */
const UP = 2;

/** A picture as palette indexes, two to a byte. */
export class PalettePicture {
  private readonly rowLength: number;
  private readonly bytes: Uint8Array;
  /** 1 for rows that `set` was called on. */
  private readonly inked: Uint8Array;
  /** The bytes to deflate: for each row, the number of its filter and the filtered bytes. */
  private readonly filtered: Uint8Array;

  /** @param width in pixels, a multiple of eight */
  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.rowLength = width / 2;
    this.bytes = new Uint8Array(this.rowLength * height);
    this.inked = new Uint8Array(height);
    this.filtered = new Uint8Array((1 + this.rowLength) * height);
  }

  /** Sets all pixels to the first colour. */
  clear(): void {
    this.bytes.fill(0);
    this.inked.fill(0);
  }

  /** Sets a pixel. @param index index in the palette, not 0 */
  set(x: number, y: number, index: number): void {
    const at = y * this.rowLength + (x >> 1);
    const pair = this.bytes[at] as number;
    this.bytes[at] = x & 1 ? (pair & 0xf0) | index : (pair & 0x0f) | (index << DEPTH);
    this.inked[y] = 1;
  }

  /** Returns the picture as a PNG. @param palette at most sixteen colours */
  png(palette: readonly Colour[]): Uint8Array {
    if (palette.length > COLOURS) throw new RangeError(`a palette of ${palette.length} colours, for at most ${COLOURS}`);
    const header = Buffer.alloc(13);
    header.writeUInt32BE(this.width, 0);
    header.writeUInt32BE(this.height, 4);
    header.set([DEPTH, PALETTE], 8);
    this.filter();
    // Run-length matches take a fraction of the time, and unlike zlib's optimised match finders they are the same on every
    // processor.
    const data = deflateSync(this.filtered, { strategy: constants.Z_RLE });
    const chunks = [
      chunk('IHDR', header),
      chunk('PLTE', Buffer.from(palette.flat())),
      chunk('IDAT', data),
      chunk('IEND', Buffer.alloc(0)),
    ];
    return Buffer.concat([SIGNATURE, ...chunks]);
  }

  /** Fills `filtered`. */
  private filter(): void {
    const { filtered, rowLength, inked } = this;
    const words = new Int32Array(this.bytes.buffer);
    const length = rowLength / WORD;
    const row = new Int32Array(length);
    const bytes = new Uint8Array(row.buffer);
    filtered.fill(0);
    for (let y = 0, to = 0; y < this.height; y++, to += 1 + rowLength) {
      filtered[to] = UP;
      if (!inked[y] && !inked[y - 1]) continue;
      const at = y * length;
      for (let x = 0; x < length; x++) {
        const own = words[at + x] as number;
        const above = y === 0 ? 0 : (words[at - length + x] as number);
        // Four differences at once: no byte borrows from the next.
        row[x] = ((own | HIGH) - (above & ~HIGH)) ^ ((own ^ ~above) & HIGH);
      }
      filtered.set(bytes, to + 1);
    }
  }
}

function chunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(data.length + 12);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, data.length + 8)), data.length + 8);
  return bytes;
}
