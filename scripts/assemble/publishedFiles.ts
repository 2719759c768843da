// Selects the files that are copied to the site: as they are, or, for pictures, without metadata.

import { isActive } from '../base/activeFiles.js';
import { contentPath, isContentFile } from '../base/inputFolders.js';
import { fileUrl } from '../base/siteLookup.js';
import { isPublishedOnlyIfUsed } from '../base/unpublishedNames.js';
import type { Outline } from './outline.js';
import type { Facts } from './site.js';

/** Inputs of the selection. */
export interface PublishedFilesInput extends Pick<Facts, 'linked' | 'shown'> {
  readonly favicon: string | undefined;
}

/** Yields the paths of the files of content/ and images/ that are copied to the site. */
export function* publishedFiles({ config, index }: Outline, { linked, shown, favicon }: PublishedFilesInput): Iterable<string> {
  const isShown = new Set(shown().map(({ path }) => path));
  const isLinked = linked();
  for (const path of index.files) {
    if (config.safe && isActive(path)) continue;
    // Only the variants of a picture in use are published, unless something links to the original.
    const isWanted =
      isLinked.has(path) ||
      favicon === fileUrl(path) ||
      (isContentFile(path) && !isShown.has(path) && !isPublishedOnlyIfUsed(contentPath(path)));
    if (isWanted) yield path;
  }
}
