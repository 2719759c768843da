// What every kind of page is made from, gathered once.

import { knownPart } from '../civilDate.js';
import type { Config } from '../config.js';
import { markdownFileName } from '../siteLookup.js';
import type { Value } from '../template/value.js';
import type { Article, Picture, SiteIndex, Source } from '../types.js';
import { absolute, escapeHtml, href } from './urls.js';
import type { COMMON_VARIABLES, ValuesFor } from './variables.js';
import { type Words, wordsFor } from './words.js';

export interface Site {
  readonly config: Config;
  readonly index: SiteIndex;
  /** By path below `content/`. */
  readonly articles: ReadonlyMap<string, Article>;
  readonly pictures: ReadonlyMap<string, Picture>;
  readonly stylesheets: readonly string[];
  readonly scripts: readonly string[];
  readonly words: Words;
  readonly navigation: readonly NavigationEntry[];
}

export interface NavigationEntry {
  readonly title: { readonly html: string } | string;
  /** Decoded below the site's root, or an address elsewhere. */
  readonly url: string;
  /** `?query` and `#fragment`. */
  readonly suffix: string;
}

export const LIST_URL = '/posts.html';
export const FEEDS = { rss: '/feeds.xml', atom: '/atom.xml', json: '/feed.json' } as const;

export type CommonValues = ValuesFor<typeof COMMON_VARIABLES>;

/** What a page says of itself for the common variables. */
export interface PageFacts {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly lang?: string;
  readonly ogtype: 'article' | 'website';
  readonly image?: string;
  readonly jsonld?: unknown;
  readonly meta?: { readonly [name: string]: unknown };
}

/** The variables that every template gets. */
export function commonValues(site: Site, facts: PageFacts): CommonValues {
  const { config, words } = site;
  const link = (url: string) => href(config.url, url);
  const lang = facts.lang ?? config.language;
  return {
    lang,
    dir: /^(?:ar|fa|he|ur|yi|ug)(?:-|$)/.test(lang) ? 'rtl' : '',
    pagetitle: facts.title && facts.title !== config.title ? `${facts.title} · ${config.title}` : config.title,
    'description-meta': facts.description,
    canonical: absolute(config.url, facts.url),
    base: href(config.url, ''),
    home: link('/'),
    list: link(LIST_URL),
    css: site.stylesheets.map(link),
    scripts: site.scripts.map(link),
    icon: iconOf(site),
    image: facts.image ?? '',
    ogtype: facts.ogtype,
    jsonld: facts.jsonld ? { html: JSON.stringify(facts.jsonld).replaceAll('<', '\\u003C') } : '',
    site: {
      title: config.title,
      initial: [...config.title][0] ?? '',
      description: config.description,
      author: config.author,
      url: absolute(config.url, '/'),
      language: config.language,
      rss: link(FEEDS.rss),
      atom: link(FEEDS.atom),
      json: link(FEEDS.json),
    },
    navigation: site.navigation.map(({ title, url, suffix }) => ({
      title,
      url: url.startsWith('/') ? link(url) + suffix : url,
      current: url === facts.url && suffix === '',
    })),
    words: Object.fromEntries(Object.entries(words).filter(([, word]) => typeof word === 'string')),
    meta: toValue(facts.meta ?? {}),
  };
}

/** The icon that the writer put at the top of `content/`. */
function iconOf({ config, index }: Site): string {
  const path = ['favicon.svg', 'favicon.png', 'favicon.ico'].find((name) => index.files.includes(`content/${name}`));
  return path === undefined ? '' : href(config.url, `/${path}`);
}

/** Plain data as template values; what templates have no notion of becomes text. */
function toValue(data: unknown): Value {
  if (data === null || data === undefined) return '';
  if (Array.isArray(data)) return data.map(toValue);
  if (typeof data === 'object') return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, toValue(value)]));
  return typeof data === 'boolean' || typeof data === 'number' ? data : String(data);
}

/** An article of the site; every source has one. */
export function articleOf(site: Site, source: Source): Article {
  const article = site.articles.get(source.path);
  if (!article) throw new Error(`no article was rendered for ${source.path}`);
  return article;
}

/** The title as HTML without links; the site's where a page has none. */
export function titleHtml(site: Site, source: Source): { html: string } | string {
  const { html } = articleOf(site, source).title;
  return html ? { html } : site.config.title;
}

/** A post as it stands in a list. */
export function entryValues(site: Site, source: Source) {
  const { meta, date, url } = source;
  return {
    title: titleHtml(site, source),
    url: href(site.config.url, url),
    date: date ? knownPart(date) : '',
    year: date?.slice(0, 4) ?? '',
    excerpt: excerptOf(site, source),
    tags: meta.tags,
  };
}

/** Longest excerpt, in columns: two lines of a list. */
const EXCERPT = 150;

/** The description, or the beginning of the text, ended at a sentence where one ends in time. */
export function excerptOf(site: Site, source: Source): string {
  if (source.meta.description) return source.meta.description;
  const article = articleOf(site, source);
  const text = article.lead || article.text;
  let columns = 0;
  let end = 0;
  let sentence = 0;
  for (const char of text) {
    columns += char.charCodeAt(0) > 0x2e7f ? 2 : 1;
    if (columns > EXCERPT) {
      return sentence > end / 2 ? text.slice(0, sentence) : `${text.slice(0, end).replace(/[\s，、；：,;:]+$/u, '')}…`;
    }
    end += char.length;
    if (/[。！？!?]/u.test(char) || (char === '.' && text[end] === ' ')) sentence = end;
  }
  return text;
}

/** The navigation where site.yaml gives none: the posts, and every page at the top of `content/`. */
export function defaultNavigation(config: Config, index: SiteIndex, articles: ReadonlyMap<string, Article>): NavigationEntry[] {
  const own = index.pages.filter(({ path, url }) => !path.includes('/') && url !== '/' && url !== '/404.html');
  return [
    { title: wordsFor(config.language).posts, url: LIST_URL, suffix: '' },
    ...own.map(({ path, url }) => ({
      title: { html: articles.get(path)?.title.html || escapeHtml(markdownFileName(path)) },
      url,
      suffix: '',
    })),
  ];
}
