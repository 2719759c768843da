// Warns about texts whose file names end with a language that the site does not have: `a.fr.md`.

import { problem } from '../base/diagnostics.js';
import { lazy } from '../base/flow/lazy.js';
import { contentFile } from '../base/inputFolders.js';
import type { LanguageSettings } from '../config/languageSettings.js';
import { languageMark, siteLanguages, suffixOf, tagsOf } from '../config/languages.js';
import type { Diagnostic, Source } from '../types.js';

/** Names of known languages: those of others are undefined. */
const names = lazy(() => new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }));

function isLanguage(tag: string): boolean {
  try {
    return names().of(tag) !== undefined;
  } catch {
    return false;
  }
}

/** Returns a language tag without script and region. */
function baseOf(tag: string): string {
  return tag.replace(/-.*/, '').toLowerCase();
}

/**
 * Returns the warnings. On a site with one language, only a text beside another of the same name is probably a translation. A
 * header that names the language is enough.
 */
export function undeclaredLanguages(sources: readonly { readonly source: Source }[], config: LanguageSettings): Diagnostic[] {
  const languages = siteLanguages(config);
  const all = lazy(() => new Set(sources.map(({ source: { path } }) => path)));
  return sources.flatMap(({ source: { path, meta } }) => {
    const found = meta.lang === undefined ? suffixOf(path) : undefined;
    if (!found || (languages && languageMark(path, languages)?.unmarked === found.unmarked)) return [];
    const { suffix, unmarked } = found;
    const isTranslation = languages !== undefined || all().has(unmarked);
    if (!isTranslation || !isLanguage(suffix) || suffix.toLowerCase() === config.language.toLowerCase()) return [];
    const expected = languages ? tagsOf(languages).filter((tag) => baseOf(tag) === baseOf(suffix)) : [];
    const reason = `"${suffix}" in the file name is not a language of this site, so the text is in the lists of ${config.language}`;
    const note = `add \`${suffix}\` to \`languages\` in content/site.yaml, or rename the file`;
    return [problem(contentFile(path), undefined, 'source/language', reason, { expected, note })];
  });
}
