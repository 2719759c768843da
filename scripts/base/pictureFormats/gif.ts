// GIF (GIF89a, sections 24 and 26).

import { broken, type PictureFormat } from './format.js';

export const gif = {
  called: 'a GIF',
  endings: ['gif'],
  mediaType: 'image/gif',
  shownBy: 'all',
  signature: /^GIF8[79]a/,
  animated: 'always',
  stripped,
  // libvips refuses empty blocks, which browsers skip.
  isStrippedToOpen: true,
  again: {},
} as const satisfies PictureFormat;

/** Applications whose data say how an animation repeats; all others carry metadata. */
const GIF_LOOPS = /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/;

function stripped(file: Buffer): Uint8Array {
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
