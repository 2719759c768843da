// Waline: self-hosted comments (https://waline.js.org).

import { cspHash } from '../../base/hash.js';
import { webAddress } from '../../fields/webAddress.js';
import { LOADER_HASH, lazyBox } from '../../services/html.js';
import { originOf, service } from '../../services/service.js';

const NETWORK = 'https://unpkg.com';
/** Emoji pictures. Waline's default address follows the protocol of the page, but the policy allows only https. */
const EMOJI = `${NETWORK}/@waline/emojis@1.1.0/weibo`;
/** Hash of an empty style element, which Waline adds. */
const EMPTY = cspHash('');
const FILES = `${NETWORK}/@waline/client@3.13.0/dist`;

export const waline = service({
  title: 'Waline',
  home: 'https://waline.js.org',
  fields: { server: { type: webAddress, meaning: 'the address of your Waline server' } },
  html: ({ server }, lang) =>
    lazyBox('waline', {
      name: 'Waline',
      js: {
        url: `${FILES}/waline.umd.js`,
        integrity: 'sha384-NntOOTzeSEa8wS/3WWdTTvMAWW4EmH95Ia4L9LR54zoQRGT0Kwae6rklipLagJ0E',
      },
      css: {
        url: `${FILES}/waline.css`,
        integrity: 'sha384-H5dgxo7fIZaV4H59ZheA9FUQP2dcAM3F59n8g7XxCzxns2pHzHOZbILpUN2d3MEt',
      },
      options: { serverURL: server, lang: languageOf(lang), emoji: [EMOJI] },
    }),
  loads: ({ server }) => ({
    scripts: [NETWORK],
    styles: [NETWORK, EMPTY],
    connects: [NETWORK, originOf(server)],
    inline: [LOADER_HASH],
  }),
});

function languageOf(lang: string): string {
  if (/^zh-(?:Hant|TW|HK|MO)/i.test(lang)) return 'zh-TW';
  if (/^zh/i.test(lang)) return 'zh-CN';
  return /^ja/i.test(lang) ? 'jp' : 'en';
}
