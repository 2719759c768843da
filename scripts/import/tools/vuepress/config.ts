// Reads the configuration of VuePress and VitePress. It is a program, which is not run: what stands there as literals is read.

import { posix } from 'node:path';
import { parse } from 'yaml';
import { timezoneOf } from '../../../base/text/timezones.js';
import { type FieldValue, type FieldValues, isMapping, listOf, textOf, tomlFields } from '../../header.js';
import { languageOfTexts } from '../../language.js';
import type { Note, OldLink } from '../../oldBlog.js';
import { isMarkdown, type OldFolder } from '../../oldFolder.js';
import { readScript } from '../../script/scriptFile.js';
import { analyticsOf, commentsOf, languageOf, socialOf } from '../../services.js';

export type Press = 'vuepress' | 'vitepress';

export interface PressConfig {
  readonly press: Press;
  /** Path of the configuration; the folder of it if there is none. */
  readonly file: string;
  readonly values: FieldValues;
  /** The options of the theme: `themeConfig`, or those given to the theme's function. */
  readonly theme: FieldValues;
  readonly unread: readonly string[];
  /** Folder of the texts below the old folder; empty for the old folder itself. */
  readonly root: string;
  /** Folder of the files that are copied as they are. */
  readonly publicFolder: string;
  /** `package.json` and the configuration as text, which name plugins and themes. */
  readonly parts: string;
  readonly language: string;
  readonly timezone: string;
  readonly url: string | undefined;
}

const NAMES = [
  'config.js',
  'config.ts',
  'config.mts',
  'config.mjs',
  'config.cjs',
  'config.json',
  'config.yml',
  'config.yaml',
  'config.toml',
];
const INDEXES = ['config/index.js', 'config/index.ts', 'config/index.mts'];

/** Returns the folder of the configuration, `docs/.vuepress`; undefined if a folder has none. The outermost is taken. */
export function pressFolder(folder: OldFolder, press: Press): string | undefined {
  const found = folder.files.flatMap((path) => new RegExp(`^((?:[^/]+/)*\\.${press})/`).exec(path)?.[1] ?? []);
  return [...new Set(found)]
    .filter((path) => depthOf(path) <= MAX_DEPTH)
    .sort((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1))
    .find((each) => configIn(folder, each));
}

/** `packages/docs/.vuepress` */
const MAX_DEPTH = 3;

const depthOf = (path: string): number => path.split('/').length;

function configIn(folder: OldFolder, settings: string): string | undefined {
  return [...NAMES, ...INDEXES].map((name) => `${settings}/${name}`).find((path) => folder.has(path));
}

export function readPressConfig(folder: OldFolder, press: Press): PressConfig {
  const settings = pressFolder(folder, press) ?? `.${press}`;
  const file = configIn(folder, settings) ?? settings;
  const { values, unread } = readValues(folder, file);
  const theme = themeOf(folder, values, settings);
  const base = posix.dirname(settings) === '.' ? '' : posix.dirname(settings);
  const root = posix.join(base, textOf(values.srcDir) ?? '').replace(/^\.$|\/+$/g, '');
  const language = languageOf(textOf(values.lang) ?? textOf(mainLocale(values).lang)) ?? languageOfTexts(sampleOf(folder, root));
  const parts = [file, 'package.json', `${settings}/theme.ts`, `${settings}/theme.js`]
    .filter((path) => folder.has(path))
    .map((path) => folder.text(path))
    .join('\n');
  const config = { press, file, values, theme, unread, root, parts, language, timezone: timezoneOf(language) };
  const assets = textOf(mapping(values.vite).publicDir) ?? textOf(values.public);
  const publicFolder = press === 'vuepress' ? `${settings}/public` : posix.join(root, assets ?? 'public');
  return { ...config, publicFolder, url: urlOf(folder, config, publicFolder) };
}

function readValues(folder: OldFolder, file: string): { readonly values: FieldValues; readonly unread: readonly string[] } {
  if (!folder.has(file)) return { values: {}, unread: [] };
  if (/\.ya?ml$/.test(file)) {
    try {
      const value: unknown = parse(folder.text(file), { logLevel: 'silent' });
      return { values: isMapping(value) ? value : {}, unread: [] };
    } catch {
      return { values: {}, unread: [''] };
    }
  }
  if (file.endsWith('.toml')) return { values: tomlFields(folder.text(file)) ?? {}, unread: [] };
  return readScript(folder, file);
}

/** The theme's options may be in a file of their own, as the template of the theme Hope has them. */
function themeOf(folder: OldFolder, values: FieldValues, settings: string): FieldValues {
  const own = { ...mapping(values.theme), ...mapping(values.themeConfig) };
  if (Object.keys(own).length > 0) return own;
  const file = ['theme.ts', 'theme.js', 'themeConfig.js', 'themeConfig.ts']
    .map((name) => `${settings}/${name}`)
    .find((path) => folder.has(path));
  return file === undefined ? {} : readScript(folder, file).values;
}

export function mapping(value: FieldValue | undefined): FieldValues {
  return isMapping(value) ? value : {};
}

/** Returns the settings of the main language. */
export function mainLocale(values: FieldValues): FieldValues {
  const locales = mapping(values.locales);
  return mapping(locales['/'] ?? locales.root);
}

/** Returns the folders of further languages, with their settings. */
export function furtherLanguages({ values, language }: PressConfig): { readonly [tag: string]: FieldValues } {
  const found = Object.entries(mapping(values.locales)).flatMap(([path, value]) => {
    const folder = path.replace(/^\/|\/$/g, '');
    const tag = languageOf(textOf(mapping(value).lang) ?? folder);
    if (folder === '' || folder === 'root' || folder.includes('/') || tag === undefined || tag === language) return [];
    const { title, description } = mapping(value);
    return [
      [
        tag,
        { ...(textOf(title) && { title }), ...(textOf(description) && { description }), ...(folder !== tag && { path: folder }) },
      ],
    ];
  });
  return Object.fromEntries(found) as { readonly [tag: string]: FieldValues };
}

function sampleOf(folder: OldFolder, root: string): string[] {
  return folder
    .below(root)
    .filter((path) => isMarkdown(path) && !path.includes('/.'))
    .slice(0, 20)
    .map((path) => folder.text(path));
}

/** Returns the address of the site: of the theme or sitemap, of the file CNAME, or of package.json. */
function urlOf(folder: OldFolder, { values, theme }: Pick<PressConfig, 'values' | 'theme'>, assets: string): string | undefined {
  const named =
    textOf(theme.hostname) ?? textOf(mapping(values.sitemap).hostname) ?? textOf(theme.domain) ?? hostnameIn(values.plugins);
  const file = [`${assets}/CNAME`, 'CNAME'].find((path) => folder.has(path));
  const host = file && folder.text(file).trim();
  const written = named ?? (host && /^[\w.-]+$/.test(host) ? `https://${host}` : undefined);
  if (!written || !/^https?:\/\//.test(written)) return undefined;
  const base = (textOf(values.base) ?? '').replace(/^\/*|\/*$/g, '');
  const plain = written.replace(/\/+$/, '');
  return base && !plain.endsWith(`/${base}`) ? `${plain}/${base}` : plain;
}

/** Finds the option `hostname` of a plugin: `["sitemap", { hostname: "https://…" }]`. */
function hostnameIn(plugins: FieldValue | undefined): string | undefined {
  const lists = Array.isArray(plugins) ? plugins : Object.values(mapping(plugins));
  const options = lists.flatMap((plugin: FieldValue) =>
    Array.isArray(plugin) ? plugin.filter(isMapping) : isMapping(plugin) ? [plugin] : [],
  );
  return options
    .map((each) => textOf(each.hostname) ?? textOf(each.canonical_base))
    .find((each) => each && /^https?:/.test(each));
}

/** True if the configuration or package.json names a package or an option. */
export function names({ parts }: PressConfig, pattern: RegExp): boolean {
  return pattern.test(parts);
}

/** Returns the menu. Nested entries stand in one list; those that have no address of their own are left out. */
export function menuOf({ theme, values }: PressConfig, titleAt: (address: string) => string | undefined): OldLink[] | undefined {
  const local = mainLocale(theme);
  const nested = mapping(mainLocale(values).themeConfig);
  const menu = [local.navbar, local.nav, theme.navbar, theme.nav, nested.nav].find((each) => Array.isArray(each));
  const links = linksIn(menu, '', titleAt);
  return links.length > 0 ? links : undefined;
}

function linksIn(menu: FieldValue | undefined, prefix: string, titleAt: (address: string) => string | undefined): OldLink[] {
  if (!Array.isArray(menu)) return [];
  return menu.flatMap((entry: FieldValue): OldLink[] => {
    if (typeof entry === 'string') {
      const url = addressIn(entry, prefix);
      const title = titleAt(url);
      return title === undefined ? [] : [{ title, url }];
    }
    if (!isMapping(entry)) return [];
    const title = textOf(entry.text) ?? textOf(entry.title);
    const link = textOf(entry.link);
    const below = prefix + (textOf(entry.prefix) ?? '');
    const inner = [...linksIn(entry.children, below, titleAt), ...linksIn(entry.items, below, titleAt)];
    return title && link ? [{ title, url: addressIn(link, prefix) }, ...inner] : inner;
  });
}

function addressIn(link: string, prefix: string): string {
  const whole = /^(?:\/|[a-z]+:|#)/i.test(link) ? link : prefix + link;
  return whole.replace(/(^|\/)(?:README|index)(?:\.md)?(?=$|#)/i, '$1').replace(/\.md(?=$|#)/i, '.html');
}

/** Groups of the side menu: a title and the addresses in it, without their endings. */
export function groupsOf({ theme, values }: PressConfig): { readonly title: string; readonly links: readonly string[] }[] {
  const sidebar = mainLocale(theme).sidebar ?? theme.sidebar ?? mapping(mainLocale(values).themeConfig).sidebar;
  const groups: { title: string; links: string[] }[] = [];
  const read = (items: FieldValue | undefined, prefix: string): string[] =>
    (Array.isArray(items) ? items : []).flatMap((item: FieldValue): string[] => {
      const single = Array.isArray(item) ? textOf(item[0] as FieldValue) : textOf(item);
      if (single !== undefined) return [addressIn(single, prefix)];
      if (!isMapping(item)) return [];
      const below = /^\//.test(textOf(item.prefix) ?? '')
        ? (textOf(item.prefix) as string)
        : prefix + (textOf(item.prefix) ?? textOf(item.base) ?? '');
      const links = [...read(item.children, below), ...read(item.items, below)];
      const [title, own] = [textOf(item.text) ?? textOf(item.title), textOf(item.link) ?? textOf(item.path)];
      if (title && links.length > 1) groups.push({ title, links });
      return own === undefined ? links : [addressIn(own, prefix), ...links];
    });
  if (Array.isArray(sidebar)) read(sidebar, '/');
  else for (const [prefix, items] of Object.entries(mapping(sidebar))) read(isMapping(items) ? items.items : items, prefix);
  return groups;
}

/** Returns the titles that the menus give to addresses. */
export function titlesIn({ theme, values }: PressConfig): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  const read = (value: FieldValue | undefined, prefix: string): void => {
    if (Array.isArray(value)) {
      const [link, title] = value.map((each) => (typeof each === 'string' ? each : undefined));
      if (value.length === 2 && link !== undefined && title !== undefined && !title.includes('/'))
        titles.set(addressIn(link, prefix), title);
      else for (const each of value) read(each as FieldValue, prefix);
    } else if (isMapping(value)) {
      const [title, link] = [textOf(value.text) ?? textOf(value.title), textOf(value.link) ?? textOf(value.path)];
      if (title && link) titles.set(addressIn(link, prefix), title);
      for (const [name, each] of Object.entries(value)) read(each, /^\/.*\/$/.test(name) ? name : prefix);
    }
  };
  for (const menu of [
    theme.sidebar,
    mainLocale(theme).sidebar,
    mapping(mainLocale(values).themeConfig).sidebar,
    theme.nav,
    theme.navbar,
  ])
    read(menu, '/');
  return titles;
}

/** Returns the settings of comments, analytics and accounts that the new site has, too. */
export function servicesOf({ values, theme }: PressConfig): { readonly [setting: string]: unknown } {
  const plugins = Array.isArray(values.plugins) ? values.plugins : [];
  const named = plugins.flatMap((plugin: FieldValue) =>
    Array.isArray(plugin) && typeof plugin[0] === 'string' && isMapping(plugin[1]) ? [[plugin[0], plugin[1]] as const] : [],
  );
  const { locales: _main, ...rest } = values;
  const all = { ...rest, theme, plugins: Object.fromEntries(named) } as FieldValues;
  return { ...commentsOf(all), ...analyticsOf(all), ...socialOf(all) };
}

/** Returns notes about the settings whose values only running the configuration would give. */
export function notesOn({ unread, file }: PressConfig): Note[] {
  const shown = unread.map((name) => (name === '' ? 'export default' : (/^[^.[]+(?:\.[^.[]+)?/.exec(name)?.[0] ?? name)));
  return [...new Set(shown)]
    .filter((name) => READ.test(name))
    .map((name) => ({
      about: `the setting "${name}"`,
      outcome: 'was not read, or in part: its value is the result of a program',
      at: file,
    }));
}

/** Settings that have a meaning here. */
const READ =
  /^(?:export default|(?:themeConfig|theme)\.(?:nav|navbar|sidebar|locales|hostname|author|encrypt|keyPage)|title|description|base|lang|locales|srcDir|permalink|cleanUrls|rewrites|sitemap\.hostname)/;

/** The authors of a text whose header names none. */
export function authorOf({ values, theme }: PressConfig): string | undefined {
  const author = theme.author ?? values.author ?? mainLocale(theme).author;
  return textOf(author) ?? textOf(mapping(author).name) ?? listOf(author)[0];
}
