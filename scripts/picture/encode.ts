// Encodes variants of pictures. Inputs and outputs are plain values, so that the work can run in a worker or on another machine.

import type { Sharp } from 'sharp';
import { ENCODINGS, type Encoding, type Format } from '../base/pictureFormats/table.js';
import { open } from './open.js';
import { type Pixels, scaledTo } from './pixels.js';
import type { PictureSettings } from './plan.js';

/** A variant to encode. */
export interface EncodeInput {
  readonly pixels: Pixels;
  /** Width in pixels. */
  readonly width: number;
  readonly encoding: Encoding;
  readonly quality: PictureSettings['quality'];
}

/** Encodes one variant: upright, in sRGB or Display P3, without metadata. */
export async function encode({ pixels, width, encoding, quality }: EncodeInput): Promise<Uint8Array> {
  const image = (await scaledTo(pixels, width)).open();
  return withFormat(image, encoding, quality).toBuffer();
}

/** Sets the output format. docs/pictures.md has the measurements behind the default qualities and efforts. */
function withFormat(image: Sharp, encoding: Encoding, quality: PictureSettings['quality']): Sharp {
  const { format, encoder, options } = ENCODINGS[encoding];
  const opaque = encoder.isOpaque ? image.flatten({ background: '#fff' }) : image;
  const { [format]: chosen = 0 }: { readonly [format in Format]?: number } = quality;
  return opaque.toFormat(format, options(chosen));
}

/** An animation to encode. */
export interface AnimateInput {
  readonly file: string;
  /** Width in pixels; a narrower animation is not enlarged. */
  readonly width: number;
  readonly quality: number;
}

/** Encodes an animated WebP. */
export async function animate({ file, width, quality }: AnimateInput): Promise<Uint8Array> {
  return open(file, { failOn: 'error', animated: true, limitInputPixels: false })
    .resize({ width, withoutEnlargement: true })
    .webp({ quality, effort: 4 })
    .toBuffer();
}
