// Redirect pages for the `aliases` of posts and pages and the `redirects` of site.yaml.

import { commonValues } from '../../assemble/common.js';
import { kind } from '../../assemble/kind.js';
import { href } from '../../assemble/urls.js';
import type { ValuesFor, VariableDocs } from '../../assemble/variables.js';
import { hashOf } from '../../base/hash.js';
import { contentFile } from '../../base/inputFolders.js';
import { aliasUrl } from '../../base/siteLookup.js';
import { CONFIG_FILE } from '../../config/config.js';
import type { RedirectTarget } from '../../config/redirects.js';
import type { Source } from '../../types.js';

const VARIABLES = {
  target: { meaning: 'address that the alias leads to' },
} as const satisfies VariableDocs;

/** The target: a post or page with an alias, or that of a redirect in site.yaml. */
type Data = { readonly source: Source } | { readonly target: RedirectTarget };

interface RedirectInput extends RedirectTarget {
  readonly title: string;
}

export const redirect = kind<Data, RedirectInput>({
  name: 'redirect',
  isPerLanguage: true,
  template: 'redirect',
  about: 'redirect from an old address',
  showsArticle: false,
  variables: VARIABLES,
  *addresses(outline) {
    for (const source of outline.sources()) {
      const { path, meta, places } = source;
      for (const alias of meta.aliases)
        yield { url: aliasUrl(alias), data: { source }, from: contentFile(path), place: places.aliases };
    }
    // Those of site.yaml belong to the main language.
    if (outline.config.prefix !== '') return;
    for (const { from, url, suffix, place } of outline.config.redirects) {
      const target = { ...(url !== undefined && { url }), suffix };
      yield { url: from, data: { target }, from: CONFIG_FILE, place };
    }
  },
  parts: {
    target: {
      meaning: 'the page it leads to',
      hash: (site, data) => ('source' in data ? site.hashes(data.source).link : hashOf(JSON.stringify(data.target))),
    },
  },
  shows: (_site, data) => ('source' in data ? [data.source] : []),
  input: ({ facts }, data) => {
    if ('target' in data) return { ...data.target, title: `${data.target.url ?? ''}${data.target.suffix}` };
    const { url, path } = data.source;
    return { url, suffix: '', title: facts.articles.head(path).title.text };
  },
  values: (frame, { url, suffix, title }) => {
    const target = url === undefined ? suffix : href(frame.config.url, url) + suffix;
    const own: ValuesFor<typeof VARIABLES> = { target };
    const common = commonValues(frame, { url: url ?? '/', title, description: '', ogtype: 'website' });
    return [own, url === undefined ? { canonical: target } : {}, ...common];
  },
});
