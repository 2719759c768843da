// The variables for the languages of a site and the translations of a page. They are the same for all kinds of pages.

import { directionWithin } from '../base/text/direction.js';
import type { Source, Translation } from '../types.js';
import type { Frame } from './frame.js';
import { translationIn } from './translations.js';
import { absolute, href } from './urls.js';
import type { COMMON_VARIABLES, ValuesFor } from './variables.js';

export type LanguageValues = Pick<ValuesFor<typeof COMMON_VARIABLES>, 'translations' | 'translationdefault' | 'languages'>;

/** A page in terms of its languages. */
export interface LanguagePage {
  /** Decoded, below the site's root. */
  readonly url: string;
  /** The text that it shows. */
  readonly source: Source | undefined;
  /** The pages that say the same in other languages. */
  readonly translations: readonly Translation[];
}

/** Returns the values of a page. */
export function languageValues(frame: Frame, { url, source, translations }: LanguagePage): LanguageValues {
  const { config, languages = [] } = frame;
  const lang = source?.meta.lang ?? config.language;
  const all = translations.length === 0 ? [] : [{ lang, url }, ...translations];
  const address = (each: Translation) => (each.url.startsWith('/') ? absolute(config.url, each.url) : each.url);
  const tags = { main: languages[0]?.language ?? '', others: languages.slice(1).map(({ language }) => ({ language, path: '' })) };
  const pageIn = (language: string) => translationIn(language, all, tags);
  const fallback = languages.length > 0 ? pageIn(tags.main) : undefined;
  return {
    // Search engines require that a page is among its own translations.
    translations: all.map((each) => ({
      lang: each.lang,
      dir: directionWithin(each.lang, lang) ?? '',
      name: languageName(each.lang),
      url: address(each),
      current: each.url === url,
    })),
    translationdefault: fallback ? address(fallback) : '',
    languages: languages.map(({ language, name, home }) => {
      const current = language === config.language;
      const page = current ? url : (pageIn(language)?.url ?? home);
      return {
        lang: language,
        dir: directionWithin(language, config.language) ?? '',
        name,
        url: page.startsWith('/') ? href(config.url, page) : page,
        current,
      };
    }),
  };
}

const names = new Map<string, string>();

/** Returns the name of a language in that language. */
export function languageName(lang: string): string {
  const name = names.get(lang) ?? new Intl.DisplayNames([lang], { type: 'language' }).of(lang) ?? lang;
  names.set(lang, name);
  return name;
}
