// Cloudflare Web Analytics (https://developers.cloudflare.com/web-analytics).

import { text } from '../../fields/fields.js';
import { script } from '../../services/html.js';
import { service } from '../../services/service.js';

const SCRIPTS = 'https://static.cloudflareinsights.com';

export const cloudflare = service({
  title: 'Cloudflare Web Analytics',
  home: 'https://dash.cloudflare.com',
  fields: { token: { type: text, meaning: 'Cloudflare: the token of your code' } },
  html: ({ token }) => script({ src: `${SCRIPTS}/beacon.min.js`, 'data-cf-beacon': JSON.stringify({ token }), defer: true }),
  loads: () => ({ scripts: [SCRIPTS], connects: ['https://cloudflareinsights.com'] }),
});
