// Scripts that count readers, of services that the writer chose.

import type { Feature } from '../../assemble/feature.js';
import { analyticsHtml, analyticsLoads } from '../../services/services.js';

export const analytics: Feature = {
  name: 'analytics',
  loads: analyticsLoads,
  common: {
    docs: { analytics: { meaning: 'analytics scripts from `analytics` in site.yaml', html: true } },
    values: ({ config }) => ({ analytics: analyticsHtml(config) }),
  },
};
