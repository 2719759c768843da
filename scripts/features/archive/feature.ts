// The archive by years, and the posts that were changed last.

import { ARCHIVE_URL } from '../../assemble/addresses.js';
import type { Feature } from '../../assemble/feature.js';
import { href } from '../../assemble/urls.js';
import { archive as years } from './archive.js';
import { updated } from './updated.js';

export const archive: Feature = {
  name: 'archive',
  words: ['archive', 'recentlyUpdated'],
  kinds: [years, updated],
  common: {
    docs: { archive: { meaning: 'address of the archive' } },
    values: ({ config }) => ({ archive: href(config.url, ARCHIVE_URL) }),
  },
};
