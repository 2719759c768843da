// All that is made of one picture as one task: for other machines, where each task costs its way there and back.

import type { Run, Task } from '../work/task.js';
import { makePicture, type PictureInput, type PictureResult } from './picture.js';

/** What came of a picture, with the files that were made, by their keys. */
export interface WholePicture {
  readonly made: PictureResult;
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

export async function wholePicture(input: PictureInput): Promise<WholePicture> {
  const files = new Map<string, Uint8Array>();
  const made = await makePicture(input, run, async (key, make) => {
    const bytes = files.get(key) ?? (await make());
    files.set(key, bytes);
    return bytes;
  });
  return { made, files: [...files] };
}
