// Full-text search: its page, its index, and the script that searches in the browser.

import { editionHref } from '../../assemble/urls.js';
import type { EngineFeature } from '../../engine/artifact.js';
import { SEARCH_URL } from './addresses.js';
import { SearchArtifact } from './artifact.js';
import { searchIndex } from './index.js';
import { search as page } from './page.js';
import { searchScript } from './script.js';
import { SEARCH, SEARCH_RUNS, SEARCH_SHARDS } from './searched.js';
import { HAS_SEARCH } from './settings.js';

export const search: EngineFeature = {
  name: 'search',
  isListUrl: (url) => url === SEARCH_URL,
  words: ['search', 'searching', 'nothingFound', 'foundSome', 'atLeast', 'moreResults', 'searchFailed', 'searchNeedsScript'],
  settings: [HAS_SEARCH],
  kinds: [page],
  outputs: [searchIndex],
  artifact: (context) => new SearchArtifact(context),
  tasks: [SEARCH, SEARCH_RUNS, SEARCH_SHARDS],
  scripts: [searchScript],
  common: {
    docs: { search: { meaning: 'address of the search page; empty if there is none' } },
    values: ({ config }) => ({ search: HAS_SEARCH.valueIn(config) ? editionHref(config, SEARCH_URL) : '' }),
  },
};
