// Which files of the writer's are published as they are, pictures without their metadata.

import { isActive } from '../base/activeFiles.js';
import { contentPath, isContentFile } from '../base/inputFolders.js';
import { isPublishedOnlyIfUsed } from '../base/keptNames.js';
import { fileUrl } from '../base/siteLookup.js';
import type { Outline } from './outline.js';
import type { Facts } from './site.js';

/** What decides which files are published. */
export interface Publishing extends Pick<Facts, 'linked' | 'shown'> {
  readonly favicon: string | undefined;
}

/** The files of content/ and images/ that are published as they are, by their paths. */
export function* publishedFiles({ config, index }: Outline, { linked, shown, favicon }: Publishing): Iterable<string> {
  const isShown = new Set(shown().map(({ path }) => path));
  const isLinked = linked();
  for (const path of index.files) {
    if (config.safe && isActive(path)) continue;
    // Of a picture that is shown, what is made of it is published; the file itself where something links to it.
    const isWanted =
      isLinked.has(path) ||
      favicon === fileUrl(path) ||
      (isContentFile(path) && !isShown.has(path) && !isPublishedOnlyIfUsed(contentPath(path)));
    if (isWanted) yield path;
  }
}
