// The variables that every template gets.

import { cspHash } from '../base/hash.js';
import { firstCharacter } from '../base/text/cut.js';
import { directionOf, directionWithin } from '../base/text/direction.js';
import type { Layers, Value } from '../template/value.js';
import type { InlineCode } from '../types.js';
import { FEED_URLS, HOME_URL, listUrl } from './addresses.js';
import type { Frame } from './frame.js';
import type { LanguageValues } from './languageValues.js';
import { pagePolicy } from './policy.js';
import type { SharedImage } from './rendered.js';
import { absolute, editionAbsolute, editionHref, href } from './urls.js';
import type { COMMON_VARIABLES, ValuesFor } from './variables.js';
import { interfaceLanguage, plainWords } from './words/words.js';

/** The values of all common variables but those of languageValues.ts. */
type CommonValues = Omit<ValuesFor<typeof COMMON_VARIABLES>, keyof LanguageValues>;

/** Facts of one page for the common variables. */
export interface PageFacts {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly lang?: string;
  /** True to ask search engines not to index the page. */
  readonly noindex?: boolean;
  readonly ogtype: 'article' | 'website';
  readonly image?: SharedImage;
  /** CSS rules for the pictures on the page. */
  readonly css?: string;
  /** Names of stylesheets in `templates/sheets/` that the page uses. */
  readonly sheets?: readonly string[];
  /** Code in its raw HTML. */
  readonly code?: InlineCode;
  readonly jsonld?: unknown;
  /** Feed of the posts that the page lists. */
  readonly feed?: { readonly title: string; readonly url: string };
  readonly meta?: { readonly [name: string]: unknown };
}

/** Returns the values of the common variables: those of the page, then those of the whole site. */
export function commonValues(frame: Frame, facts: PageFacts): Layers {
  const { config } = frame;
  const shared = sharedValues(frame);
  const lang = facts.lang ?? config.language;
  const own: Omit<CommonValues, keyof Shared['values']> = {
    lang,
    otherlang: lang === config.language ? '' : config.language,
    words: plainWords(lang, config),
    foreignwords: foreignWords(lang),
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
  const sheets = (facts.sheets ?? []).flatMap((name) => frame.sheets[name] ?? []);
  if (sheets.length === 0) return [own, shared.values];
  const css = [...frame.stylesheets, ...sheets].map((url) => href(config.url, url));
  return [{ ...own, css }, shared.values];
}

interface Shared {
  readonly values: Pick<
    CommonValues,
    'base' | 'home' | 'list' | 'css' | 'scripts' | 'script' | 'icon' | 'site' | 'sitewords' | 'foreignsitewords'
  >;
  readonly navigation: readonly string[];
  /** The Content-Security-Policy of a page without inline code or styles. */
  readonly policy: string;
}

const shared = new WeakMap<Frame, Shared>();

/** Returns the values that are the same on all pages. They are made once. */
function sharedValues(frame: Frame): Shared {
  const known = shared.get(frame);
  if (known) return known;
  const { config } = frame;
  const link = (url: string) => href(config.url, url);
  const made: Shared = {
    values: {
      base: href(config.url, ''),
      home: editionHref(config, HOME_URL),
      list: editionHref(config, listUrl()),
      css: frame.stylesheets.map(link),
      scripts: frame.scripts.map(link),
      script: Object.fromEntries(Object.entries(frame.namedScripts).map(([name, url]) => [name, link(url)])),
      icon: frame.favicon === undefined ? '' : link(frame.favicon),
      sitewords: plainWords(config.language, config),
      foreignsitewords: foreignWords(config.language),
      site: {
        title: config.title,
        logo: frame.logo ? { html: frame.logo } : '',
        initial: firstCharacter(config.title),
        description: config.description,
        author: config.author,
        url: editionAbsolute(config, HOME_URL),
        language: config.language,
        rss: editionHref(config, FEED_URLS.rss),
        atom: editionHref(config, FEED_URLS.atom),
        json: editionHref(config, FEED_URLS.json),
      },
    },
    navigation: frame.navigation.map(({ url, suffix }) => (url.startsWith('/') ? link(url) + suffix : url)),
    policy: pagePolicy({ config, loads: frame.loads, code: [] }),
  };
  shared.set(frame, made);
  return made;
}

/** Returns the attributes of an element whose interface words are in another language than the page. */
function foreignWords(lang: string) {
  const { tag: own } = interfaceLanguage(lang);
  if (baseOf(own) === baseOf(lang)) return '';
  const dir = directionWithin(own, lang);
  return { html: ` lang="${own}"${dir ? ` dir="${dir}"` : ''}` };
}

/** Returns a language tag without script and region. */
function baseOf(lang: string): string {
  return lang.replace(/-.*/, '').toLowerCase();
}

/** Converts plain data to template values. Types that templates do not know become text. */
export function toValue(data: unknown): Value {
  if (data === null || data === undefined) return '';
  if (Array.isArray(data)) return data.map(toValue);
  if (typeof data === 'object') return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, toValue(value)]));
  return typeof data === 'boolean' || typeof data === 'number' ? data : String(data);
}

const NO_CODE: InlineCode = { scripts: [], handlers: [], styles: [], frames: [], objects: [], forms: [], fonts: [] };

/** Returns the page's Content-Security-Policy, with hashes of its inline code and styles. */
function policyOf(frame: Frame, { css, code }: PageFacts): string {
  // Most pages have no inline code or styles.
  if (!css && !code) return sharedValues(frame).policy;
  const { config, loads } = frame;
  const styles: InlineCode = { ...NO_CODE, styles: css ? [cspHash(css)] : [] };
  return pagePolicy({ config, loads, code: code ? [styles, code] : [styles] });
}
