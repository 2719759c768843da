// The setting `cards` of site.yaml.

import { boolean } from '../../fields/fields.js';
import { setting } from '../../fields/ownField.js';

export const HAS_CARDS = setting('cards', {
  type: boolean,
  default: true,
  meaning: '`false` disables social cards',
  after: 'license',
});
