// sitemap.xml: every page that search engines should index, with the day of its last change. A site with more addresses than
// one sitemap may hold gets a sitemap index and several parts.
//
// https://www.sitemaps.org/protocol.html

import { output } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import type { Site } from '../../assemble/site.js';
import { translationIn } from '../../assemble/translations.js';
import { absolute } from '../../assemble/urls.js';
import { hashOf } from '../../base/hash.js';
import { escapeHtml } from '../../base/text/characters.js';
import { knownPart } from '../../base/text/civilDate.js';
import { siteLanguages } from '../../config/languages.js';
import type { Source } from '../../types.js';
import { sitemapUrl } from './addresses.js';

/** Maximum addresses in one sitemap, from the protocol. */
const SITEMAP_SIZE = 50_000;

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"';

interface SitemapEntry {
  readonly url: string;
  readonly lastmod?: string | undefined;
  /** The post or page that it shows. */
  readonly article?: Source | undefined;
  readonly lang?: string;
}

const entriesByOutline = new WeakMap<Outline, readonly SitemapEntry[]>();

/** Returns the addresses of the sitemap, each once: a page that the writer made may replace a generated one. */
function entriesOf(outline: Outline): readonly SitemapEntry[] {
  let entries = entriesByOutline.get(outline);
  if (!entries) {
    entries = outline.pagesOfEditions.flatMap(({ address: { url, article, indexed, yields }, edition }) =>
      indexed && !(yields && outline.pageAt(url)) && !(article && (article.visibility?.noindex || outline.isDraft(article.path)))
        ? [{ url, article, lang: article?.meta.lang ?? edition.config.language, ...indexed }]
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
      hash: (site) => {
        const { outline } = site;
        const { origin, base } = outline.config.url;
        const lines = entriesOf(outline).map(({ url, lastmod = '' }) => `${url} ${lastmod}`);
        const alternates = hasAlternates(outline) ? entriesOf(outline).map((each) => alternatesOf(site, each)) : [];
        return hashOf(origin, base, lines.join('\n'), ...alternates);
      },
    },
  },
  content: (site, part) => Buffer.from(sitemapText(site.outline, part, site)),
});

/** Returns the number of parts; 0 if one sitemap is enough. */
function partsOf(outline: Outline): number {
  const { length } = entriesOf(outline);
  return length <= SITEMAP_SIZE ? 0 : Math.ceil(length / SITEMAP_SIZE);
}

/** True if the sitemap names the translations of pages. */
function hasAlternates(outline: Outline): boolean {
  return outline.editions().length > 1;
}

/** Returns the elements that name a page and its translations; empty if there are none. */
function alternatesOf({ facts, outline }: Site, { url, article, lang = '' }: SitemapEntry): string {
  const { url: site, language } = outline.config;
  const languages = siteLanguages(outline.config);
  const address = (each: string) => escapeHtml(each.startsWith('/') ? absolute(site, each) : each);
  const translations = facts.translationsOf({ url, ...(article && { article }) });
  if (translations.length === 0) return '';
  const all = [{ lang, url }, ...translations];
  const main = languages && translationIn(language, all, languages);
  const link = (tag: string, to: string) => `<xhtml:link rel="alternate" hreflang="${tag}" href="${address(to)}"/>`;
  return all.map((each) => link(each.lang, each.url)).join('') + (main ? link('x-default', main.url) : '');
}

/**
 * Returns a sitemap as XML.
 * @param part counted from 1; undefined for `sitemap.xml`
 * @param whole the site, to name the translations of its pages
 */
export function sitemapText(outline: Outline, part?: number, whole?: Site): string {
  const { url: site } = outline.config;
  const isMultilingual = whole !== undefined && hasAlternates(outline);
  const entry = (name: string, each: SitemapEntry) => {
    const { url, lastmod } = each;
    const changed = lastmod ? `<lastmod>${knownPart(lastmod)}</lastmod>` : '';
    return `<${name}><loc>${escapeHtml(absolute(site, url))}</loc>${changed}${isMultilingual ? alternatesOf(whole, each) : ''}</${name}>`;
  };
  const parts = partsOf(outline);
  if (part === undefined && parts > 0) {
    const urls = Array.from({ length: parts }, (_, at) => ({ url: sitemapUrl(at + 1) }));
    return `${HEAD}<sitemapindex ${NAMESPACE}>${urls.map((each) => entry('sitemap', each)).join('')}</sitemapindex>\n`;
  }
  const all = entriesOf(outline);
  const own = part === undefined ? all : all.slice((part - 1) * SITEMAP_SIZE, part * SITEMAP_SIZE);
  const namespaces = isMultilingual ? `${NAMESPACE} ${XHTML}` : NAMESPACE;
  return `${HEAD}<urlset ${namespaces}>${own.map((each) => entry('url', each)).join('')}</urlset>\n`;
}
