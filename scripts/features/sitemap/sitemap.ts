// sitemap.xml: every page that search engines should index, with the day of its last change. A site with more addresses than
// one sitemap may hold gets a sitemap index and several parts.
//
// https://www.sitemaps.org/protocol.html

import { output } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import { absolute } from '../../assemble/urls.js';
import { hashOf } from '../../base/hash.js';
import { escapeHtml } from '../../base/text/characters.js';
import { knownPart } from '../../base/text/civilDate.js';
import { sitemapUrl } from './addresses.js';

/** Maximum addresses in one sitemap, from the protocol. */
const SITEMAP_SIZE = 50_000;

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

interface SitemapEntry {
  readonly url: string;
  readonly lastmod?: string | undefined;
}

const entriesByOutline = new WeakMap<Outline, readonly SitemapEntry[]>();

/** Returns the addresses of the sitemap, each once: a page that the writer made may replace a generated one. */
function entriesOf(outline: Outline): readonly SitemapEntry[] {
  let entries = entriesByOutline.get(outline);
  if (!entries) {
    entries = outline.pageAddresses.flatMap(({ url, article, indexed, yields }) =>
      indexed && !(yields && outline.pageAt(url)) && !(article && (article.visibility?.noindex || outline.isDraft(article.path)))
        ? [{ url, ...indexed }]
        : [],
    );
    entriesByOutline.set(outline, entries);
  }
  return entries;
}

/** The sitemap. Its data is the number of a part; undefined for `sitemap.xml`, which is an index if there are parts. */
export const sitemap = output<number | undefined, Outline>({
  name: 'sitemap',
  *addresses(outline) {
    yield { url: sitemapUrl(), data: undefined };
    for (let part = 1; part <= partsOf(outline); part++) yield { url: sitemapUrl(part), data: part };
  },
  parts: {
    pages: {
      meaning: 'the addresses and dates of all pages',
      hash: ({ outline }) => {
        const { origin, base } = outline.config.url;
        const lines = entriesOf(outline).map(({ url, lastmod = '' }) => `${url} ${lastmod}`);
        return hashOf(origin, base, lines.join('\n'));
      },
    },
  },
  content: ({ outline }, part) => Buffer.from(sitemapText(outline, part)),
});

/** Returns the number of parts; 0 if one sitemap is enough. */
function partsOf(outline: Outline): number {
  const { length } = entriesOf(outline);
  return length <= SITEMAP_SIZE ? 0 : Math.ceil(length / SITEMAP_SIZE);
}

/**
 * Returns a sitemap as XML.
 * @param part counted from 1; undefined for `sitemap.xml`
 */
export function sitemapText(outline: Outline, part?: number): string {
  const { url: site } = outline.config;
  const entry = (name: string, { url, lastmod }: SitemapEntry) =>
    `<${name}><loc>${escapeHtml(absolute(site, url))}</loc>${lastmod ? `<lastmod>${knownPart(lastmod)}</lastmod>` : ''}</${name}>`;
  const parts = partsOf(outline);
  if (part === undefined && parts > 0) {
    const urls = Array.from({ length: parts }, (_, at) => ({ url: sitemapUrl(at + 1) }));
    return `${HEAD}<sitemapindex ${NAMESPACE}>${urls.map((each) => entry('sitemap', each)).join('')}</sitemapindex>\n`;
  }
  const all = entriesOf(outline);
  const own = part === undefined ? all : all.slice((part - 1) * SITEMAP_SIZE, part * SITEMAP_SIZE);
  return `${HEAD}<urlset ${NAMESPACE}>${own.map((each) => entry('url', each)).join('')}</urlset>\n`;
}
