// robots.txt: allows everything and names the sitemap.

import { output } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import { absolute } from '../../assemble/urls.js';
import { hashOf } from '../../base/hash.js';
import type { SiteUrl } from '../../config/config.js';
import { ROBOTS_URL, sitemapUrl } from './addresses.js';

const textFor = (url: SiteUrl) => `User-agent: *\nAllow: /\n\nSitemap: ${absolute(url, sitemapUrl())}\n`;

export const robots = output<null, Outline>({
  name: 'robots',
  *addresses() {
    yield { url: ROBOTS_URL, data: null, yields: true };
  },
  parts: { text: { meaning: 'the address of the sitemap', hash: ({ outline }) => hashOf(textFor(outline.config.url)) } },
  content: ({ outline }) => Buffer.from(textFor(outline.config.url)),
});
