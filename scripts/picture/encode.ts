// Files made of pixels. Each function is a piece of work that could be done on another machine: plain values in, plain values out.

import type { Sharp } from 'sharp';
import { ENCODINGS, type Encoding, type Format } from '../base/pictureFormats/table.js';
import { open } from './open.js';
import { type Pixels, step } from './pixels.js';
import type { PictureSettings } from './plan.js';

/** A file to be made of a picture. */
export interface EncodeInput {
  readonly pixels: Pixels;
  /** In pixels. */
  readonly width: number;
  readonly encoding: Encoding;
  readonly quality: PictureSettings['quality'];
}

/** Makes one file: upright, in sRGB or Display P3, without metadata. */
export async function encode({ pixels, width, encoding, quality }: EncodeInput): Promise<Uint8Array> {
  const image = (await step(pixels, width)).open();
  return write(image, encoding, quality).toBuffer();
}

/** Qualities that look alike, and efforts that are worth their time: docs/pictures.md has the measurements. */
function write(image: Sharp, encoding: Encoding, quality: PictureSettings['quality']): Sharp {
  const { format, encoder, options } = ENCODINGS[encoding];
  const opaque = encoder.isOpaque ? image.flatten({ background: '#fff' }) : image;
  const { [format]: chosen = 0 }: { readonly [format in Format]?: number } = quality;
  return opaque.toFormat(format, options(chosen));
}

/** An animation to be made smaller. */
export interface AnimateInput {
  readonly file: string;
  /** In pixels; never enlarged. */
  readonly width: number;
  readonly quality: number;
}

/** Makes an animated WebP. */
export async function animate({ file, width, quality }: AnimateInput): Promise<Uint8Array> {
  return open(file, { failOn: 'error', animated: true, limitInputPixels: false })
    .resize({ width, withoutEnlargement: true })
    .webp({ quality, effort: 4 })
    .toBuffer();
}
