// The favicon of a site.

import { contentFile } from '../base/inputFolders.js';
import { FORMATS } from '../base/pictureFormats/table.js';

const ENDINGS = Object.values(FORMATS)
  .flatMap(({ favicon, extensions }): readonly string[] => (favicon === 'itself' ? extensions : []))
  .concat('ico');

/** Returns the address of the icon at the top of `content/`, if there is one. */
export function faviconOf(files: readonly string[]): string | undefined {
  const name = ENDINGS.map((end) => `favicon.${end}`).find((each) => files.includes(contentFile(each)));
  return name === undefined ? undefined : `/${name}`;
}
