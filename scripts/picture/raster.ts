// Drawings as pixels, for where a drawing cannot be shown.

import type { Sharp } from 'sharp';
import { cleanDrawing } from './drawing.js';
import { sharpWithFonts } from './fonts/fontFiles.js';
import type { CleanSvg } from './svg.js';

/** Pixels to the inch at which browsers draw an SVG. */
const SVG_DENSITY = 96;

/** A drawing whose shorter side has so many pixels or more. */
export async function drawn({ svg, width, height }: CleanSvg, side: number): Promise<Sharp> {
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
