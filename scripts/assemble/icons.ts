// Pictures that stand for a site: its icon, and the one that further icons are made of.

import { contentFile, imageFile } from '../base/inputFolders.js';
import { FORMATS } from '../base/pictureFormats/table.js';

const FAVICONS = endingsFor('favicon').concat('ico');
const SOURCES = endingsFor('favicon', 'source');

function endingsFor(...uses: readonly string[]): string[] {
  return Object.values(FORMATS).flatMap(({ icon = '', endings }) => (uses.includes(icon) ? endings : []));
}

/** The icon that the writer put at the top of `content/`. */
export function iconOf(files: readonly string[]): string | undefined {
  const name = FAVICONS.map((end) => `favicon.${end}`).find((each) => files.includes(contentFile(each)));
  return name === undefined ? undefined : `/${name}`;
}

/** The picture that icons are made of, among the files of a site. */
export function iconSource(files: readonly string[]): string | undefined {
  return SOURCES.map((end) => imageFile(`icon.${end}`)).find((path) => files.includes(path));
}
