// The archive by year, and the list of recently updated posts.

import type { Feature } from '../../assemble/feature.js';
import { editionHref } from '../../assemble/urls.js';
import { archiveUrl, isArchiveUrl } from './addresses.js';
import { archive as years } from './archive.js';
import { updated } from './updated.js';

export const archive: Feature = {
  name: 'archive',
  isListUrl: isArchiveUrl,
  words: ['archive', 'month', 'recentlyUpdated'],
  kinds: [years, updated],
  sheets: { archive: ({ outline }) => outline.editions().some((edition) => edition.years().length > 0) },
  common: {
    docs: { archive: { meaning: 'address of the archive' } },
    values: ({ config }) => ({ archive: editionHref(config, archiveUrl()) }),
  },
};
