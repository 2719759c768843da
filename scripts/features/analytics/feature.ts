// Analytics: the scripts of the services that the writer chose.

import type { Feature } from '../../assemble/feature.js';
import { htmlOf, loadsOf } from '../../services/settings.js';
import { ANALYTICS, SERVICES } from './settings.js';

export const analytics: Feature = {
  name: 'analytics',
  settings: [ANALYTICS],
  loads: (config) => loadsOf(SERVICES, ANALYTICS.valueIn(config)),
  common: {
    docs: { analytics: { meaning: 'analytics scripts from `analytics` in site.yaml', html: true } },
    values: ({ config }) => ({ analytics: htmlOf(SERVICES, ANALYTICS.valueIn(config), '') }),
  },
};
