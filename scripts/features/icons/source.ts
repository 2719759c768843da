// Finds the picture that icons are made from.

import { imageFile } from '../../base/inputFolders.js';
import { FORMATS } from '../../base/pictureFormats/table.js';

const SOURCES = Object.values(FORMATS).flatMap(({ favicon, extensions }) => (favicon ? extensions : []));

/** Finds `images/icon.*` among the files of a site; the first format of the table of formats wins. */
export function iconSource(files: readonly string[]): string | undefined {
  return SOURCES.map((end) => imageFile(`icon.${end}`)).find((path) => files.includes(path));
}
