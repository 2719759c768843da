// Twikoo: self-hosted comments (https://twikoo.js.org).

import { webAddress } from '../../fields/webAddress.js';
import { LOADER_HASH, lazyBox } from '../../services/html.js';
import { originOf, service } from '../../services/service.js';

const NETWORK = 'https://cdn.jsdelivr.net';
const FILES = `${NETWORK}/npm/twikoo@1.7.9/dist`;

export const twikoo = service({
  title: 'Twikoo',
  home: 'https://twikoo.js.org',
  fields: { server: { type: webAddress, meaning: 'the address of your Twikoo server' } },
  html: ({ server }, lang) =>
    lazyBox('twikoo', {
      name: 'twikoo',
      // The build without inline styles, which the Content-Security-Policy would block.
      js: {
        url: `${FILES}/twikoo.nocss.js`,
        integrity: 'sha384-y+2PLmSUAVrjWUzirmQM/zBnf0GkchL/u5XTQu4BKkbfZaLtbEPgoE7VRclsda0G',
      },
      css: {
        url: `${FILES}/twikoo.css`,
        integrity: 'sha384-iED8fV2dc1AsDi6yYjUuCFTl59BqPgc3jjFPjY1ind9fY4l3jJIEt8PlgzAP9LC0',
      },
      options: { envId: server, lang: languageOf(lang) },
    }),
  // Twikoo measures a field by setting a style attribute; its value differs between browsers, so no hash can allow it.
  loads: ({ server }) => ({
    scripts: [NETWORK],
    styles: [NETWORK],
    connects: [originOf(server)],
    inline: [LOADER_HASH],
    styleAttributes: ["'unsafe-inline'"],
  }),
});

function languageOf(lang: string): string {
  if (/^zh-(?:Hant|TW)/i.test(lang)) return 'zh-TW';
  if (/^zh-(?:HK|MO)/i.test(lang)) return 'zh-HK';
  if (/^zh/i.test(lang)) return 'zh-CN';
  return /^ja/i.test(lang) ? 'ja-JP' : 'en-US';
}
