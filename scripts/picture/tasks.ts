// The table of picture tasks. Inputs and outputs are plain values, so that any worker can run them.

import type { Task } from '../work/task.js';
import { clean } from './clean.js';
import { cleanDrawing } from './drawing.js';
import { animate, encode } from './encode.js';
import { study } from './pixels.js';
import { probe } from './probe.js';
import { raster } from './raster.js';

function pixels<Input, Output>(name: string, run: (input: Input) => Output | Promise<Output>): Task<Input, Output> {
  return { name, pixels: true, run };
}

/** Reads a picture's header. */
export const PROBE = pixels('probe', probe);
/** Analyses a picture's pixels. */
export const STUDY = pixels('study', study);
/** Encodes a variant. */
export const ENCODE = pixels('encode', encode);
/** Encodes an animated WebP. */
export const ANIMATE = pixels('animate', animate);
/** Removes a file's metadata. */
export const CLEAN = pixels('clean', clean);
/** Cleans an SVG. */
export const DRAWING = pixels('drawing', cleanDrawing);
/** Draws an SVG as a PNG. */
export const RASTER = pixels('raster', raster);
