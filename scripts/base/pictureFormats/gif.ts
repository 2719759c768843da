// The picture format GIF (GIF89a). Strips its extensions (sections 24 and 26).

import { damaged, type PictureFormat } from './format.js';

export const gif = {
  description: 'a GIF',
  extensions: ['gif'],
  mediaType: 'image/gif',
  shownBy: 'all',
  signature: /^GIF8[79]a/,
  animated: 'always',
  strip,
  // libvips refuses empty blocks, which browsers skip.
  mustStripToOpen: true,
  reencode: {},
} as const satisfies PictureFormat;

/** Application extensions with the number of loops of an animation. All others carry metadata. */
const GIF_LOOPS = /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/;

function strip(file: Buffer): Uint8Array {
  if (file.length < 13) throw damaged();
  const tableSize = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  /** Returns the offset after the last complete sub-block of a sequence, and whether the sequence has its terminator. */
  const endOfSubBlocks = (from: number): readonly [end: number, isWhole: boolean] => {
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
    // As in browsers: skip empty blocks, stop at unknown ones, and keep what there is of a truncated file.
    if (block === 0) at++;
    else if (block === 0x2c) {
      const [after, isWhole] = endOfSubBlocks(at + 10 + tableSize(file[at + 9] ?? 0) + 1);
      kept.push(file.subarray(start, after));
      // Add the missing terminator of the last picture.
      if (!isWhole) return Buffer.concat([...kept, Buffer.from([0, 0x3b])]);
      at = after;
    } else if (block === 0x21) {
      const label = file[at + 1];
      const [after, isWhole] = endOfSubBlocks(at + 2);
      if (!isWhole) return end();
      at = after;
      const isLoop = label === 0xff && GIF_LOOPS.test(file.toString('latin1', start + 3, start + 14));
      if (label === 0xf9 || isLoop) kept.push(file.subarray(start, at));
    } else return end();
  }
}
