// robots.txt: allows everything, says what programs may do with the texts, and names the sitemap.

import { output } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import { absolute } from '../../assemble/urls.js';
import { hashOf } from '../../base/hash.js';
import type { Config } from '../../config/config.js';
import { ROBOTS_URL, sitemapUrl } from './addresses.js';
import { CONTENT_SIGNALS } from './settings.js';

/** Content signals are directives of the group that they are in (contentsignals.org). */
function textFor({ url, own }: Pick<Config, 'url' | 'own'>): string {
  const signals = Object.entries(CONTENT_SIGNALS.valueIn({ own })).flatMap(([name, may]) =>
    may === undefined ? [] : `${name}=${may ? 'yes' : 'no'}`,
  );
  const signal = signals.length > 0 ? `Content-Signal: ${signals.join(', ')}\n` : '';
  return `User-agent: *\n${signal}Allow: /\n\nSitemap: ${absolute(url, sitemapUrl())}\n`;
}

export const robots = output<null, Outline>({
  name: 'robots',
  *addresses() {
    yield { url: ROBOTS_URL, data: null, yields: true };
  },
  parts: { text: { meaning: 'what it says', hash: ({ outline }) => hashOf(textFor(outline.config)) } },
  content: ({ outline }) => Buffer.from(textFor(outline.config)),
});
