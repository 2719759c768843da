// What every page of a site is made from, besides its own article.

import type { Config } from '../config.js';
import { markdownFileName } from '../siteLookup.js';
import type { Value } from '../template/value.js';
import type { ArticleHead, Entry, InlineText, SiteIndex, Source } from '../types.js';
import { TAGS_URL } from './tags.js';
import { absolute, escapeHtml, href } from './urls.js';
import type { COMMON_VARIABLES, ValuesFor } from './variables.js';
import { wordsFor } from './words.js';
import { ARCHIVE_URL } from './years.js';

/** Plain data: it is sent to workers once. */
export interface Frame {
  readonly config: Pick<Config, 'title' | 'url' | 'description' | 'author' | 'language'>;
  readonly navigation: readonly NavigationEntry[];
  /** Addresses below the site's root, decoded. */
  readonly stylesheets: readonly string[];
  readonly scripts: readonly string[];
  readonly icon: string | undefined;
  /** The logo as HTML; empty where there is none. */
  readonly logo: string;
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
  /** Rules for the pictures on the page. */
  readonly css?: string;
  readonly jsonld?: unknown;
  readonly meta?: { readonly [name: string]: unknown };
}

/** The variables that every template gets. */
export function commonValues(frame: Frame, facts: PageFacts): CommonValues {
  const { config } = frame;
  const shared = sharedValues(frame);
  const lang = facts.lang ?? config.language;
  return {
    ...shared.values,
    lang,
    dir: /^(?:ar|fa|he|ur|yi|ug)(?:-|$)/.test(lang) ? 'rtl' : '',
    pagetitle: facts.title && facts.title !== config.title ? `${facts.title} · ${config.title}` : config.title,
    'description-meta': facts.description,
    canonical: absolute(config.url, facts.url),
    image: facts.image ?? '',
    'picture-css': facts.css ? { html: facts.css } : '',
    ogtype: facts.ogtype,
    jsonld: facts.jsonld ? { html: JSON.stringify(facts.jsonld).replaceAll('<', '\\u003C') } : '',
    navigation: frame.navigation.map(({ title, url, suffix }, at) => ({
      title,
      url: shared.navigation[at] ?? '',
      current: url === facts.url && suffix === '',
    })),
    meta: facts.meta ? toValue(facts.meta) : {},
  };
}

interface Shared {
  readonly values: Pick<CommonValues, 'base' | 'home' | 'list' | 'archive' | 'css' | 'scripts' | 'icon' | 'site' | 'words'>;
  readonly navigation: readonly string[];
}

const shared = new WeakMap<Frame, Shared>();

/** What is the same on all pages, made once. */
function sharedValues(frame: Frame): Shared {
  const known = shared.get(frame);
  if (known) return known;
  const { config } = frame;
  const link = (url: string) => href(config.url, url);
  const made: Shared = {
    values: {
      base: href(config.url, ''),
      home: link('/'),
      list: link(LIST_URL),
      archive: link(ARCHIVE_URL),
      css: frame.stylesheets.map(link),
      scripts: frame.scripts.map(link),
      icon: frame.icon === undefined ? '' : link(frame.icon),
      site: {
        title: config.title,
        logo: frame.logo ? { html: frame.logo } : '',
        initial: [...config.title][0] ?? '',
        description: config.description,
        author: config.author,
        url: absolute(config.url, '/'),
        language: config.language,
        rss: link(FEEDS.rss),
        atom: link(FEEDS.atom),
        json: link(FEEDS.json),
      },
      words: Object.fromEntries(Object.entries(wordsFor(config.language)).filter(([, word]) => typeof word === 'string')),
    },
    navigation: frame.navigation.map(({ url, suffix }) => (url.startsWith('/') ? link(url) + suffix : url)),
  };
  shared.set(frame, made);
  return made;
}

/** The icon that the writer put at the top of `content/`. */
export function iconOf(files: readonly string[]): string | undefined {
  const name = ['favicon.svg', 'favicon.png', 'favicon.ico'].find((each) => files.includes(`content/${each}`));
  return name === undefined ? undefined : `/${name}`;
}

/** Plain data as template values; what templates have no notion of becomes text. */
function toValue(data: unknown): Value {
  if (data === null || data === undefined) return '';
  if (Array.isArray(data)) return data.map(toValue);
  if (typeof data === 'object') return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, toValue(value)]));
  return typeof data === 'boolean' || typeof data === 'number' ? data : String(data);
}

/** The title as HTML without links; the site's where a page has none. */
export function titleHtml({ config }: Frame, { html }: InlineText): { html: string } | string {
  return html ? { html } : config.title;
}

/** A post as others show it. */
export function entryOf({ url, date, meta }: Source, { title, excerpt }: ArticleHead): Entry {
  return { url, title, ...(date !== undefined && { date }), excerpt, tags: meta.tags };
}

/** The navigation where site.yaml gives none: the posts, the tags, and every page at the top of `content/`. */
export function defaultNavigation(config: Config, index: SiteIndex, titleOf: (path: string) => InlineText): NavigationEntry[] {
  const words = wordsFor(config.language);
  const own = index.pages.filter(({ path, url }) => !path.includes('/') && url !== '/' && url !== '/404.html');
  return [
    { title: words.posts, url: LIST_URL, suffix: '' },
    ...(index.posts.some(({ meta }) => meta.tags.length > 0) ? [{ title: words.tags, url: TAGS_URL, suffix: '' }] : []),
    ...own.map(({ path, url }) => ({
      title: { html: titleOf(path).html || escapeHtml(markdownFileName(path)) },
      url,
      suffix: '',
    })),
  ];
}
