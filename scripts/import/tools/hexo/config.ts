// Reads `_config.yml` of Hexo, and the configuration of its theme.

import { timezoneOf } from '../../../base/text/timezones.js';
import { mapping, settingsFile } from '../../dataFiles.js';
import { type FieldValues, isMapping, listOf, textOf } from '../../header.js';
import { languageOfTexts } from '../../language.js';
import { linksIn } from '../../menus.js';
import type { Note, OldLink } from '../../oldBlog.js';
import { validTimezone } from '../../oldDate.js';
import { isMarkdown, type OldFolder } from '../../oldFolder.js';
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
  const values = settingsFile(folder, CONFIG);
  const name = textOf(values.theme) ?? '';
  const files = [`_config.${name}.yml`, `_config.${name}.yaml`, `themes/${name}/_config.yml`, `source/_data/${name}.yml`].filter(
    (path) => folder.has(path),
  );
  // Settings in the site's own folder win over the theme's defaults.
  const theme = Object.assign(
    {},
    ...files.toReversed().map((path) => settingsFile(folder, path)),
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

/** Returns the settings of comments, analytics and accounts that the new site has, too. */
export function servicesOf({ values, theme }: HexoConfig): { readonly [setting: string]: unknown } {
  const all = { ...theme, ...Object.fromEntries(Object.entries(values).filter(([name]) => theme[name] === undefined)) };
  return { ...commentsOf(all), ...analyticsOf(all), ...socialOf(all) };
}
