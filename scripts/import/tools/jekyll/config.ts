// Reads `_config.yml` of Jekyll.

import { timezoneOf } from '../../../base/text/timezones.js';
import { mapping, settingsFile, valuesIn } from '../../dataFiles.js';
import { type FieldValue, type FieldValues, isMapping, listOf, textOf } from '../../header.js';
import { languageOfTexts } from '../../language.js';
import { linksIn } from '../../menus.js';
import type { Note, OldLink } from '../../oldBlog.js';
import { validTimezone } from '../../oldDate.js';
import { isMarkdown, type OldFolder } from '../../oldFolder.js';
import { analyticsOf, commentsOf, languageOf, otherServicesIn, socialOf } from '../../services.js';

export const CONFIG = '_config.yml';

/** Values for some texts. @see Jekyll, "Front Matter Defaults" */
export interface Defaults {
  /** Folder, file or pattern below the source; empty for all. */
  readonly path: string;
  /** `posts`, `pages`, `drafts` or a collection; undefined for all. */
  readonly type: string | undefined;
  readonly values: FieldValues;
}

export interface Collection {
  readonly name: string;
  readonly isPublished: boolean;
  readonly permalink: string | undefined;
}

export interface JekyllConfig {
  readonly values: FieldValues;
  /** Folder of the site below the old folder; empty for the folder itself. */
  readonly source: string;
  readonly base: string;
  readonly language: string;
  readonly timezone: string;
  /** The time zone of addresses: that of the machine without a setting, which was UTC on most. */
  readonly clock: string;
  readonly permalink: string;
  readonly defaults: readonly Defaults[];
  readonly collections: readonly Collection[];
  readonly plugins: readonly string[];
}

export function readJekyllConfig(folder: OldFolder): JekyllConfig {
  const values = folder.has(CONFIG) ? settingsFile(folder, CONFIG) : {};
  const source = textOf(values.source)?.replace(/^\.?\/+|\/+$/g, '') ?? '';
  const sample = sampleOf(folder);
  const written = languageOf(textOf(values.lang) ?? textOf(values.language) ?? textOf(values.locale));
  const found = languageOfTexts(sample);
  const language = written === undefined || (/^en\b/.test(written) && found !== 'en') ? found : written;
  const timezone = validTimezone(textOf(values.timezone));
  return {
    ...{
      values,
      source: source === '.' ? '' : source,
      language,
      timezone: timezone ?? timezoneOf(language),
      clock: timezone ?? 'UTC',
    },
    base: textOf(values.baseurl)?.replace(/\/+$/, '') ?? '',
    permalink: textOf(values.permalink) ?? 'date',
    defaults: defaultsOf(values.defaults),
    collections: collectionsOf(values.collections),
    plugins: [...listOf(values.plugins), ...listOf(values.gems)],
  };
}

function sampleOf(folder: OldFolder): string[] {
  const posts = folder.files.filter((path) => /(?:^|\/)_posts\//.test(path) && isMarkdown(path));
  const step = Math.max(1, Math.floor(posts.length / 20));
  return posts.filter((_path, at) => at % step === 0).map((path) => folder.text(path).replace(/^---\n[\s\S]*?\n---\n/, ''));
}

function defaultsOf(value: FieldValue | undefined): Defaults[] {
  const list = (Array.isArray(value) ? value : []).map((each: FieldValue) => mapping(each));
  const all = list.map(({ scope, values }) => ({
    path: textOf(mapping(scope).path)?.replace(/^\.?\/+|\/+$/g, '') ?? '',
    type: textOf(mapping(scope).type)?.replace(/^(post|page|draft)$/, '$1s'),
    values: mapping(values),
  }));
  // The most particular ones win: a longer path, then a type.
  return all.sort((a, b) => a.path.length - b.path.length || Number(a.type !== undefined) - Number(b.type !== undefined));
}

function collectionsOf(value: FieldValue | undefined): Collection[] {
  if (Array.isArray(value)) return listOf(value).map((name) => ({ name, isPublished: false, permalink: undefined }));
  return Object.entries(mapping(value))
    .filter(([name]) => name !== 'posts')
    .map(([name, each]) => ({ name, isPublished: mapping(each).output === true, permalink: textOf(mapping(each).permalink) }));
}

/** Settings that Jekyll needs for itself, or that are read here; the others are listed in the report. */
const READ = new Set(
  `title name description tagline subtitle url baseurl author lang language locale timezone permalink markdown kramdown commonmark
   redcarpet rdiscount highlighter source destination defaults collections collections_dir plugins gems plugins_dir layouts_dir
   includes_dir data_dir exclude include keep_files encoding markdown_ext future unpublished show_drafts limit_posts paginate
   paginate_path incremental strict_front_matter excerpt_separator liquid safe whitelist sass scss theme remote_theme feed
   jekyll-archives archives host port livereload detach quiet verbose profile repository github pygments lsi webrick compress_html
   header_pages navigation nav navs menu links navbar-links social social-network-links rouge toc tag_permalink autogen
   jekyll_compose jekyll-compose tag_page_layout tag_page_dir category_page_layout category_page_dir minima`.split(/\s+/),
);

/** Returns notes about the settings that have no meaning in the new site. */
export function notesOn({ values }: JekyllConfig): Note[] {
  const at = CONFIG;
  const services = otherServicesIn(values, ...Object.values(values).map((each) => mapping(each)));
  const isTold = (name: string): boolean => READ.has(name) || services.includes(name) || /_username$/.test(name);
  const left = Object.keys(values).filter((name) => !isTold(name) && values[name] !== null && values[name] !== '');
  return [
    ...services.map((name) => ({ about: `the setting "${name}"`, outcome: 'was not moved: nothing here reads it', at })),
    ...(left.length > 0
      ? [{ about: 'settings of the old theme', outcome: `were not moved: ${left.sort().join(', ')}`, at }]
      : []),
  ];
}

/** Returns the menu: in the settings, or in `_data/navigation.yml` as several themes have it. */
export function menuOf({ values, source }: JekyllConfig, folder: OldFolder): OldLink[] | undefined {
  const root = source === '' ? '' : `${source}/`;
  const files = ['navigation', 'nav', 'menu', 'menus'].flatMap((name) => [
    `${root}_data/${name}.yml`,
    `${root}_data/${name}.yaml`,
  ]);
  const file = files.find((path) => folder.has(path));
  const text = file === undefined ? undefined : dataOf(folder, file);
  const data = isMapping(text) ? (text.main ?? text.header ?? text.nav ?? Object.values(text)[0]) : text;
  const menu = [data, values.navigation, values.nav, values.navs, values.menu, values['navbar-links'], values.links].find(
    (each) => (isMapping(each) && Object.keys(each).length > 0) || Array.isArray(each),
  );
  const links = linksIn(isMapping(menu) && !hasSlash(menu) ? withSlashes(menu) : menu);
  return links.length > 0 ? links : undefined;
}

const hasSlash = (menu: FieldValues): boolean => Object.values(menu).some((each) => textOf(each)?.startsWith('/'));

/** Puts a slash before addresses: `About: aboutme`. */
const withSlashes = (menu: FieldValues): FieldValues =>
  Object.fromEntries(
    Object.entries(menu).map(([name, each]) => [name, typeof each === 'string' && !/^[a-z]+:/i.test(each) ? `/${each}` : each]),
  );

/** Reads a list or a mapping; nothing from a file with mistakes, which only the theme reads. */
function dataOf(folder: OldFolder, path: string): FieldValue | undefined {
  try {
    return valuesIn(folder, path);
  } catch {
    return undefined;
  }
}

/** Returns the settings of comments, analytics and accounts that the new site has, too. */
export function servicesOf({ values }: JekyllConfig): { readonly [setting: string]: unknown } {
  const accounts: { [name: string]: string } = {};
  for (const site of ['github', 'twitter', 'mastodon', 'weibo', 'zhihu', 'linkedin']) {
    const name = textOf(values[`${site}_username`]) ?? textOf(mapping(values[site]).username) ?? textOf(values[site]);
    if (name && /^[\w.-]+$/.test(name)) accounts[site] = name;
  }
  const social = isMapping(values.social) && !Array.isArray(values.social) ? values.social : {};
  return { ...commentsOf(values), ...analyticsOf(values), ...socialOf({ social: { ...accounts, ...social } }) };
}
