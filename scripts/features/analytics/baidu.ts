// Baidu Tongji (https://tongji.baidu.com).

import { checked } from '../../fields/fields.js';
import { script } from '../../services/html.js';
import { service } from '../../services/service.js';

const BAIDU = 'https://hm.baidu.com';

const id = checked('id', (value) => {
  if (!/^[\da-f]{32}$/i.test(value)) throw new Error('expected the 32 letters and digits after `hm.js?` in your code');
  return value;
});

export const baidu = service({
  title: 'Baidu Tongji',
  home: 'https://tongji.baidu.com',
  fields: { id: { type: id, meaning: 'Baidu Tongji: the part after `hm.js?` in your code' } },
  html: (settings) => script({ src: `${BAIDU}/hm.js?${settings.id}`, async: true }),
  loads: () => ({ scripts: [BAIDU], connects: [BAIDU] }),
});
