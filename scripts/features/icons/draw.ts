// Draws an icon: a square PNG of a picture or SVG.

import { cleanDrawing } from '../../picture/drawing.js';
import { open } from '../../picture/open.js';
import { probe } from '../../picture/probe.js';
import { openDrawing } from '../../picture/raster.js';
import type { Task } from '../../work/task.js';

export interface IconInput {
  readonly file: string;
  readonly size: number;
  readonly maxMegapixels: number;
}

/**
 * Makes a square PNG with the whole picture on a transparent background.
 * @param size side in pixels
 * @throws if the picture cannot be read
 */
export async function icon({ file, size, maxMegapixels }: IconInput): Promise<Uint8Array> {
  const probed = await probe({ file, maxMegapixels });
  if (probed.kind === 'refused') throw new Error(probed.reason);
  const image =
    probed.kind === 'svg' ? await openDrawing(cleanDrawing(file), size) : open(file, { failOn: 'error' }).autoOrient();
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  return image.resize({ width: size, height: size, fit: 'contain', background }).png({ compressionLevel: 9 }).toBuffer();
}

export const ICON: Task<IconInput, Uint8Array> = { name: 'icon', pixels: true, run: icon };
