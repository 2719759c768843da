// Work with the bytes of pictures: plain values in and out, so that it can be done anywhere.

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

/** What the header of a file says. */
export const PROBE = pixels('probe', probe);
/** What its pixels say. */
export const STUDY = pixels('study', study);
/** Pixels in a width and a format. */
export const ENCODE = pixels('encode', encode);
/** An animation in a width. */
export const ANIMATE = pixels('animate', animate);
/** A file without its metadata. */
export const CLEAN = pixels('clean', clean);
/** A drawing without what must not be in one. */
export const DRAWING = pixels('drawing', cleanDrawing);
/** A PNG of a drawing. */
export const RASTER = pixels('raster', raster);
