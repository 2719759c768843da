// All that is made of one picture as one piece of work: for other machines, where each piece costs its way there and back.

import { makePicture, type PictureInput, type PictureResult } from './picture.js';
import { PICTURE_TASKS, type RunPictureTask } from './tasks.js';

/** What came of a picture, with the files that were made, by their keys. */
export interface WholePicture {
  readonly made: PictureResult;
  readonly files: readonly (readonly [key: string, bytes: Uint8Array])[];
}

const run: RunPictureTask = async (name, input) => (await (PICTURE_TASKS[name] as (input: unknown) => unknown)(input)) as never;

export async function wholePicture(input: PictureInput): Promise<WholePicture> {
  const files = new Map<string, Uint8Array>();
  const made = await makePicture(input, run, async (key, make) => {
    const bytes = files.get(key) ?? (await make());
    files.set(key, bytes);
    return bytes;
  });
  return { made, files: [...files] };
}
