// sharp: what a picture is, and a variant of it.

import sharp from 'sharp';
import type { Encoding, Probe } from './plan.js';

/** Everything besides the file that a variant's bytes depend on. Change `settings` when an option below changes. */
export const ENCODER = JSON.stringify({ settings: 1, sharp: sharp.versions.sharp, vips: sharp.versions.vips });

/**
 * Qualities that look alike. AVIF effort 2: on screenshots and photographs effort 4 takes eight to ten times as long for
 * files 5 to 15 % smaller.
 */
const OPTIONS = {
  avif: { quality: 46, effort: 2 },
  webp: { quality: 80, effort: 4 },
  jpeg: { quality: 80, mozjpeg: true },
  png: { compressionLevel: 9, effort: 8 },
} as const;

/** @throws where sharp cannot read the file */
export async function probe(file: string): Promise<Probe> {
  const { format, width, height, pages = 1, hasAlpha, autoOrient } = await sharp(file, { failOn: 'error' }).metadata();
  const upright = autoOrient ?? { width, height };
  return { format, width: upright.width, height: upright.height, animated: pages > 1 && format !== 'pdf', alpha: hasAlpha };
}

/**
 * Makes one variant: upright, in sRGB, without metadata.
 * @param width in pixels; never enlarged
 * @throws where the file cannot be decoded
 */
export async function encode(file: string, encoding: Encoding, width: number, animated: boolean): Promise<Uint8Array> {
  const image = sharp(file, { failOn: 'error', animated }).autoOrient();
  if (!animated) image.resize({ width, withoutEnlargement: true });
  return image.toFormat(encoding.format, OPTIONS[encoding.format]).toBuffer();
}
