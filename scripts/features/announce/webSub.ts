// A WebSub hub (W3C Recommendation WebSub, section 7: how a hub learns of news is up to it; `hub.mode=publish` is what hubs take).

import { HUB } from '../feeds/settings.js';
import type { Service } from './service.js';

export const webSub: Service = {
  name: 'the WebSub hub',
  endpoint: (config) => HUB.valueIn(config),
  of: 'feed',
  most: 20,
  message: ({ endpoint, urls }) => ({
    url: endpoint,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams([['hub.mode', 'publish'], ...urls.map((url): [string, string] => ['hub.url', url])]).toString(),
  }),
};
