// Reads `_config.yml` of Hexo, and the configuration of its theme.

import { parse } from 'yaml';
import { timezoneOf } from '../../../base/text/timezones.js';
import { type FieldValue, type FieldValues, isMapping, listOf, textOf } from '../../header.js';
import { languageOfTexts } from '../../language.js';
import type { Note, OldLink } from '../../oldBlog.js';
import { isMarkdown, type OldFolder } from '../../oldFolder.js';
import { OldBlogError } from '../../oldTool.js';
import { analyticsOf, commentsOf, languageOf, socialOf } from '../../services.js';

export interface HexoConfig {
  readonly values: FieldValues;
  readonly theme: FieldValues;
  readonly themeFile: string | undefined;
  readonly language: string;
  readonly timezone: string;
  readonly permalink: string;
  readonly source: string;
}

export const CONFIG = '_config.yml';

export function readHexoConfig(folder: OldFolder): HexoConfig {
  const values = yamlFile(folder, CONFIG);
  const name = textOf(values.theme) ?? '';
  const files = [`_config.${name}.yml`, `_config.${name}.yaml`, `themes/${name}/_config.yml`, `source/_data/${name}.yml`].filter(
    (path) => folder.has(path),
  );
  // Settings in the site's own folder win over the theme's defaults.
  const theme = Object.assign(
    {},
    ...files.toReversed().map((path) => yamlFile(folder, path)),
    mapping(values.theme_config),
  ) as FieldValues;
  const language = languageOf(listOf(values.language)[0]) ?? languageOfTexts(sampleOf(folder));
  return {
    ...{ values, theme, language, themeFile: files.at(-1) },
    timezone: validTimezone(textOf(values.timezone)) ?? timezoneOf(language),
    permalink: textOf(values.permalink) ?? ':year/:month/:day/:title/',
    source: textOf(values.source_dir) ?? 'source',
  };
}

/** Returns texts of a blog, to find out its language. */
function sampleOf(folder: OldFolder): string[] {
  const posts = folder.below('source/_posts').filter(isMarkdown);
  return posts.slice(0, 20).map((path) => folder.text(path));
}

function validTimezone(name: string | undefined): string | undefined {
  try {
    return name && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * Reads a file of YAML.
 * @param list the name of the field that a list at the top becomes the value of
 * @throws OldBlogError if it is broken
 */
export function yamlFile(folder: OldFolder, path: string, list?: string): FieldValues {
  try {
    const value: unknown = parse(
      folder.text(path).replace(/^\t+/gm, (tabs) => '  '.repeat(tabs.length)),
      {
        ...{ schema: 'core', merge: true, uniqueKeys: false, strict: false, logLevel: 'silent', maxAliasCount: 1000 },
      },
    );
    if (list !== undefined && Array.isArray(value)) return { [list]: value };
    return isMapping(value) ? value : {};
  } catch (error) {
    throw new OldBlogError(`${path}: ${(error as Error).message.split('\n', 1)[0]}; correct it, and import again`);
  }
}

export function mapping(value: FieldValue | undefined): FieldValues {
  return isMapping(value) ? value : {};
}

/** Settings that Hexo needs for itself, or that are read here; the others are listed in the report. */
const READ = new Set(
  `title subtitle description keywords author language timezone url root permalink permalink_defaults pretty_urls source_dir
   public_dir tag_dir archive_dir category_dir code_dir i18n_dir skip_render new_post_name default_layout titlecase external_link
   filename_case render_drafts post_asset_folder relative_link future highlight prismjs syntax_highlighter default_category
   category_map tag_map date_format time_format updated_option use_date_for_updated per_page pagination_dir index_generator
   meta_generator include exclude ignore theme theme_config deploy marked markdown server archive_generator category_generator
   tag_generator feed sitemap search menu social`.split(/\s+/),
);

/** Returns notes about the settings that have no meaning in the new site. */
export function notesOn({ values }: HexoConfig): Note[] {
  return Object.keys(values)
    .filter((name) => !READ.has(name) && values[name] !== null)
    .map((name) => ({ about: `the setting "${name}"`, outcome: 'was not moved: nothing here reads it', at: CONFIG }));
}

/** Returns the menu of a theme. Butterfly and NexT write `Home: / || icon`, Fluid and Stellar a list. */
export function menuOf({ theme, values }: HexoConfig): OldLink[] | undefined {
  const navbar = mapping(theme.navbar);
  const menu = [
    theme.menu,
    navbar.menu,
    theme.nav,
    mapping(theme.header).menu,
    mapping(theme.sidebar).menu,
    theme.navmenu,
    values.menu,
  ].find((each) => (isMapping(each) && Object.keys(each).length > 0) || Array.isArray(each));
  const links = linksIn(menu);
  return links.length > 0 ? links : undefined;
}

function linksIn(menu: FieldValue | undefined): OldLink[] {
  if (Array.isArray(menu))
    return menu.flatMap((item: FieldValue) => {
      if (!isMapping(item)) return [];
      const title = textOf(item.name) ?? textOf(item.title) ?? textOf(item.key);
      const url = textOf(item.link) ?? textOf(item.url) ?? textOf(item.path);
      const below = [...linksIn(item.submenu), ...linksIn(item.children), ...linksIn(item.rows)];
      return title && url && isAddress(url) ? [{ title, url }, ...below] : below;
    });
  if (!isMapping(menu)) return [];
  return Object.entries(menu).flatMap(([name, value]): OldLink[] => {
    if (isMapping(value)) {
      const url = textOf(value.path) ?? textOf(value.url) ?? textOf(value.link) ?? textOf(value.default);
      return url && isAddress(url) ? [{ title: titleOf(textOf(value.name) ?? name), url: addressIn(url) }] : linksIn(value);
    }
    const url = textOf(value);
    return url && isAddress(addressIn(url)) ? [{ title: titleOf(name), url: addressIn(url) }] : [];
  });
}

const addressIn = (value: string): string => value.split('||', 1)[0]?.trim() ?? '';
const titleOf = (name: string): string => name.split('||', 1)[0]?.trim() ?? name;
const isAddress = (url: string): boolean => /^(?:\/|https?:|#)/.test(url) && !url.startsWith('#');

/** Returns the settings of comments, analytics and accounts that the new site has, too. */
export function servicesOf({ values, theme }: HexoConfig): { readonly [setting: string]: unknown } {
  const all = { ...theme, ...Object.fromEntries(Object.entries(values).filter(([name]) => theme[name] === undefined)) };
  return { ...commentsOf(all), ...analyticsOf(all), ...socialOf(all) };
}
