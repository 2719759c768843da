// The setting `latest` of site.yaml, for the home page.

import { integer } from '../../fields/fields.js';
import { setting } from '../../fields/ownField.js';

export const LATEST = setting('latest', { type: integer(0), default: 5, meaning: 'posts on the home page', after: 'pageSize' });
