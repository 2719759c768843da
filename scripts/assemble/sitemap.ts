// sitemap.xml and robots.txt.

import { knownPart } from '../civilDate.js';
import type { Config } from '../config.js';
import type { SiteIndex } from '../types.js';
import { listUrls } from './lists.js';
import { tagUrls } from './tags.js';
import { absolute, escapeHtml } from './urls.js';
import { archiveUrls } from './years.js';

/** The most addresses one sitemap may hold. */
const SITEMAP_SIZE = 50_000;

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

interface Entry {
  readonly url: string;
  readonly date?: string | undefined;
}

/** Every page of the site, with the day of its last change. */
function entries(config: Config, index: SiteIndex): Entry[] {
  return [
    { url: '/', date: index.posts[0]?.date },
    ...index.posts.map(({ url, date, meta }) => ({ url, date: meta.updated ?? date })),
    ...index.pages.filter(({ url }) => url !== '/' && url !== '/404.html').map(({ url, meta }) => ({ url, date: meta.updated })),
    // A page of the writer's own may stand in the place of one of these.
    ...[...listUrls(config, index.posts.length), ...tagUrls(config, index.posts), ...archiveUrls(index.posts)]
      .filter((url) => !index.pages.some((page) => page.url === url))
      .map((url) => ({ url })),
  ];
}

/** The addresses of the sitemap, and of its parts where it has several. */
export function sitemapUrls(config: Config, { posts, pages }: SiteIndex): string[] {
  const own = pages.filter(({ url }) => url !== '/' && url !== '/404.html').length;
  return [
    '/sitemap.xml',
    ...partUrls(
      1 + posts.length + own + listUrls(config, posts.length).length + tagUrls(config, posts).length + archiveUrls(posts).length,
    ),
  ];
}

function partUrls(pages: number): string[] {
  if (pages <= SITEMAP_SIZE) return [];
  return Array.from({ length: Math.ceil(pages / SITEMAP_SIZE) }, (_, n) => `/sitemap-${n + 1}.xml`);
}

/**
 * The sitemap; several under an index where there are very many pages.
 * @see https://www.sitemaps.org/protocol.html
 */
export function sitemaps(config: Config, index: SiteIndex): { url: string; text: string }[] {
  const pages = entries(config, index);
  const entry = (name: string, url: string, date?: string) =>
    `<${name}><loc>${escapeHtml(absolute(config.url, url))}</loc>${date ? `<lastmod>${knownPart(date)}</lastmod>` : ''}</${name}>`;
  const urlset = (part: readonly Entry[]) =>
    `${HEAD}<urlset ${NAMESPACE}>${part.map(({ url, date }) => entry('url', url, date)).join('')}</urlset>\n`;
  const parts = partUrls(pages.length);
  if (parts.length === 0) return [{ url: '/sitemap.xml', text: urlset(pages) }];
  const root = `${HEAD}<sitemapindex ${NAMESPACE}>${parts.map((url) => entry('sitemap', url)).join('')}</sitemapindex>\n`;
  return [
    { url: '/sitemap.xml', text: root },
    ...parts.map((url, n) => ({ url, text: urlset(pages.slice(n * SITEMAP_SIZE, (n + 1) * SITEMAP_SIZE)) })),
  ];
}

export function robots(config: Config): string {
  return `User-agent: *\nAllow: /\n\nSitemap: ${absolute(config.url, '/sitemap.xml')}\n`;
}
