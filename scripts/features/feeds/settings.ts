// The settings of feeds in site.yaml.

import { integer } from '../../fields/fields.js';
import { setting } from '../../fields/ownField.js';
import { webAddress } from '../../fields/webAddress.js';

export const FEED_SIZE = setting('feedSize', { type: integer(1), default: 20, meaning: 'posts in the feeds', after: 'pageSize' });

export const HUB = setting('hub', {
  type: webAddress,
  default: '',
  meaning: 'WebSub hub that notifies feed readers',
  pages: 'all',
  after: 'license',
});
