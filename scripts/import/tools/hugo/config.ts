// Reads the configuration of Hugo: `hugo.toml`, `config.yaml` and the like, and the files of `config/_default/`.

import { posix } from 'node:path';
import { timezoneOf } from '../../../base/text/timezones.js';
import { mapping, merged, settingsFile } from '../../dataFiles.js';
import { type FieldValue, type FieldValues, isMapping, listOf, textOf } from '../../header.js';
import { languageOfTexts } from '../../language.js';
import type { Note, OldLink } from '../../oldBlog.js';
import { isMarkdown, type OldFolder } from '../../oldFolder.js';
import { analyticsOf, commentsOf, languageOf, otherServicesIn, socialOf } from '../../services.js';

/** A language of a site. */
export interface HugoLanguage {
  /** As Hugo names it, in lower case: `zh-cn`. */
  readonly key: string;
  /** The tag in the new site. */
  readonly tag: string;
  readonly isMain: boolean;
  readonly isDisabled: boolean;
  /** Folder of its texts below the old folder. */
  readonly content: string;
  /** First part of its addresses; empty for the main language at the root. */
  readonly prefix: string;
  readonly values: FieldValues;
}

export interface HugoConfig {
  /** All settings, with names in lower case as Hugo reads them. */
  readonly values: FieldValues;
  readonly params: FieldValues;
  readonly file: string;
  readonly content: string;
  /** Folders that are copied to the root of the site. */
  readonly statics: readonly string[];
  readonly languages: readonly HugoLanguage[];
  readonly language: string;
  readonly timezone: string;
  /** Fields that group texts: `tags`, `categories`, `series`. */
  readonly taxonomies: readonly string[];
  readonly themes: readonly string[];
}

const NAMES = ['hugo', 'config'];
const EXTENSIONS = ['toml', 'yaml', 'yml', 'json'];

/** Returns the configuration files of a folder, those whose settings win last. */
export function configFiles(folder: OldFolder): string[] {
  const single = EXTENSIONS.flatMap((extension) => NAMES.map((name) => `${name}.${extension}`)).find((path) => folder.has(path));
  const below = ['config/_default', 'config/production'].flatMap((base) =>
    folder.below(base).filter((path) => EXTENSIONS.includes(path.slice(path.lastIndexOf('.') + 1))),
  );
  return [...(single ? [single] : []), ...below];
}

export function readHugoConfig(folder: OldFolder): HugoConfig {
  const files = configFiles(folder);
  const values = files.map((path) => wrapped(path, lowered(settingsFile(folder, path)))).reduce(merged, {});
  const themes = themesOf(values, folder);
  const themeParams = themes.toReversed().map((theme) => themeParamsOf(folder, theme));
  const params = [...themeParams, mapping(values.params)].reduce(merged, {});
  const content = folderName(values.contentdir) ?? mountOf(values, 'content') ?? 'content';
  const languages = languagesOf(values, folder, content);
  const main = languages.find(({ isMain }) => isMain) as HugoLanguage;
  return {
    ...{ values, params, content, languages, themes, language: main.tag, file: files[0] ?? 'config.toml' },
    statics: staticsOf(values),
    timezone: textOf(values.timezone) ?? timezoneOf(main.tag),
    taxonomies: taxonomiesOf(values),
  };
}

/** Returns values with their names in lower case, as Hugo reads them. */
function lowered(values: FieldValues): FieldValues {
  const lower = (value: FieldValue): FieldValue =>
    Array.isArray(value) ? value.map(lower) : isMapping(value) ? lowered(value) : value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toLowerCase(), lower(value)]));
}

/** Puts the values of `params.toml` or `menus.en.toml` where they belong. @see Hugo, "Configuration directory" */
function wrapped(path: string, values: FieldValues): FieldValues {
  const [name = '', language] = posix.basename(path).toLowerCase().split('.').slice(0, -1);
  if (!path.includes('/') || NAMES.includes(name)) return values;
  const own: FieldValues = language !== undefined && name === 'languages' ? values : { [name]: mapping(values[name] ?? values) };
  return language === undefined ? own : { languages: { [language]: own } };
}

function themesOf(values: FieldValues, folder: OldFolder): string[] {
  const folders = listOf(values.theme).map((name) => `${textOf(values.themesdir) ?? 'themes'}/${name}`);
  return folders.filter((path) => folder.hasFolder(path));
}

function themeParamsOf(folder: OldFolder, theme: string): FieldValues {
  const file = EXTENSIONS.flatMap((extension) => NAMES.map((name) => `${theme}/${name}.${extension}`)).find((path) =>
    folder.has(path),
  );
  return file === undefined ? {} : mapping(lowered(settingsFile(folder, file)).params);
}

const folderName = (value: FieldValue | undefined): string | undefined =>
  textOf(value)?.replace(/^\.?\/+|\/+$/g, '') || undefined;

/** Returns the folder that is mounted at a place. @see Hugo, "Configure modules", mounts */
function mountOf(values: FieldValues, target: string): string | undefined {
  const { mounts } = mapping(values.module);
  const found = (Array.isArray(mounts) ? mounts : []).map((each: FieldValue) => mapping(each));
  return folderName(found.find((each) => folderName(each.target) === target && !each.lang)?.source);
}

function staticsOf(values: FieldValues): string[] {
  const { mounts } = mapping(values.module);
  const mounted = (Array.isArray(mounts) ? mounts : [])
    .map((each: FieldValue) => mapping(each))
    .filter((each) => folderName(each.target) === 'static')
    .flatMap((each) => folderName(each.source) ?? []);
  const languages = Object.values(mapping(values.languages)).flatMap((each) => listOf(mapping(each).staticdir));
  const named = [...listOf(values.staticdir), ...languages, ...mounted].flatMap((each) => folderName(each) ?? []);
  return [...new Set(named.length > 0 ? named : ['static'])];
}

/** @see Hugo, "Configure taxonomies": tags and categories without a setting */
function taxonomiesOf(values: FieldValues): string[] {
  if (values.taxonomies === undefined || listOf(values.disablekinds).includes('taxonomy')) return ['tags', 'categories'];
  return Object.values(mapping(values.taxonomies)).flatMap((each) => textOf(each)?.toLowerCase() ?? []);
}

function languagesOf(values: FieldValues, folder: OldFolder, content: string): HugoLanguage[] {
  const listed = Object.entries(mapping(values.languages)).filter(([, each]) => isMapping(each));
  const mainKey = textOf(values.defaultcontentlanguage)?.toLowerCase() ?? 'en';
  const isInFolder = values.defaultcontentlanguageinsubdir === true;
  const off = listOf(values.disablelanguages).map((key) => key.toLowerCase());
  const entries: [string, FieldValue][] = listed.length > 0 ? [...listed] : [[mainKey, {}]];
  const main = entries.find(([key]) => key === mainKey)?.[0] ?? (entries[0]?.[0] as string);
  return entries.map(([key, value]) => {
    const own = mapping(value);
    const isMain = key === main;
    const below = folderName(own.contentdir) ?? (folder.hasFolder(`${content}/${key}`) ? `${content}/${key}` : undefined);
    const base = listed.length > 1 || folderName(own.contentdir) ? below : undefined;
    const code = textOf(own.languagecode) ?? textOf(own.locale) ?? (isMain ? textOf(values.languagecode ?? values.locale) : key);
    const written = languageOf(listed.length > 1 ? key : code) ?? languageOf(code) ?? languageOf(key);
    return {
      ...{ key, isMain, content: base ?? content, values: own },
      tag: isMain ? languageOfMain(written, sampleOf(folder, base ?? content, key)) : (written ?? key),
      isDisabled: !isMain && (own.disabled === true || off.includes(key)),
      prefix: isMain && !isInFolder ? '' : `/${key}`,
    };
  });
}

/** Returns the language of the texts where the setting names English, which is what themes ship with. */
function languageOfMain(written: string | undefined, sample: readonly string[]): string {
  const found = languageOfTexts(sample);
  return written === undefined || (/^en\b/.test(written) && found !== 'en') ? found : written;
}

function sampleOf(folder: OldFolder, content: string, key: string): string[] {
  const isOther = (path: string) => /\.[a-z]{2}(?:-[a-z]+)?\.\w+$/i.test(path) && !path.toLowerCase().includes(`.${key}.`);
  const texts = folder.below(content).filter((path) => isMarkdown(path) && !isOther(path));
  const step = Math.max(1, Math.floor(texts.length / 20));
  return texts.filter((_path, at) => at % step === 0).map((path) => withoutHeader(folder.text(path)));
}

const withoutHeader = (text: string): string => text.replace(/^(---|\+\+\+)\n[\s\S]*?\n\1\n/, '');

/** Settings that Hugo needs for itself, or that are read here; the others are listed in the report. */
const READ = new Set(
  `title baseurl languagecode locale defaultcontentlanguage defaultcontentlanguageinsubdir hascjklanguage languages disablelanguages
   theme themesdir themes params author copyright permalinks taxonomies menu menus markup enableemoji uglyurls contentdir staticdir
   module publishdir archetypedir assetdir layoutdir datadir resourcedir i18ndir cachedir caches minify build imports outputs
   outputformats mediatypes paginate paginatepath pagination pluralizelisttitles titlecasestyle summarylength rsslimit
   enablegitinfo enablerobotstxt disablepathtolower relativeurls canonifyurls timeout timezone related sitemap security imaging
   buildfuture builddrafts buildexpired frontmatter disablekinds ignorefiles privacy services server deployment newcontenteditor
   footnotereturnlinkcontents footnoteanchorprefix pygmentscodefences pygmentsusecss pygmentsstyle pygmentsuseclasses
   pygmentsoptions pygmentscodefencesguesssyntax preservetaxonomynames removepathaccents disablehugogeneratorinject sectionpagesmenu
   description subtitle enableinlineshortcodes ignoreerrors ignorelogs refl refllinkserrorlevel reflinkserrorlevel
   disablelivereload verbose watch log logfile enablemissingtranslationplaceholders disablefastrender cleandestinationdir
   noTimes nochmod notimes markdown blackfriday metadataformat googleanalytics disqusshortname social segments templatemetrics
   printpathwarnings printi18nwarnings quiet ishugo`.split(/\s+/),
);

/** Returns notes about the settings that have no meaning in the new site. */
export function notesOn({ values, params, file }: HugoConfig): Note[] {
  const at = file;
  const left = Object.keys(values).filter((name) => !READ.has(name) && values[name] !== null);
  const services = otherServicesIn(
    values,
    mapping(values.services),
    params,
    ...Object.values(params).map((each) => mapping(each)),
  );
  const names = Object.keys(mapping(values.params)).filter((name) => !TAKEN.has(name));
  return [
    ...[...new Set([...left, ...services])].map((name) => ({
      ...{ about: `the setting "${name}"`, outcome: 'was not moved: nothing here reads it', at },
    })),
    ...(names.length > 0
      ? [{ about: 'settings of the old theme', outcome: `were not moved: ${names.sort().join(', ')}`, at }]
      : []),
    ...(values.builddrafts === true
      ? [{ about: 'the setting "buildDrafts"', outcome: 'was not moved: drafts stay unpublished', at }]
      : []),
  ];
}

/** Parameters that are read here. */
const TAKEN = new Set(
  `description subtitle author authors comments comment social socialicons giscus waline twikoo umami baidu goatcounter cloudflare
   mainsections math katex mathjax favicon label`.split(/\s+/),
);

/** Returns the entries of a menu by their weight. @see Hugo, "Menus" */
export function menuOf(values: FieldValues, own: readonly MenuEntry[]): OldLink[] | undefined {
  const menus = mapping(values.menus ?? values.menu);
  const listed = Array.isArray(menus.main) ? menus.main.map((each: FieldValue) => mapping(each)) : [];
  const entries = [...listed.flatMap((each) => entryOf(each) ?? []), ...own];
  entries.sort((a, b) => (a.weight || Number.MAX_SAFE_INTEGER) - (b.weight || Number.MAX_SAFE_INTEGER));
  const links = entries.map(({ title, url }) => ({ title, url }));
  const first = links.filter(
    ({ url }, at) => links.findIndex((each) => each.url.replace(/\/$/, '') === url.replace(/\/$/, '')) === at,
  );
  return first.length > 0 ? first : undefined;
}

export interface MenuEntry extends OldLink {
  readonly weight: number;
}

function entryOf(entry: FieldValues): MenuEntry | undefined {
  const page = textOf(entry.pageref) ?? textOf(entry.page);
  const written = page === undefined ? textOf(entry.url) : `/${page.replace(/^\/+/, '')}`;
  const title = plainTitle(textOf(entry.name) ?? textOf(entry.title) ?? textOf(entry.identifier) ?? page ?? '');
  if (!written || written.startsWith('#') || title === '') return undefined;
  const url = /^(?:[a-z]+:|\/)/i.test(written) ? written : `/${written}`;
  return { title, url, weight: Number(entry.weight ?? 0) || 0 };
}

/** Returns a title without HTML and the names of icons. */
const plainTitle = (title: string): string => title.replace(/<[^<>]*>/g, '').trim();

/** Returns the settings of comments, analytics and accounts that the new site has, too. */
export function servicesOf({ values, params }: HugoConfig): { readonly [setting: string]: unknown } {
  const all = { ...mapping(values.services), ...params };
  const accounts = [params.social, params.socialicons, values.social].map(accountsIn).reduce(merged, {});
  return { ...commentsOf(all), ...analyticsOf(all), ...socialOf({ social: accounts }) };
}

/** Returns accounts by the names of their sites. Themes write `GitHub: name`, or a list of `name` and `url`. */
function accountsIn(value: FieldValue | undefined): FieldValues {
  if (isMapping(value)) return value;
  const entries = (Array.isArray(value) ? value : []).flatMap((each: FieldValue): [string, string][] => {
    const { name, title, icon, url, link, href } = mapping(each);
    const [site, address] = [textOf(name) ?? textOf(title) ?? textOf(icon), textOf(url) ?? textOf(link) ?? textOf(href)];
    return site && address ? [[site, address]] : [];
  });
  return Object.fromEntries(entries);
}
