// content/site.yaml: its fields, defaults and checks.

import { isMap, isScalar, type Node } from 'yaml';
import { nearest, placeAt, problem } from '../base/diagnostics.js';
import { FORMATS, OFFERED, QUALITIES, type WithQuality } from '../base/pictureFormats/table.js';
import { aliasUrl } from '../base/siteLookup.js';
import { timezoneOf } from '../base/text/timezones.js';
import {
  boolean,
  type Complain,
  checked,
  defaultsOf,
  type Fields,
  integer,
  list,
  mapping,
  oneOf,
  readFields,
  refined,
  type SettingsOf,
  type Type,
  text,
} from '../fields/fields.js';
import { parseUrl, type SiteUrl, webAddress } from '../fields/webAddress.js';
import { syntaxMistakes } from '../fields/yamlMistakes.js';
import { isDialect, unknownExtension } from '../markdown/extensions.js';
import { parseYaml } from '../markdown/yaml.js';
import { analyticsField, commentsField, NO_ANALYTICS } from '../services/services.js';
import type { Diagnostic, Place } from '../types.js';
import { alias } from './alias.js';
import { answersField } from './answers.js';
import { permalinkPattern } from './permalink.js';
import { pluginsField } from './plugins.js';
import { type Redirect, redirectTarget } from './redirects.js';

export type { SiteUrl } from '../fields/webAddress.js';

export const CONFIG_FILE = 'content/site.yaml';

export interface NavigationItem {
  readonly title: string;
  readonly url: string;
  readonly place?: Place;
}

/** A way to sort posts, by a field of front matter. */
export interface TaxonomySetting {
  readonly field: string;
  readonly title: string;
  readonly nested: boolean;
}

/** Terms of a post in one taxonomy: the page and the feed of each of them name all of them. */
export const MOST_TERMS = 500;

/** Every field of an entry of `taxonomies:`. */
const TAXONOMY_FIELDS = {
  title: { type: text, default: '', meaning: 'heading of the list of its terms' },
  nested: { type: boolean, default: false, meaning: 'whether a plain list is one term within another, as in Hexo' },
} satisfies Fields;

/** The dialect of what is in a folder below `content/`. */
export interface FolderDialect {
  readonly folder: string;
  readonly dialect: string;
  readonly place?: Place;
}

/** A file that a setting names. */
export interface NamedFile {
  readonly path: string;
  readonly place?: Place;
}

const address = checked('web address', (value): SiteUrl => {
  const url = parseUrl(value);
  if (!url) throw new Error('expected an address such as https://example.org');
  return { origin: url.origin, base: decodeURI(url.pathname).replace(/(?<!\/)\/+$/, '') };
});

const host = checked('host name or web address', (value): SiteUrl => {
  const url = parseUrl(/^https?:\/\//.test(value) ? value : `https://${value}`);
  if (!url?.host) throw new Error('expected a host name such as www.example.org');
  return { origin: url.origin, base: decodeURI(url.pathname).replace(/(?<!\/)\/+$/, '') };
});

export const language = checked('language tag', (value) => {
  try {
    return Intl.getCanonicalLocales(value)[0] ?? value;
  } catch {
    throw new Error(`"${value}" is not a valid language tag; write zh-Hans, en or de-AT`);
  }
});

const timezone = checked('time zone', (value) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    throw new Error(`unknown time zone "${value}"; write UTC, Asia/Shanghai or Europe/Berlin`);
  }
});

export const dialect = checked('`markdown` with extensions, `commonmark` or `gfm`', (value) => {
  if (!isDialect(value)) {
    throw new Error(`"${value}" is not a dialect; expected markdown (with +extension or -extension), commonmark or gfm`);
  }
  const unknown = unknownExtension(value);
  if (unknown !== undefined) throw new Error(unknown);
  return value;
});

const navigation = list<NavigationItem>({
  name: '`title` and `url`',
  schema: { type: 'object', properties: { title: { type: 'string' }, url: { type: 'string' } }, required: ['title', 'url'] },
  read: (node, complain, placeOf) => {
    const part = (name: string): string | undefined => {
      const value = isMap(node) ? (node.get(name, true) as Node | undefined) : undefined;
      if (isScalar(value) && typeof value.value === 'string') return value.value;
      complain(`missing ${name}; an entry is {title: About, url: /about.html}`, value ?? node);
      return undefined;
    };
    const title = part('title');
    const url = title === undefined ? undefined : part('url');
    if (title === undefined || url === undefined) return undefined;
    const written = isMap(node) ? (node.get('url', true) as Node | undefined) : undefined;
    return { title, url, ...(written && { place: placeOf(written) }) };
  },
});

const dialects: Type<readonly FolderDialect[]> = {
  name: 'mapping of folders to dialects',
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  read: (node, complain, placeOf) => {
    if (!isMap(node)) {
      complain('expected a mapping such as {posts/imported: gfm}');
      return undefined;
    }
    return node.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : '';
      const say: Complain = (reason, at) => complain(reason, at ?? (value as Node));
      const read = value ? dialect.read(value as Node, say, placeOf) : undefined;
      const folder = name.replace(/^(?:\.?\/)?(?:content\/)?|(?<!\/)\/+$/g, '');
      return read === undefined ? [] : [{ folder, dialect: read, place: placeOf(key as Node) }];
    });
  },
};

const redirects: Type<readonly Redirect[]> = {
  name: 'mapping of old addresses to new ones',
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  read: (node, complain, placeOf) => {
    if (!isMap(node)) {
      complain('expected a mapping such as {/tags/x/: /tags/x.html}');
      return undefined;
    }
    return node.items.flatMap(({ key, value }): Redirect[] => {
      const from = alias.read(key as Node, (reason) => complain(reason, key as Node), placeOf);
      const written = value ? text.read(value as Node, (reason) => complain(reason, value as Node), placeOf) : undefined;
      if (from === undefined || written === undefined) return [];
      const target = redirectTarget(written.trim());
      if (target) return [{ from: aliasUrl(from), ...target, place: placeOf(key as Node), targetPlace: placeOf(value as Node) }];
      complain(`${from}: expected an address of this site that begins with "/", or one that begins with https://`, value as Node);
      return [];
    });
  },
};

const pictureFile: Type<NamedFile> = {
  name: 'path of a picture',
  schema: { type: 'string' },
  read: (node, complain, placeOf) => {
    const path = text.read(node, complain, placeOf);
    return path === undefined ? undefined : { path, place: placeOf(node) };
  },
};

const percent: Type<number> = {
  name: 'number from 1 to 100',
  schema: { type: 'integer', minimum: 1, maximum: 100 },
  read: (node, complain) => {
    if (isScalar(node) && Number.isInteger(node.value) && Number(node.value) >= 1 && Number(node.value) <= 100)
      return Number(node.value);
    complain('expected a whole number from 1 to 100');
    return undefined;
  },
};

const BEST_FIRST = OFFERED.toReversed();

const qualityFields = Object.fromEntries(
  Object.entries(QUALITIES).map(([format, quality]) => {
    const name = FORMATS[format as WithQuality].called.replace(/^an? /, '');
    return [format, { type: percent, default: quality, meaning: `of ${name}` }];
  }),
) as { readonly [format in WithQuality]: { readonly type: typeof percent; readonly default: number; readonly meaning: string } };

/** Every field of `images:`. The table in the README is made from this. */
export const IMAGE_FIELDS = {
  widths: {
    type: list(integer(16)),
    default: [456, 684, 1026, 1368, 2052],
    meaning: 'widths in pixels to generate, up to the size of the picture and the size it is shown at',
  },
  formats: {
    type: list(oneOf(...BEST_FIRST)),
    default: BEST_FIRST,
    meaning: 'formats to offer in addition to JPEG or PNG, where they are smaller',
  },
  quality: {
    type: mapping(qualityFields),
    default: QUALITIES,
    meaning: `encoder quality from 1 to 100: \`{${Object.entries(QUALITIES)
      .map(([format, quality]) => `${format}: ${quality}`)
      .join(', ')}}\``,
  },
  maxMegapixels: {
    type: integer(1),
    default: 268,
    meaning: 'largest picture to read, in millions of pixels, counting all frames of an animation',
  },
  remote: {
    type: oneOf('keep', 'localise'),
    default: 'keep',
    meaning: '`localise` downloads pictures from other sites once, into `images/remote/`',
  },
  maxRemoteMegabytes: { type: integer(1), default: 20, meaning: 'largest picture to download, in megabytes' },
} satisfies Fields;

export type ImageSettings = SettingsOf<typeof IMAGE_FIELDS>;

const images = refined(mapping(IMAGE_FIELDS), (values) => ({
  ...values,
  widths: [...new Set(values.widths)].sort((a, b) => a - b),
}));

const origin = checked('origin', (value) => {
  // No source with https: names one with wss: (CSP level 3, section 6.7.2.8).
  const url = /^wss:\/\/./i.test(value) && URL.canParse(value) ? new URL(value) : parseUrl(value);
  if (!url) throw new Error('expected an origin such as https://example.org');
  return url.origin;
});

/** Every field of `announce:`. */
const ANNOUNCE_FIELDS = {
  indexnow: { type: webAddress, default: '', meaning: 'IndexNow endpoint: `https://api.indexnow.org/indexnow`' },
  baidu: { type: webAddress, default: '', meaning: 'Baidu push endpoint: `http://data.zz.baidu.com/urls`' },
} satisfies Fields;

/** Names that are no folders of the program's own. */
const TAXONOMY = /^[a-z][a-z0-9_-]*$/i;

const taxonomies: Type<readonly TaxonomySetting[]> = {
  name: 'mapping of front matter fields',
  schema: { type: 'object', additionalProperties: { type: ['object', 'string', 'null'] } },
  read: (node, complain, placeOf) => {
    if (!isMap(node)) {
      complain('expected a mapping such as {columns: {title: 专栏}}');
      return undefined;
    }
    return node.items.flatMap(({ key, value }): TaxonomySetting[] => {
      const field = String(key);
      if (!TAXONOMY.test(field)) {
        complain(`"${field}" is not a name that an address can begin with: use letters, digits, "-" and "_"`, key as Node);
        return [];
      }
      const say: Complain = (reason, at, severity) => complain(`${field}: ${reason}`, at ?? (value as Node), severity);
      if (!value || (isScalar(value) && value.value === null)) return [{ field, title: '', nested: false }];
      if (isScalar(value)) return [{ field, title: String(value.value), nested: false }];
      const read = mapping(TAXONOMY_FIELDS).read(value as Node, say, placeOf);
      return read ? [{ field, ...read }] : [];
    });
  },
};

/** Every field of site.yaml. The table in the README is made from this. */
export const CONFIG_FIELDS = {
  title: { type: text, required: true, meaning: 'the name of the site' },
  url: { type: address, required: true, meaning: 'address of the site, with its path if it is not at the root' },
  description: { type: text, default: '', meaning: 'one sentence about the site, for search engines and feeds' },
  author: { type: text, default: '', meaning: 'author of posts that do not name one' },
  aliases: { type: list(host), default: [], meaning: 'other host names of the site; links to them are treated as internal' },
  language: { type: language, default: 'zh-Hans', meaning: 'language of the posts and of the interface' },
  timezone: {
    type: timezone,
    default: '',
    meaning:
      'time zone of post dates, in feeds and for `future`: `Asia/Shanghai` (default: that of the language, if it has one; else UTC)',
  },
  navigation: {
    type: navigation,
    meaning: 'entries with `title` and `url` (default: posts, tags and every page at the top of `content/`)',
  },
  pageSize: { type: integer(1), default: 11, meaning: 'posts per list page' },
  latest: { type: integer(0), default: 5, meaning: 'posts on the home page' },
  feedSize: { type: integer(1), default: 20, meaning: 'posts in the feeds' },
  permalink: {
    type: permalinkPattern,
    meaning: 'pattern for the addresses of posts, such as `/:year/:month/:day/:name/` (default: the path of the file)',
  },
  markdown: {
    type: dialect,
    default: 'markdown+east_asian_line_breaks+autolink_bare_uris+cjk',
    meaning: 'the dialect: Pandoc’s `markdown`, `commonmark` or `gfm`',
  },
  dialects: {
    type: dialects,
    default: [],
    meaning: 'dialects of folders below `content/`: `{posts/imported: gfm}`',
  },
  taxonomies: {
    type: taxonomies,
    default: [],
    meaning:
      'front matter fields that sort posts, besides `tags` and `categories`: `{columns: 专栏}`; `{categories: {nested: true}}` for lists of Hexo',
  },
  ignoreFields: {
    type: list(text),
    default: [],
    meaning: 'front matter fields that need not be reported as ignored: `[mathjax, id]`',
  },
  redirects: {
    type: redirects,
    default: [],
    meaning:
      'old addresses that no file makes, with where they lead: `{/tags/x/: /tags/x.html}`; those of posts are `aliases` of the post',
  },
  license: { type: text, default: '', meaning: 'license of the texts: `CC BY-SA 4.0`, or any text' },
  comments: {
    type: commentsField,
    default: {},
    meaning: 'comments under posts: giscus, Waline or Twikoo; see docs/services.md',
  },
  cards: { type: boolean, default: true, meaning: '`false` disables social cards' },
  hub: { type: webAddress, default: '', meaning: 'WebSub hub that notifies feed readers' },
  announce: {
    type: mapping(ANNOUNCE_FIELDS),
    default: defaultsOf(ANNOUNCE_FIELDS),
    meaning: 'services that `npm run announce` notifies: `{indexnow: …, baidu: …}`; see docs/publishing/',
  },
  analytics: {
    type: analyticsField,
    default: NO_ANALYTICS,
    meaning: 'analytics: Baidu Tongji, Umami, GoatCounter or Cloudflare; see docs/services.md',
  },
  search: { type: boolean, default: true, meaning: '`false` disables search' },
  allow: {
    type: list(origin),
    default: [],
    meaning: 'origins that pages may load scripts and frames from: `https://example.org`',
  },
  safe: {
    type: boolean,
    default: false,
    meaning: '`true` removes all that acts from posts, their fields and files, for sites with several authors',
  },
  allowPrivate: {
    type: boolean,
    default: false,
    meaning:
      '`true` lets `images: {remote: localise}`, `check --external` and `announce` connect to this machine and to private networks',
  },
  plugins: { type: pluginsField, default: [], meaning: 'plugins, as files or packages; see docs/plugins/' },
  logo: { type: pictureFile, meaning: 'picture shown before the site title' },
  favicon: { type: pictureFile, meaning: 'site icon (default: `content/favicon.svg`, `.png` or `.ico`)' },
  images: { type: images, default: defaultsOf(IMAGE_FIELDS), meaning: 'picture settings: see below' },
  answered: {
    type: answersField,
    default: [],
    meaning: 'warnings to silence, by rule and folder: `{picture/alt: posts/old, date/disagrees: .}`',
  },
  future: {
    type: oneOf('publish', 'wait', 'error'),
    default: 'publish',
    meaning: 'posts dated in the future: publish them now, wait for their date, or report an error',
  },
  links: { type: oneOf('error', 'warn'), default: 'error', meaning: 'severity of dead internal links' },
  pictures: { type: oneOf('error', 'warn'), default: 'error', meaning: 'severity of missing and unreadable pictures' },
} satisfies Fields;

/** The settings of a site. */
export type Config = SettingsOf<typeof CONFIG_FIELDS>;

/** Stand-ins for settings that have to be given, so that the rest of the site can still be checked. */
const STAND_INS = { title: '', url: { origin: 'https://example.org', base: '' } } satisfies Partial<Config>;

/**
 * Reads site.yaml.
 * @param source its text; undefined if there is no such file
 * @returns the settings, with stand-ins where there are errors, so that the rest of the site can still be checked
 */
export function readConfig(source: string | undefined): { config: Config; problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const yaml = source ?? '';
  const at = ([start, end]: readonly [number, number]) => placeAt(yaml, start, end);
  const document = parseYaml(yaml);
  if (source === undefined) {
    const note = 'create it with at least `title: …` and `url: https://…`';
    problems.push(problem(CONFIG_FILE, undefined, 'config/missing', 'missing content/site.yaml', { note }));
  }
  for (const { reason, note, at: range } of syntaxMistakes(document, yaml)) {
    problems.push(problem(CONFIG_FILE, at(range), 'config/syntax', reason, { note }));
  }
  if (document.contents && !isMap(document.contents)) {
    problems.push(problem(CONFIG_FILE, at([0, 1]), 'config/syntax', 'expected lines of `name: value`'));
  }
  const names = Object.keys(CONFIG_FIELDS);
  const wrong = new Set<string>();
  const { values } = readFields(document, CONFIG_FIELDS, {
    complain: (field, reason, range, severity) => {
      wrong.add(field);
      // What is said of the values of YAML that cannot be read follows from that.
      if (document.errors.length > 0) return;
      const options = severity === undefined ? {} : { severity };
      problems.push(problem(CONFIG_FILE, at(range), 'config/wrong', `${field}: ${reason}`, options));
    },
    unknown: (name, _value, range) => {
      const note = `known fields: ${names.join(', ')}`;
      const expected = nearest(name, names);
      problems.push(problem(CONFIG_FILE, at(range), 'config/unknown', `unknown field "${name}"`, { expected, note }));
    },
    placeOf: at,
  });
  for (const name of Object.keys(STAND_INS)) {
    if (name in values || wrong.has(name) || source === undefined || document.errors.length > 0) continue;
    const note = `add a line \`${name}: …\``;
    problems.push(problem(CONFIG_FILE, { line: 1, column: 1 }, 'config/missing', `missing field "${name}"`, { note }));
  }
  const config = { ...defaultsOf(CONFIG_FIELDS), ...STAND_INS, ...values };
  return { config: { ...config, timezone: values.timezone ?? timezoneOf(config.language) }, problems };
}

/** The dialect of each file below `content/`: that of the innermost folder which has one, or the site's. */
export function dialectsOf({ dialects, markdown }: Pick<Config, 'dialects' | 'markdown'>): (path: string) => string {
  const folders = dialects.toSorted((a, b) => b.folder.length - a.folder.length);
  return (path) => folders.find(({ folder }) => path.startsWith(`${folder}/`))?.dialect ?? markdown;
}
