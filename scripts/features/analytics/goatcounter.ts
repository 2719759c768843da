// GoatCounter (https://www.goatcounter.com/help/start).

import { webAddress } from '../../fields/webAddress.js';
import { script } from '../../services/html.js';
import { originOf, service } from '../../services/service.js';

const SCRIPTS = 'https://gc.zgo.at';

export const goatcounter = service({
  title: 'GoatCounter',
  home: 'https://www.goatcounter.com',
  fields: { site: { type: webAddress, meaning: 'GoatCounter: your address there, `https://my-code.goatcounter.com`' } },
  html: ({ site }) => script({ src: `${SCRIPTS}/count.js`, 'data-goatcounter': `${originOf(site)}/count`, async: true }),
  loads: ({ site }) => ({ scripts: [SCRIPTS], connects: [originOf(site)] }),
});
