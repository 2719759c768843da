// sitemap.xml and robots.txt.

import { x } from 'xastscript';
import { knownPart } from '../civilDate.js';
import { xml } from './feeds.js';
import { listUrls } from './lists.js';
import type { Site } from './site.js';
import { absolute } from './urls.js';

/** The most addresses one sitemap may hold. */
const MOST = 50_000;

/**
 * The sitemap; several under an index where there are very many pages.
 * @see https://www.sitemaps.org/protocol.html
 */
export function sitemaps(site: Site): { url: string; text: string }[] {
  const { config, index } = site;
  const newest = index.posts[0]?.date;
  const lists = listUrls(config, index.posts.length).map((url) => ({ url, date: undefined }));
  const pages = [
    { url: '/', date: newest },
    ...index.posts.map(({ url, date, meta }) => ({ url, date: meta.updated ?? date })),
    ...index.pages.filter(({ url }) => url !== '/' && url !== '/404.html').map(({ url, meta }) => ({ url, date: meta.updated })),
    ...lists,
  ];
  const namespace = { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' };
  const entry = (name: string, url: string, date?: string) =>
    x(name, [x('loc', absolute(config.url, url)), date ? x('lastmod', knownPart(date)) : undefined]);
  const urlset = (part: typeof pages) =>
    xml(
      x(
        'urlset',
        namespace,
        part.map(({ url, date }) => entry('url', url, date)),
      ),
    );
  if (pages.length <= MOST) return [{ url: '/sitemap.xml', text: urlset(pages) }];
  const parts = Array.from({ length: Math.ceil(pages.length / MOST) }, (_, n) => ({
    url: `/sitemap-${n + 1}.xml`,
    text: urlset(pages.slice(n * MOST, (n + 1) * MOST)),
  }));
  const root = x(
    'sitemapindex',
    namespace,
    parts.map(({ url }) => entry('sitemap', url)),
  );
  return [{ url: '/sitemap.xml', text: xml(root) }, ...parts];
}

export function robots({ config }: Site): string {
  return `User-agent: *\nAllow: /\n\nSitemap: ${absolute(config.url, '/sitemap.xml')}\n`;
}
