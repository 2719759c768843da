// Reports posts with the same title: readers and search engines can't tell them apart.

import { problem } from '../../base/diagnostics.js';
import { contentFile } from '../../base/inputFolders.js';
import type { CheckRule } from '../../engine/checkedSite.js';
import type { Source } from '../../types.js';

export const duplicateTitles: CheckRule = function* ({ outline }) {
  const first = new Map<string, Source>();
  // From the oldest post, so that the newer one is reported.
  for (const source of [...outline.posts].reverse()) {
    const title = (source.meta.title ?? '').normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
    const earlier = first.get(title);
    if (!earlier) first.set(title, source);
    // Translations may share a title.
    else if (title && (source.meta.lang ?? '') === (earlier.meta.lang ?? '')) {
      const reason = `${contentFile(earlier.path)} has the same title, "${source.meta.title}"`;
      const note = 'readers cannot tell them apart in lists, feeds and search results';
      yield problem(contentFile(source.path), source.places.title, 'title/duplicate', reason, { note });
    }
  }
};
