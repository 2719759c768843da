// The favicon of a site.

import { contentFile } from '../base/inputFolders.js';
import { FORMATS } from '../base/pictureFormats/table.js';

const ENDINGS = Object.values(FORMATS)
  .flatMap(({ favicon, extensions }): readonly string[] => (favicon === 'itself' ? extensions : []))
  .concat('ico');

/** The icon that the writer put at the top of `content/`. */
export function faviconOf(files: readonly string[]): string | undefined {
  const name = ENDINGS.map((end) => `favicon.${end}`).find((each) => files.includes(contentFile(each)));
  return name === undefined ? undefined : `/${name}`;
}
