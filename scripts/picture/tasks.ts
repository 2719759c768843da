// Work with the bytes of pictures: plain values in and out, so that it can be done anywhere.

import { animate, clean, cleanDrawing, encode, icon, probe, raster, study } from './encode.js';

/** Every kind of work, by its name. */
export const PICTURE_TASKS = {
  /** What the header of a file says. */
  probe,
  /** What its pixels say. */
  study,
  /** Pixels in a width and a format. */
  encode,
  /** An animation in a width. */
  animate,
  /** A file without its metadata. */
  clean,
  /** A drawing without what must not be in one. */
  drawing: cleanDrawing,
  /** A PNG of a drawing. */
  raster,
  /** A PNG of an icon. */
  icon,
} as const;

export type PictureTasks = typeof PICTURE_TASKS;
export type PictureTaskName = keyof PictureTasks;

/** Does one piece of work, here or elsewhere. */
export type RunPictureTask = <Name extends PictureTaskName>(
  name: Name,
  input: Parameters<PictureTasks[Name]>[0],
) => Promise<Awaited<ReturnType<PictureTasks[Name]>>>;
