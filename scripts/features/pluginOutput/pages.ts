// Pages from plugins, as a kind of page. Each names a template of the site.

import { commonValues, toValue } from '../../assemble/common.js';
import { kind } from '../../assemble/kind.js';
import type { VariableDocs } from '../../assemble/variables.js';
import { hashOf } from '../../base/hash.js';
import type { PluginPage } from '../../plugins/plugin.js';
import type { Values } from '../../template/value.js';

const VARIABLES = {
  title: { meaning: 'title, from the plugin' },
} as const satisfies VariableDocs;

export const plugin = kind<PluginPage, PluginPage>({
  name: 'plugin',
  template: 'page',
  about: 'a page from a plugin, which names the template',
  showsArticle: true,
  variables: VARIABLES,
  *addresses({ contributions }) {
    for (const page of contributions.pages) yield { url: page.url, data: page, template: page.template, indexed: {} };
  },
  parts: { values: { meaning: 'what the plugin gives it', hash: (_site, page) => hashOf(JSON.stringify(page)) } },
  shows: () => [],
  input: (_site, page) => page,
  values: (frame, { url, title, values = {} }) => [
    toValue(values) as Values,
    { title },
    ...commonValues(frame, { url, title, description: '', ogtype: 'website' }),
  ],
});
