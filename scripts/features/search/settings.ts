// The setting `search` of site.yaml.

import { boolean } from '../../fields/fields.js';
import { setting } from '../../fields/ownField.js';

export const HAS_SEARCH = setting('search', {
  type: boolean,
  default: true,
  meaning: '`false` disables search',
  pages: 'all',
  after: 'license',
});
