// Rasterises SVGs, for icons and for covers on social networks, which show no SVG.

import type { Sharp } from 'sharp';
import { cleanDrawing } from './drawing.js';
import { sharpWithFonts } from './fonts/fontFiles.js';
import type { CleanSvg } from './svg.js';

/** Pixels per inch at which an SVG has its own size. */
const SVG_DENSITY = 96;

/** Opens an SVG so that its shorter side has at least `side` pixels. */
export async function openDrawing({ svg, width, height }: CleanSvg, side: number): Promise<Sharp> {
  const density = Math.min(2400, Math.ceil((SVG_DENSITY * side) / Math.min(width, height)));
  // An SVG may contain text.
  return (await sharpWithFonts())(Buffer.from(svg), { density });
}

/** Makes a PNG of an SVG on white, because social networks may have a dark background. */
export async function raster({ file, width, height }: RasterInput): Promise<Uint8Array> {
  const image = await openDrawing(cleanDrawing(file), Math.min(width, height));
  return image.resize({ width, height, fit: 'fill' }).flatten({ background: '#fff' }).png({ compressionLevel: 9 }).toBuffer();
}

/** An SVG file, and the size of the PNG in pixels. */
export interface RasterInput {
  readonly file: string;
  readonly width: number;
  readonly height: number;
}
