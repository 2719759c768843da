// Where the files of an old blog go.

import { contentFile, type InputFolderName, isImageFile } from '../base/inputFolders.js';

const DATA_FOLDER = 'data' satisfies InputFolderName;

/** Returns the path of a file of data. */
export function dataFile(name: string): string {
  return `${DATA_FOLDER}/${name}`;
}

/** Returns the place of a file that the old site served at a path: it keeps its address. */
export function newPlace(path: string): string {
  return isImageFile(path) ? path : contentFile(path);
}
