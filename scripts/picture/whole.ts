// Makes all variants of a picture in one task. This is for other machines, where each task costs a round trip.

import type { Run, Task } from '../work/task.js';
import { makePicture, type PictureInput, type PictureResult } from './picture.js';

/** The result for a picture, and the encoded files by store key. */
export interface WholePicture {
  readonly result: PictureResult;
  readonly files: readonly (readonly [key: string, bytes: Uint8Array])[];
}

const run: Run = async (task, input, shared) => task.run(input, shared as never);

export const PICTURE: Task<PictureInput, WholePicture> = {
  name: 'picture',
  pixels: true,
  remote: 'file',
  run: wholePicture,
  label: ({ path }) => `the picture ${path}`,
};

/** Makes a picture; collects its files in memory instead of a store. */
export async function wholePicture(input: PictureInput): Promise<WholePicture> {
  const files = new Map<string, Uint8Array>();
  const result = await makePicture(input, run, async (key, make) => {
    const bytes = files.get(key) ?? (await make());
    files.set(key, bytes);
    return bytes;
  });
  return { result, files: [...files] };
}
