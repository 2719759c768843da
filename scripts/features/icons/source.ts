// The picture that icons are made of.

import { imageFile } from '../../base/inputFolders.js';
import { FORMATS } from '../../base/pictureFormats/table.js';

const SOURCES = Object.values(FORMATS).flatMap(({ favicon, endings }) => (favicon ? endings : []));

/** The picture that icons are made of, among the files of a site. */
export function iconSource(files: readonly string[]): string | undefined {
  return SOURCES.map((end) => imageFile(`icon.${end}`)).find((path) => files.includes(path));
}
