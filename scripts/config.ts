// content/site.yaml: its fields, defaults and checks.

import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { nearest, placeAt, problem } from './diagnostics.js';
import {
  checked,
  defaultsOf,
  type Field,
  type Fields,
  list,
  mapping,
  oneOf,
  readFields,
  syntaxMistakes,
  type Type,
  text,
  truth,
  whole,
} from './fields.js';
import { isDialect, unknownExtension } from './markdown/extensions.js';
import type { Diagnostic, Place } from './types.js';

export const CONFIG_FILE = 'content/site.yaml';

export interface NavigationItem {
  readonly title: string;
  readonly url: string;
  readonly place?: Place;
}

/** The dialect of what lies in a folder below `content/`. */
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

/** The site's address, taken apart. */
export interface SiteUrl {
  /** `https://example.org`, without a slash. */
  readonly origin: string;
  /** `/blog` or an empty text. */
  readonly base: string;
}

/** Discussions of a GitHub repository under posts (https://giscus.app). */
export interface CommentSettings {
  readonly repo: string;
  readonly repoId: string;
  readonly category: string;
  readonly categoryId: string;
  readonly mapping: string;
}

export interface ImageSettings {
  readonly widths: readonly number[];
  readonly formats: readonly ('avif' | 'webp')[];
  readonly quality: { readonly avif: number; readonly webp: number; readonly jpeg: number };
  readonly maxMegapixels: number;
  readonly remote: 'keep' | 'localise';
  readonly maxRemoteMegabytes: number;
}

export interface Config {
  readonly title: string;
  readonly url: SiteUrl;
  readonly description: string;
  readonly author: string;
  readonly aliases: readonly SiteUrl[];
  readonly language: string;
  /** IANA name of the zone that the days of posts are in. */
  readonly timezone: string;
  readonly navigation: readonly NavigationItem[] | undefined;
  readonly pageSize: number;
  readonly latest: number;
  readonly feedSize: number;
  readonly markdown: string;
  readonly dialects: readonly FolderDialect[];
  readonly images: ImageSettings;
  readonly license: string;
  readonly search: boolean;
  readonly cards: boolean;
  /** Address of the WebSub hub, or an empty text. */
  readonly hub: string;
  readonly comments: CommentSettings | undefined;
  /** Origins that pages may load scripts and frames from. */
  readonly allow: readonly string[];
  readonly logo: NamedFile | undefined;
  readonly favicon: NamedFile | undefined;
  readonly links: 'error' | 'warn';
  readonly pictures: 'error' | 'warn';
}

const address = checked('web address', (value): SiteUrl => {
  const url = parseUrl(value);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Error('an address with https:// belongs here, such as https://example.org');
  return { origin: url.origin, base: decodeURI(url.pathname).replace(/\/+$/, '') };
});

const host = checked('host name or web address', (value): SiteUrl => {
  const url = parseUrl(/^https?:\/\//.test(value) ? value : `https://${value}`);
  if (!url?.host) throw new Error('a host name belongs here, such as www.example.org');
  return { origin: url.origin, base: decodeURI(url.pathname).replace(/\/+$/, '') };
});

export const language = checked('language tag', (value) => {
  try {
    return Intl.getCanonicalLocales(value)[0] ?? value;
  } catch {
    throw new Error(`"${value}" is no language tag; write zh-Hans, en or de-AT`);
  }
});

const timezone = checked('time zone', (value) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    throw new Error(`there is no time zone "${value}"; write UTC, Asia/Shanghai or Europe/Berlin`);
  }
});

export const dialect = checked('`markdown` with extensions, `commonmark` or `gfm`', (value) => {
  if (!isDialect(value)) {
    throw new Error(`"${value}" names no dialect; there are markdown (with +extension or -extension), commonmark and gfm`);
  }
  const unknown = unknownExtension(value);
  if (unknown !== undefined) throw new Error(unknown);
  return value;
});

const navigation: Type<readonly NavigationItem[]> = list({
  name: '`title` and `url`',
  read: (node, complain) => {
    const part = (name: string): string | undefined => {
      const value = isMap(node) ? (node.get(name, true) as Node | undefined) : undefined;
      if (isScalar(value) && typeof value.value === 'string') return value.value;
      complain(`each entry needs a ${name}: - {title: About, url: /about.html}`, value ?? node);
      return undefined;
    };
    const title = part('title');
    const url = title === undefined ? undefined : part('url');
    if (title === undefined || url === undefined) return undefined;
    const at = isMap(node) ? (node.get('url', true) as Node | undefined)?.range : undefined;
    return { title, url, offsets: at ? [at[0], at[1]] : undefined } as NavigationItem;
  },
});

const dialects: Type<readonly FolderDialect[]> = {
  name: 'mapping of folders to dialects',
  read: (node, complain) => {
    if (!isMap(node)) {
      complain('a mapping belongs here: {posts/imported: gfm}');
      return undefined;
    }
    return node.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : '';
      const read = value ? dialect.read(value as Node, (reason, at) => complain(reason, at ?? (value as Node))) : undefined;
      const range = (key as Node).range;
      const folder = name.replace(/^(?:\.?\/)?(?:content\/)?|\/+$/g, '');
      return read === undefined ? [] : [{ folder, dialect: read, offsets: range && [range[0], range[1]] } as FolderDialect];
    });
  },
};

const pictureFile: Type<NamedFile> = {
  name: 'path of a picture',
  read: (node, complain) => {
    const path = text.read(node, complain);
    const offsets = node.range && [node.range[0], node.range[1]];
    return path === undefined ? undefined : ({ path, offsets } as NamedFile);
  },
};

const percent: Type<number> = {
  name: 'number from 1 to 100',
  read: (node, complain) => {
    if (isScalar(node) && Number.isInteger(node.value) && Number(node.value) >= 1 && Number(node.value) <= 100)
      return Number(node.value);
    complain('a whole number from 1 to 100 belongs here');
    return undefined;
  },
};

/** Every field of `images:`. The table in the README is made from this. */
export const IMAGE_FIELDS = {
  widths: {
    type: list(whole(16)),
    default: [456, 684, 1026, 1368, 2052],
    meaning: 'pixels that pictures are made in, as far as they are as large and are shown as large',
  },
  formats: {
    type: list(oneOf('avif', 'webp')),
    default: ['avif', 'webp'],
    meaning: 'formats that are offered besides JPEG or PNG, where they are smaller',
  },
  quality: {
    type: mapping({
      avif: { type: percent, default: 50, meaning: 'of AVIF' },
      webp: { type: percent, default: 80, meaning: 'of WebP' },
      jpeg: { type: percent, default: 80, meaning: 'of JPEG' },
    }),
    default: { avif: 50, webp: 80, jpeg: 80 },
    meaning: 'a mapping of formats to numbers from 1 to 100: `{avif: 50, webp: 80, jpeg: 80}`',
  },
  maxMegapixels: {
    type: whole(1),
    default: 268,
    meaning: 'millions of pixels, all frames of an animation together, up to which a picture is read',
  },
  remote: {
    type: oneOf('keep', 'localise'),
    default: 'keep',
    meaning: '`localise` fetches pictures of other sites once, into `images/remote/`',
  },
  maxRemoteMegabytes: { type: whole(1), default: 20, meaning: 'megabytes up to which a picture is fetched' },
} satisfies Fields;

const images: Type<ImageSettings> = {
  ...mapping(IMAGE_FIELDS),
  read: (node, complain) => {
    const values = mapping(IMAGE_FIELDS).read(node, complain) as ImageSettings | undefined;
    return values && { ...values, widths: [...new Set(values.widths)].sort((a, b) => a - b) };
  },
};

/** Every field of `comments:`. */
const COMMENT_FIELDS = {
  repo: { type: text, meaning: 'the repository: `owner/name`' },
  repoId: { type: text, meaning: 'its number, which giscus.app tells' },
  category: { type: text, meaning: 'the category of discussions' },
  categoryId: { type: text, meaning: 'its number' },
  mapping: { type: text, default: 'pathname', meaning: 'how a post is found: `pathname`, `url`, `title`' },
} satisfies Fields;

const comments: Type<CommentSettings> = {
  ...mapping(COMMENT_FIELDS),
  read: (node, complain) => {
    const values = mapping(COMMENT_FIELDS).read(node, complain) as CommentSettings | undefined;
    const missing = values && Object.keys(COMMENT_FIELDS).filter((name) => !values[name as keyof CommentSettings]);
    if (missing && missing.length > 0) {
      complain(`${missing.join(', ')} missing; https://giscus.app tells what belongs there`);
      return undefined;
    }
    return values;
  },
};

const webAddress = checked('web address', (value) => {
  if (!parseUrl(value)) throw new Error('an address with https:// belongs here');
  return value;
});

const origin = checked('origin', (value) => {
  const url = parseUrl(value);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error('an origin belongs here, such as https://example.org');
  return url.origin;
});

/** Every field of site.yaml. The table in the README is made from this. */
export const CONFIG_FIELDS = {
  title: { type: text, required: true, meaning: 'the name of the site' },
  url: { type: address, required: true, meaning: 'where it will be published, with the folder if it is not at the root' },
  description: { type: text, default: '', meaning: 'one sentence for search engines and feeds' },
  author: { type: text, default: '', meaning: 'who writes, where a post does not say' },
  aliases: { type: list(host), default: [], meaning: 'other host names of the site; links to them count as links to it' },
  language: { type: language, default: 'zh-Hans', meaning: 'language of the texts and of the interface' },
  timezone: { type: timezone, default: 'UTC', meaning: 'the zone in which a post’s day begins, for feeds: `Asia/Shanghai`' },
  navigation: {
    type: navigation,
    meaning: 'entries of `title` and `url`; without it, the posts, the tags and every page at the top of `content/`',
  },
  pageSize: { type: whole(1), default: 11, meaning: 'posts on one page of the list' },
  latest: { type: whole(0), default: 5, meaning: 'posts on the home page' },
  feedSize: { type: whole(1), default: 20, meaning: 'posts in the feeds' },
  markdown: {
    type: dialect,
    default: 'markdown+east_asian_line_breaks+autolink_bare_uris+cjk',
    meaning: 'the dialect: Pandoc’s `markdown`, `commonmark` or `gfm`',
  },
  dialects: {
    type: dialects,
    default: [],
    meaning: 'folders below `content/` with a dialect of their own: `{posts/imported: gfm}`',
  },
  license: { type: text, default: '', meaning: 'under what others may use the texts: `CC BY-SA 4.0`, or words of yours' },
  comments: {
    type: comments,
    meaning: 'giscus under posts: a mapping of `repo`, `repoId`, `category`, `categoryId`; docs/site.md has others',
  },
  cards: { type: truth, default: true, meaning: '`false` draws no cards for posts that are shared' },
  hub: { type: webAddress, default: '', meaning: 'the WebSub hub that tells readers of new posts' },
  search: { type: truth, default: true, meaning: '`false` leaves the search out' },
  allow: {
    type: list(origin),
    default: [],
    meaning: 'other sites whose scripts and frames the pages may load: `https://example.org`',
  },
  logo: { type: pictureFile, meaning: 'a picture that stands before the name of the site' },
  favicon: { type: pictureFile, meaning: 'the icon; without it, `content/favicon.svg`, `.png` or `.ico`' },
  images: { type: images, default: defaultsOf(IMAGE_FIELDS), meaning: 'how pictures are made: see below' },
  links: { type: oneOf('error', 'warn'), default: 'error', meaning: 'what a dead link within the site is' },
  pictures: { type: oneOf('error', 'warn'), default: 'error', meaning: 'what a missing or unreadable picture is' },
} satisfies Fields;

/**
 * Reads site.yaml.
 * @param source its text; undefined where there is no such file
 * @returns the settings, with stand-ins where there are errors, so that the rest of the site can still be checked
 */
export function readConfig(source: string | undefined): { config: Config; problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const yaml = source ?? '';
  const at = ([start, end]: readonly [number, number]) => placeAt(yaml, start, end);
  const document = parseDocument(yaml, { lineCounter: new LineCounter(), prettyErrors: false });
  if (source === undefined) {
    const note = 'write one with at least `title: …` and `url: https://…`';
    problems.push(problem(CONFIG_FILE, undefined, 'config/missing', 'there is no content/site.yaml', { note }));
  }
  for (const { reason, note, at: range } of syntaxMistakes(document)) {
    problems.push(problem(CONFIG_FILE, at(range), 'config/syntax', reason, { note }));
  }
  if (document.contents && !isMap(document.contents)) {
    problems.push(problem(CONFIG_FILE, at([0, 1]), 'config/syntax', 'the settings are lines of `name: value`'));
  }
  const names = Object.keys(CONFIG_FIELDS);
  const { values } = readFields(
    document,
    CONFIG_FIELDS,
    (field, reason, range) => problems.push(problem(CONFIG_FILE, at(range), 'config/wrong', `${field}: ${reason}`)),
    (name, _value, range) =>
      problems.push(
        problem(CONFIG_FILE, at(range), 'config/unknown', `there is no field "${name}"`, {
          expected: nearest(name, names),
          note: `the fields are ${names.join(', ')}`,
        }),
      ),
  );
  for (const [name, field] of Object.entries<Field<unknown>>(CONFIG_FIELDS)) {
    const missing = field.required && !(name in values) && !problems.some((d) => d.reason.startsWith(`${name}:`));
    if (missing && source !== undefined && document.errors.length === 0) {
      problems.push(
        problem(CONFIG_FILE, { line: 1, column: 1 }, 'config/missing', `the field "${name}" is needed`, {
          note: `add a line \`${name}: …\``,
        }),
      );
    }
  }
  const standIns = { title: '', url: { origin: 'https://example.org', base: '' } };
  const config = { ...defaultsOf(CONFIG_FIELDS), ...standIns, ...values } as unknown as Config;
  const placed = <T extends { readonly place?: Place }>(item: T | undefined) => withPlaces<T>(item && [item], at)?.[0];
  return {
    config: {
      ...config,
      navigation: withPlaces<NavigationItem>(config.navigation, at),
      dialects: withPlaces<FolderDialect>(config.dialects, at) ?? [],
      logo: placed(config.logo),
      favicon: placed(config.favicon),
    },
    problems,
  };
}

/** The dialect of each file below `content/`: that of the innermost folder which has one, or the site's. */
export function dialectsOf({ dialects, markdown }: Pick<Config, 'dialects' | 'markdown'>): (path: string) => string {
  const folders = dialects.toSorted((a, b) => b.folder.length - a.folder.length);
  return (path) => folders.find(({ folder }) => path.startsWith(`${folder}/`))?.dialect ?? markdown;
}

/** Gives what was read from YAML its places in the file. */
function withPlaces<T extends { readonly place?: Place }>(
  items: readonly T[] | undefined,
  at: (range: readonly [number, number]) => Place,
): readonly T[] | undefined {
  return items?.map((item) => {
    const { offsets, ...rest } = item as T & { readonly offsets?: readonly [number, number] };
    return { ...rest, ...(offsets && { place: at(offsets) }) } as unknown as T;
  });
}

function parseUrl(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}
