// The search page.

import { commonValues } from '../../assemble/common.js';
import { kind } from '../../assemble/kind.js';
import { editionHref } from '../../assemble/urls.js';
import type { ValuesFor, VariableDocs } from '../../assemble/variables.js';
import { wordsFor } from '../../assemble/words/words.js';
import { SEARCH_FOLDER, SEARCH_SCRIPT, SEARCH_URL } from './addresses.js';
import { HAS_SEARCH } from './settings.js';

const VARIABLES = {
  title: { meaning: 'heading of the page' },
  index: { meaning: 'address of the script that searches the index' },
} as const satisfies VariableDocs;

export const search = kind<null, null>({
  name: 'search',
  isPerLanguage: true,
  template: 'search',
  about: 'the search page',
  showsArticle: false,
  variables: VARIABLES,
  *addresses({ config }) {
    if (HAS_SEARCH.valueIn(config)) yield { url: config.prefix + SEARCH_URL, data: null, yields: true, hasCounterpart: true };
  },
  parts: {},
  shows: () => [],
  input: () => null,
  values: (frame) => {
    const { config } = frame;
    const title = wordsFor(config.language, config).search;
    const own: ValuesFor<typeof VARIABLES> = { title, index: editionHref(config, SEARCH_FOLDER + SEARCH_SCRIPT) };
    const facts = { url: config.prefix + SEARCH_URL, title, description: config.description, ogtype: 'website' } as const;
    return [own, ...commonValues(frame, facts)];
  },
});
