// PNGs of a whole picture or drawing: icons, and what is shown where a drawing cannot be.

import type { Sharp } from 'sharp';
import { sharpWithFonts } from '../card/fontFiles.js';
import { cleanDrawing } from './drawing.js';
import { open } from './open.js';
import { probe } from './probe.js';
import type { CleanSvg } from './svg.js';

/** Pixels to the inch at which browsers draw an SVG. */
const SVG_DENSITY = 96;

/**
 * A square PNG of a picture, whole, on nothing.
 * @param size pixels of a side
 * @throws if the picture cannot be read
 */
export async function icon({ file, size, maxMegapixels }: IconInput): Promise<Uint8Array> {
  const probed = await probe({ file, maxMegapixels });
  if (probed.kind === 'bad') throw new Error(probed.reason);
  const image = probed.kind === 'svg' ? await drawn(cleanDrawing(file), size) : open(file, { failOn: 'error' }).autoOrient();
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  return image.resize({ width: size, height: size, fit: 'contain', background }).png({ compressionLevel: 9 }).toBuffer();
}

/** A drawing whose shorter side has so many pixels or more. */
async function drawn({ svg, width, height }: CleanSvg, side: number): Promise<Sharp> {
  const density = Math.min(2400, Math.ceil((SVG_DENSITY * side) / Math.min(width, height)));
  // A drawing may have text.
  return (await sharpWithFonts())(Buffer.from(svg), { density });
}

/** A PNG of a drawing on white: what is behind it elsewhere may be dark. */
export async function raster({ file, width, height }: RasterInput): Promise<Uint8Array> {
  const image = await drawn(cleanDrawing(file), Math.min(width, height));
  return image.resize({ width, height, fit: 'fill' }).flatten({ background: '#fff' }).png({ compressionLevel: 9 }).toBuffer();
}

/** In pixels. */
export interface RasterInput {
  readonly file: string;
  readonly width: number;
  readonly height: number;
}

export interface IconInput {
  readonly file: string;
  readonly size: number;
  readonly maxMegapixels: number;
}
