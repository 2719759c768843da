// Where the files of an old blog go.

import { contentFile, isImageFile } from '../base/inputFolders.js';

/** Returns the place of a file that the old site served at a path: it keeps its address. */
export function newPlace(path: string): string {
  return isImageFile(path) ? path : contentFile(path);
}
