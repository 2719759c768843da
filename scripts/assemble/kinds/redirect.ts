// Old addresses of posts and pages, which lead to the new ones.

import { aliasUrl } from '../../siteLookup.js';
import type { InlineText, Source } from '../../types.js';
import { commonValues } from '../common.js';
import { href } from '../urls.js';
import type { ValuesFor, VariableDocs } from '../variables.js';
import { kind } from './kind.js';

const VARIABLES = {
  target: { meaning: 'address that the alias leads to' },
} as const satisfies VariableDocs;

interface Input {
  readonly url: string;
  readonly title: InlineText;
}

export const redirect = kind<Source, Input>({
  name: 'redirect',
  template: 'redirect',
  about: 'redirect from an old address',
  showsArticle: false,
  variables: VARIABLES,
  *addresses(outline) {
    for (const source of outline.sources()) {
      const { path, meta, places } = source;
      for (const alias of meta.aliases)
        yield { url: aliasUrl(alias), data: source, from: `content/${path}`, place: places.aliases };
    }
  },
  parts: {
    target: { meaning: 'the page it leads to', hash: (site, source) => site.hashes(source).link },
  },
  shows: (_site, source) => [source],
  input: ({ facts }, { url, path }) => ({ url, title: facts.articles.head(path).title }),
  values: (frame, { url, title }) => {
    const own: ValuesFor<typeof VARIABLES> = { target: href(frame.config.url, url) };
    return { ...commonValues(frame, { url, title: title.text, description: '', ogtype: 'website' }), ...own };
  },
});
