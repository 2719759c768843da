// The addresses of sitemaps and of `robots.txt`.

export const ROBOTS_URL = '/robots.txt';

/** Returns the address of the sitemap, or of one of its parts, counted from 1. */
export function sitemapUrl(part?: number): string {
  return part === undefined ? '/sitemap.xml' : `/sitemap-${part}.xml`;
}
