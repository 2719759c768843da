// Umami, self-hosted or in its cloud (https://umami.is/docs/collect-data).

import { text } from '../../fields/fields.js';
import { webAddress } from '../../fields/webAddress.js';
import { script } from '../../services/html.js';
import { originOf, service } from '../../services/service.js';

const CLOUD = 'https://cloud.umami.is';
/** The address to which the cloud's script sends data. */
const GATEWAY = 'https://api-gateway.umami.dev';

export const umami = service({
  title: 'Umami',
  home: 'https://umami.is',
  fields: {
    id: { type: text, meaning: 'Umami: the `data-website-id` of your code' },
    script: { type: webAddress, default: `${CLOUD}/script.js`, meaning: 'the address of its script' },
  },
  html: ({ id, script: src }) => script({ src, 'data-website-id': id, defer: true }),
  loads: ({ script: src }) => {
    const origin = originOf(src);
    return { scripts: [origin], connects: [origin, ...(origin === CLOUD ? [GATEWAY] : [])] };
  },
});
