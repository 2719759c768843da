// Notifies a WebSub hub of changed feeds. The W3C Recommendation WebSub, section 7, leaves the request to each hub; in practice
// hubs accept a form with `hub.mode=publish` and one `hub.url` per feed.

import { HUB } from '../feeds/settings.js';
import type { Service } from './service.js';

export const webSub: Service = {
  name: 'the WebSub hub',
  endpoint: (config) => HUB.valueIn(config),
  announces: 'feed',
  batchSize: 20,
  message: ({ endpoint, urls }) => ({
    url: endpoint,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams([['hub.mode', 'publish'], ...urls.map((url): [string, string] => ['hub.url', url])]).toString(),
  }),
};
