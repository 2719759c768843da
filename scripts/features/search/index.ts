// The files of the search index, as outputs of a site.

import { output } from '../../assemble/kind.js';
import type { Site, StoredFile } from '../../assemble/site.js';
import { SEARCH_FOLDER } from './addresses.js';

export const searchIndex = output<string, Site>({
  name: 'searchIndex',
  *addresses({ facts }) {
    for (const { path, key } of (facts.made.search ?? []) as readonly StoredFile[])
      yield { url: SEARCH_FOLDER + path, data: key };
  },
  parts: { texts: { meaning: 'the texts of the site', hash: (_site, key) => key } },
  content: (_site, key, supply) => supply.kept(key),
});
