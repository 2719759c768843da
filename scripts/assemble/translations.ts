// Pairs the texts of a site with several languages: those with the same path, apart from the names of their languages, say the same
// (`posts/a.md`, `posts/a.en.md`, `ja/posts/a.md`). Headers can name others, which is how it works on a site with one language.

import { MARKDOWN_FILE } from '../base/siteLookup.js';
import { closestLanguage, type SiteLanguages, siteLanguages } from '../config/languages.js';
import type { Source, Translation } from '../types.js';
import type { Outline } from './outline.js';

/** Translations of texts, by their paths. */
export type TranslationsByPath = ReadonlyMap<string, readonly Translation[]>;

/**
 * Adds the translations that follow from the names of files to those that headers name. A header counts in both directions, and
 * more than a name. Unlisted texts are not announced.
 * @param written the translations that headers name
 */
export function withPairs(outline: Outline, written: TranslationsByPath): TranslationsByPath {
  const languages = siteLanguages(outline.config);
  if (!languages) return written;
  const listed = [...outline.posts, ...outline.pages];
  const groups = groupsOf(listed);
  const byUrl = new Map(listed.map((source) => [source.url, source]));
  const languageOf = ({ edition = languages.main, meta: { lang = edition } }: Source) => lang;
  const found = new Map<string, readonly Translation[]>();
  const add = (path: string, more: readonly Translation[]) => {
    const known = found.get(path) ?? [];
    const isKnown = ({ lang }: Translation) => known.some((each) => closest(each.lang) === closest(lang));
    found.set(path, [...known, ...more.filter((each) => !isKnown(each))]);
  };
  const closest = (lang: string) => closestLanguage(lang, languages) ?? lang;
  for (const [path, translations] of written) add(path, translations);
  for (const source of outline.sources())
    for (const { url } of written.get(source.path) ?? []) {
      const other = byUrl.get(url);
      if (other && other !== source && byUrl.has(source.url)) add(other.path, [{ lang: languageOf(source), url: source.url }]);
    }
  for (const source of outline.sources()) {
    const others = (groups.get(nameOf(source)) ?? []).filter((each) => each.edition !== source.edition);
    if (others.length > 0)
      add(
        source.path,
        others.map((each) => ({ lang: languageOf(each), url: each.url })),
      );
  }
  return found;
}

/** Returns the translation in a language of the site; undefined if there is none. */
export function translationIn(language: string, all: readonly Translation[], languages: SiteLanguages): Translation | undefined {
  return all.find(({ lang }) => closestLanguage(lang, languages) === language);
}

/** Returns the path of a text without its language and extension. */
function nameOf({ path, unmarked = path }: Source): string {
  return unmarked.replace(MARKDOWN_FILE, '').normalize('NFC');
}

function groupsOf(sources: readonly Source[]): ReadonlyMap<string, readonly Source[]> {
  const groups = new Map<string, Source[]>();
  for (const source of sources) {
    const name = nameOf(source);
    const group = groups.get(name);
    if (group) group.push(source);
    else groups.set(name, [source]);
  }
  return groups;
}
