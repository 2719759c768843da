// Reports pictures that no page shows or links to.

import { faviconOf } from '../../assemble/favicon.js';
import { problem } from '../../base/diagnostics.js';
import { contentFile } from '../../base/inputFolders.js';
import type { CheckRule } from '../../engine/checkedSite.js';
import { hasReadablePictureExtension } from '../../picture/sniff.js';

export const unusedPictures: CheckRule = function* ({ outline, referring, shown, usedFiles }) {
  const { files } = outline.index;
  const favicon = faviconOf(files)?.replace(/^\//, contentFile(''));
  const used = new Set([...shown, favicon, ...usedFiles, ...referring.flatMap(({ head }) => [...head.files, head.cover])]);
  for (const path of files) {
    if (!hasReadablePictureExtension(path) || used.has(path)) continue;
    const note = 'delete it, or use it';
    yield problem(path, undefined, 'picture/unused', 'no page uses this picture', { note });
  }
};
