// Files that lie beside an export: they keep their addresses.

import type { OldFile } from '../oldBlog.js';
import type { OldFolder } from '../oldFolder.js';
import { newPlace } from '../places.js';

/** A size that a tool made of a picture. @see WordPress, "Image sizes" */
const RESIZED = /-\d+x\d+(?=\.\w+$)/;

export interface Uploads {
  readonly files: readonly OldFile[];
  /** Smaller copies of pictures, which are moved only if a text shows them. */
  readonly spare: readonly OldFile[];
}

/** Returns the files of a folder of uploads, wherever it lies in the old folder. @param folders paths from the root of the old site */
export function uploadsIn(folder: OldFolder, ...folders: readonly string[]): Uploads {
  const files: OldFile[] = [];
  const spare: OldFile[] = [];
  for (const from of folder.files) {
    const served = folders.map((name) => `/${from}`.indexOf(`/${name}/`)).find((at) => at >= 0);
    if (served === undefined || /\.(?:php\d?|html?|md|sql|xml|json|ya?ml)$/i.test(from)) continue;
    const file = { from, to: newPlace(from.slice(served)) };
    (RESIZED.test(from) && folder.has(from.replace(RESIZED, '')) ? spare : files).push(file);
  }
  return { files, spare };
}
