// The languages of a site. `language` is the main one, whose pages are at the root. Each entry of `languages:` adds another, whose
// pages are in a folder: `/en/`. The languages of texts follow from the names of their files (`a.en.md`, `en/a.md`).

import type { Config } from './config.js';
import { type LanguageSetting, type LanguageSettings, withLanguage } from './languageSettings.js';

/** A language of a site besides the main one. */
export interface OtherLanguage {
  readonly language: string;
  /** Folder of its pages in addresses, without slashes. */
  readonly path: string;
}

/** The languages of a site with several. */
export interface SiteLanguages {
  readonly main: string;
  readonly others: readonly OtherLanguage[];
}

/** Returns the tags of all languages of a site, the main one first. */
export function tagsOf({ main, others }: SiteLanguages): readonly string[] {
  return [main, ...others.map(({ language }) => language)];
}

const languagesByConfig = new WeakMap<object, SiteLanguages | null>();

/** Returns the languages of a site; undefined if it has only one. */
export function siteLanguages(config: LanguageSettings): SiteLanguages | undefined {
  let found = languagesByConfig.get(config);
  if (found === undefined) {
    const others = config.languages.filter(({ language: tag }) => tag !== config.language);
    found =
      others.length === 0
        ? null
        : { main: config.language, others: others.map(({ language: tag, path = tag }) => ({ language: tag, path })) };
    languagesByConfig.set(config, found);
  }
  return found ?? undefined;
}

/**
 * Returns the language of a site that a tag belongs to: the same, or the nearest more general one, such as `en` for `en-GB`
 * (RFC 4647, section 3.4).
 */
export function closestLanguage(tag: string, languages: SiteLanguages): string | undefined {
  const tags = new Map(tagsOf(languages).map((each) => [each.toLowerCase(), each]));
  for (let range = tag.toLowerCase(); range !== ''; range = range.slice(0, Math.max(0, range.lastIndexOf('-')))) {
    const found = tags.get(range);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The language that the path of a text names. */
export interface LanguageMark {
  readonly language: string;
  /** The path without the name of the language: `posts/a.md` for `posts/a.en.md` and for `en/posts/a.md`. */
  readonly unmarked: string;
}

const SUFFIX = /\.([a-z\d]+(?:-[a-z\d]+)*)(?=\.(?:md|markdown)$)/i;

/** Returns what looks like a language tag at the end of a file name: `en` for `a.en.md`. */
export function suffixOf(path: string): { readonly suffix: string; readonly unmarked: string } | undefined {
  const suffix = SUFFIX.exec(path)?.[1];
  return suffix === undefined ? undefined : { suffix, unmarked: path.replace(SUFFIX, '') };
}

/**
 * Returns the language that the path of a text names, by its suffix or by its first folder; undefined if it names none. A folder
 * never names the main language, so that texts in a folder of that name keep their addresses.
 * @param path below `content/`
 */
export function languageMark(path: string, { main, others }: SiteLanguages): LanguageMark | undefined {
  const isNamed = ({ language: tag, path: folder }: OtherLanguage, name: string) =>
    [tag, folder].some((each) => each.toLowerCase() === name.toLowerCase());
  const first = path.slice(0, Math.max(0, path.indexOf('/')));
  const ofFolder = first === '' ? undefined : others.find((each) => isNamed(each, first));
  const { suffix, unmarked = path } = suffixOf(path) ?? {};
  const ofSuffix = suffix === undefined ? undefined : others.find((each) => isNamed(each, suffix))?.language;
  const named = ofSuffix ?? (suffix?.toLowerCase() === main.toLowerCase() ? main : undefined);
  if (named === undefined) return ofFolder && { language: ofFolder.language, unmarked: path.slice(first.length + 1) };
  return { language: named, unmarked: ofFolder?.language === named ? unmarked.slice(first.length + 1) : unmarked };
}

/** Returns the prefix of the addresses of a language: `/en`; empty for the main language. */
export function prefixOf(tag: string, { others }: SiteLanguages): string {
  const found = others.find((each) => each.language === tag);
  return found ? `/${found.path}` : '';
}

/** Returns the settings of each language of a site, the main one first. */
export function configsByLanguage(config: Config): readonly Config[] {
  const settingOf = (tag: string) => config.languages.find((each) => each.language === tag);
  const main = settingOf(config.language);
  const others = (siteLanguages(config)?.others ?? []).map(({ language: tag, path }): Config => {
    const own = settingOf(tag) as LanguageSetting;
    const { description, navigation } = own;
    return { ...withLanguage(config, own), language: tag, prefix: `/${path}`, description, navigation };
  });
  return [main ? withLanguage(config, main) : config, ...others];
}
