// The files of the search index, as outputs of a site.

import { output } from '../../assemble/kind.js';
import type { Site, StoredFile } from '../../assemble/site.js';
import { SEARCH_FOLDER } from './addresses.js';

export const searchIndex = output<string, Site>({
  name: 'searchIndex',
  isPerLanguage: true,
  *addresses({ facts, outline }) {
    const { prefix } = outline.config;
    const filesOf = (facts.made.search ?? (() => [])) as (prefix: string) => readonly StoredFile[];
    for (const { path, key } of filesOf(prefix)) yield { url: prefix + SEARCH_FOLDER + path, data: key };
  },
  parts: { texts: { meaning: 'the texts of the site', hash: (_site, key) => key } },
  content: (_site, key, supply) => supply.kept(key),
});
