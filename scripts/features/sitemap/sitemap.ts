// sitemap.xml: every page that search engines are to know, with the day of its last change.
//
// https://www.sitemaps.org/protocol.html

import { output } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import { absolute } from '../../assemble/urls.js';
import { hashOf } from '../../base/hash.js';
import { escapeHtml } from '../../base/text/characters.js';
import { knownPart } from '../../base/text/civilDate.js';
import { sitemapUrl } from './addresses.js';

/** The most addresses one sitemap may hold. */
const SITEMAP_SIZE = 50_000;

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

interface Entry {
  readonly url: string;
  readonly lastmod?: string | undefined;
}

const known = new WeakMap<Outline, readonly Entry[]>();

/** The addresses in the sitemap, each once: a page of the writer's own may are in place of one of ours. */
function entriesOf(outline: Outline): readonly Entry[] {
  let entries = known.get(outline);
  if (!entries) {
    entries = outline.pageAddresses.flatMap(({ url, article, indexed, yields }) =>
      indexed && !(yields && outline.pageAt(url)) && !(article && (article.visibility?.noindex || outline.isDraft(article.path)))
        ? [{ url, ...indexed }]
        : [],
    );
    known.set(outline, entries);
  }
  return entries;
}

/** The sitemap; several under an index where there are very many pages. The first is the index, or all there is. */
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

function partsOf(outline: Outline): number {
  const { length } = entriesOf(outline);
  return length <= SITEMAP_SIZE ? 0 : Math.ceil(length / SITEMAP_SIZE);
}

/** @param part counted from 1; undefined for the sitemap itself */
export function sitemapText(outline: Outline, part?: number): string {
  const { url: site } = outline.config;
  const entry = (name: string, { url, lastmod }: Entry) =>
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
