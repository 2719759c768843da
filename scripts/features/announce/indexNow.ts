// IndexNow (https://www.indexnow.org/documentation). Bing, Yandex, Naver and others share the addresses that one of them
// receives.

import { absolute } from '../../assemble/urls.js';
import { contentFile } from '../../base/inputFolders.js';
import type { Service } from './service.js';
import { ANNOUNCE } from './settings.js';

export const indexNow: Service = {
  name: 'IndexNow',
  endpoint: (config) => ANNOUNCE.valueIn(config).indexnow,
  variable: 'INDEXNOW_KEY',
  announces: 'page',
  batchSize: 10_000,
  missing: ({ key }, fileAt) => {
    if (!/^[\da-z-]{8,128}$/i.test(key)) return 'INDEXNOW_KEY must be 8 to 128 letters, digits or hyphens';
    if (fileAt(`/${key}.txt`)?.trim() === key) return undefined;
    return `the key must be published: save it as ${contentFile(`${key}.txt`)}, then build and deploy`;
  },
  message: ({ endpoint, urls, key, config: { url } }) => ({
    url: endpoint,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ host: new URL(url.origin).host, key, keyLocation: absolute(url, `/${key}.txt`), urlList: urls }),
  }),
};
