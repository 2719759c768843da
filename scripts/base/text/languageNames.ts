// Language tags by the names of languages, as people write them: 中文, Chinese, 简体中文, Deutsch, zh_CN.UTF-8. The names come from
// Intl, in English, Chinese and Japanese and in each language itself.

import { lazy } from '../flow/lazy.js';

/** Languages in which names are known, besides each language's own. */
const NAMED_IN = ['en', 'zh-Hans', 'zh-Hant', 'ja'];
/** Names that Intl does not have. */
const OTHER_NAMES: { readonly [name: string]: string } = {
  ...{ 汉语: 'zh-Hans', 漢語: 'zh-Hant', 华语: 'zh-Hans', 普通话: 'zh-Hans', 國語: 'zh-Hant' },
  ...{ 简体: 'zh-Hans', 简中: 'zh-Hans', 繁体: 'zh-Hant', 繁體: 'zh-Hant', 繁中: 'zh-Hant', 正體中文: 'zh-Hant' },
};
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

const english = lazy(() => new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }));

/** All names with their tags. It takes 20 ms to make, and few commands need it. */
const tagsByName = lazy((): ReadonlyMap<string, string> => {
  const codes = [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second)).filter(isLanguage);
  const tags = new Map<string, string>(Object.entries(OTHER_NAMES));
  for (const names of NAMED_IN.map((each) => [each])) addNames(tags, names, ['zh-Hans', 'zh-Hant', ...codes]);
  for (const code of codes) addNames(tags, [code], [code]);
  return tags;
});

function addNames(tags: Map<string, string>, namedIn: readonly string[], codes: readonly string[]): void {
  const names = new Intl.DisplayNames(namedIn, { type: 'language', fallback: 'none' });
  for (const code of codes) {
    const name = names.of(code)?.toLowerCase();
    if (name !== undefined && !tags.has(name)) tags.set(name, code === 'zh' ? 'zh-Hans' : code);
  }
}

/** True if a tag begins with the code of a language. */
function isLanguage(tag: string): boolean {
  return english().of(tag.split('-', 1)[0] as string) !== undefined;
}

/** Returns the tag of a language by its name, in any case; undefined for anything else. */
export function tagOfName(name: string): string | undefined {
  const plain = name.trim().toLowerCase().replace(/\s+/g, ' ');
  // Chinese (Simplified), 中文（简体）
  const [, language, kind] = /^([^(（]+?) ?[(（]([^()（）]+)[)）]$/.exec(plain) ?? [];
  const names = language === undefined ? [plain] : [`${kind} ${language}`, `${kind}${language}`];
  return names.map((each) => tagsByName().get(each)).find((tag) => tag !== undefined);
}

/**
 * Returns the language tag for what a writer or a system calls a language.
 * @param written a tag (`zh-Hant-HK`), a POSIX locale (`zh_CN.UTF-8`) or a name (`中文`)
 * @returns undefined if it is none of these
 */
export function languageTag(written: string): string | undefined {
  const named = tagOfName(written);
  if (named !== undefined) return named;
  const [tag = ''] = written.trim().split(/[.@]/, 1);
  const isLocale = tag.includes('_');
  try {
    const locale = new Intl.Locale(tag.replaceAll('_', '-'));
    if (!isLanguage(locale.language)) return undefined;
    if (locale.language === 'zh' && (isLocale || locale.baseName === 'zh')) return `zh-${locale.maximize().script}`;
    return isLocale ? locale.language : locale.toString();
  } catch {
    return undefined;
  }
}

/** Returns the tag of a language whose name was written in place of it, such as `English`; undefined if it is a valid tag. */
export function tagMeantBy(written: string): string | undefined {
  const isTag = /^[a-z]{2,3}(?:-|$)/i.test(written);
  return isTag ? undefined : tagOfName(written);
}
