// The variables that every template gets.

import { cspHash } from '../base/hash.js';
import { firstCharacter } from '../base/text/cut.js';
import { directionOf, directionWithin } from '../base/text/direction.js';
import type { Layers, Value } from '../template/value.js';
import type { InlineCode, Translation } from '../types.js';
import { FEED_URLS, HOME_URL, listUrl } from './addresses.js';
import type { Frame } from './frame.js';
import { pagePolicy } from './policy.js';
import type { SharedImage } from './rendered.js';
import { absolute, href } from './urls.js';
import type { COMMON_VARIABLES, ValuesFor } from './variables.js';
import { interfaceLanguage, plainWords } from './words/words.js';

type CommonValues = ValuesFor<typeof COMMON_VARIABLES>;

/** What a page says of itself for the common variables. */
export interface PageFacts {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly lang?: string;
  /** Whether search engines are asked to leave it out. */
  readonly noindex?: boolean;
  readonly ogtype: 'article' | 'website';
  readonly image?: SharedImage;
  /** Rules for the pictures on the page. */
  readonly css?: string;
  /** Code in its raw HTML. */
  readonly code?: InlineCode;
  readonly jsonld?: unknown;
  /** A feed of what the page lists. */
  readonly feed?: { readonly title: string; readonly url: string };
  readonly translations?: readonly Translation[];
  readonly meta?: { readonly [name: string]: unknown };
}

/** The variables that every template gets: those of the page, and those that are the same on all pages. */
export function commonValues(frame: Frame, facts: PageFacts): Layers {
  const { config } = frame;
  const shared = sharedValues(frame);
  const lang = facts.lang ?? config.language;
  const own: Omit<CommonValues, keyof Shared['values']> = {
    lang,
    otherlang: lang === config.language ? '' : config.language,
    words: plainWords(lang),
    foreignwords: foreignWords(lang),
    translations: translationValues(frame, facts, lang),
    noindex: frame.preview || facts.noindex === true,
    dir: directionOf(lang) === 'rtl' ? 'rtl' : '',
    otherdir: directionWithin(config.language, lang) ?? '',
    pagetitle: facts.title && facts.title !== config.title ? `${facts.title} · ${config.title}` : config.title,
    'description-meta': facts.description,
    canonical: absolute(config.url, facts.url),
    image: facts.image?.url ?? '',
    imagesize: facts.image?.size ?? '',
    cardtitle: facts.title || config.title,
    feed: facts.feed ? { title: facts.feed.title, url: href(config.url, facts.feed.url) } : '',
    csp: { html: policyOf(frame, facts) },
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
  return [own, shared.values];
}

interface Shared {
  readonly values: Pick<
    CommonValues,
    'base' | 'home' | 'list' | 'css' | 'scripts' | 'script' | 'icon' | 'site' | 'sitewords' | 'foreignsitewords'
  >;
  readonly navigation: readonly string[];
  /** The policy of a page that holds nothing of its own. */
  readonly policy: string;
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
      home: link(HOME_URL),
      list: link(listUrl()),
      css: frame.stylesheets.map(link),
      scripts: frame.scripts.map(link),
      script: Object.fromEntries(Object.entries(frame.namedScripts).map(([name, url]) => [name, link(url)])),
      icon: frame.favicon === undefined ? '' : link(frame.favicon),
      sitewords: plainWords(config.language),
      foreignsitewords: foreignWords(config.language),
      site: {
        title: config.title,
        logo: frame.logo ? { html: frame.logo } : '',
        initial: firstCharacter(config.title),
        description: config.description,
        author: config.author,
        url: absolute(config.url, HOME_URL),
        language: config.language,
        rss: link(FEED_URLS.rss),
        atom: link(FEED_URLS.atom),
        json: link(FEED_URLS.json),
      },
    },
    navigation: frame.navigation.map(({ url, suffix }) => (url.startsWith('/') ? link(url) + suffix : url)),
    policy: pagePolicy({ config, loads: frame.loads, code: [] }),
  };
  shared.set(frame, made);
  return made;
}

/** What an element needs whose words are in another language than the text around it. */
function foreignWords(lang: string) {
  const { tag: own } = interfaceLanguage(lang);
  if (baseOf(own) === baseOf(lang)) return '';
  const dir = directionWithin(own, lang);
  return { html: ` lang="${own}"${dir ? ` dir="${dir}"` : ''}` };
}

/** A language tag without script and region. */
function baseOf(lang: string): string {
  return lang.replace(/-.*/, '').toLowerCase();
}

/** Plain data as template values; what templates have no notion of becomes text. */
export function toValue(data: unknown): Value {
  if (data === null || data === undefined) return '';
  if (Array.isArray(data)) return data.map(toValue);
  if (typeof data === 'object') return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, toValue(value)]));
  return typeof data === 'boolean' || typeof data === 'number' ? data : String(data);
}

const NO_CODE: InlineCode = { scripts: [], handlers: [], styles: [], frames: [], objects: [], forms: [], fonts: [] };

/** The page's Content-Security-Policy, with the hash of its own styles. */
function policyOf(frame: Frame, { css, code }: PageFacts): string {
  // Most pages hold nothing of their own.
  if (!css && !code) return sharedValues(frame).policy;
  const { config, loads } = frame;
  const styles: InlineCode = { ...NO_CODE, styles: css ? [cspHash(css)] : [] };
  return pagePolicy({ config, loads, code: code ? [styles, code] : [styles] });
}

/** Where a page is in other languages, itself included, as search engines want it. */
function translationValues({ config }: Frame, { url, translations = [] }: PageFacts, lang: string) {
  if (translations.length === 0) return [];
  return [{ lang, url }, ...translations].map((each) => ({
    lang: each.lang,
    dir: directionWithin(each.lang, lang) ?? '',
    name: languageName(each.lang),
    url: each.url.startsWith('/') ? absolute(config.url, each.url) : each.url,
    current: each.url === url,
  }));
}

/** A language's name in itself. */
function languageName(lang: string): string {
  return new Intl.DisplayNames([lang], { type: 'language' }).of(lang) ?? lang;
}
