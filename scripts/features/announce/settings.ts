// The setting `announce` of site.yaml: the services to notify of new pages.

import { defaultsOf, type Fields, mapping } from '../../fields/fields.js';
import { setting } from '../../fields/ownField.js';
import { webAddress } from '../../fields/webAddress.js';

const FIELDS = {
  indexnow: { type: webAddress, default: '', meaning: 'IndexNow endpoint: `https://api.indexnow.org/indexnow`' },
  baidu: { type: webAddress, default: '', meaning: 'Baidu push endpoint: `http://data.zz.baidu.com/urls`' },
} satisfies Fields;

export const ANNOUNCE = setting('announce', {
  type: mapping(FIELDS),
  default: defaultsOf(FIELDS),
  meaning: 'services that `npm run announce` notifies: `{indexnow: …, baidu: …}`; see docs/publishing/',
  after: 'license',
});
