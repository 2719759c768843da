// The table of analytics services and the setting `analytics` of site.yaml, which chooses among them.

import { defaultsOf, type Fields, mapping, type Type } from '../../fields/fields.js';
import { setting } from '../../fields/ownField.js';
import { settingsOf, type UsedSettings } from '../../services/settings.js';
import { baidu } from './baidu.js';
import { cloudflare } from './cloudflare.js';
import { goatcounter } from './goatcounter.js';
import { umami } from './umami.js';

export const SERVICES = { baidu, umami, goatcounter, cloudflare } as const;

type UsedServices = UsedSettings<typeof SERVICES>;

const FIELDS = {
  baidu: { type: settingsOf(baidu), meaning: 'Baidu Tongji: `{id: …}`' },
  umami: { type: settingsOf(umami), meaning: 'Umami: `{id: …}`, and `script` for one of your own' },
  goatcounter: { type: settingsOf(goatcounter), meaning: 'GoatCounter: `{site: https://my-code.goatcounter.com}`' },
  cloudflare: { type: settingsOf(cloudflare), meaning: 'Cloudflare Web Analytics: `{token: …}`' },
} satisfies Fields;

/** The analytics services of the site. Previews have none. */
export const ANALYTICS = setting('analytics', {
  type: mapping(FIELDS) as Type<UsedServices>,
  default: defaultsOf(FIELDS) as UsedServices,
  meaning: 'analytics: Baidu Tongji, Umami, GoatCounter or Cloudflare; see docs/services.md',
  pages: 'public',
  after: 'license',
});
