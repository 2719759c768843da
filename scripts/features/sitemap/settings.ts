// The setting `contentSignals` of site.yaml: what programs may do with the texts, for robots.txt.

import { boolean, type Fields, mapping } from '../../fields/fields.js';
import { setting } from '../../fields/ownField.js';

const FIELDS = {
  search: { type: boolean, meaning: 'search engines may show links and short excerpts' },
  'ai-input': { type: boolean, meaning: 'programs may answer questions with the texts' },
  'ai-train': { type: boolean, meaning: 'models may be trained with the texts' },
} satisfies Fields;

export const CONTENT_SIGNALS = setting('contentSignals', {
  type: mapping(FIELDS),
  default: {} as { readonly [name in keyof typeof FIELDS]?: boolean | undefined },
  meaning:
    'what programs may do with the texts, as `Content-Signal` in robots.txt: `{search: true, ai-input: true, ai-train: false}`',
  after: 'license',
});
