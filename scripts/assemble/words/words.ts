// The languages of the interface, one file each, and the words of a site.

import type { Config } from '../../config/config.js';
import type { OwnValues } from '../../fields/ownField.js';
import { type OwnWords, WORDS } from '../ownWords.js';
import { EN } from './en.js';
import type { InterfaceLanguage, PlainWords, Words } from './interface.js';
import { PARAMETERS } from './interface.js';
import { JA } from './ja.js';
import { ZH_HANS } from './zh-Hans.js';
import { ZH_HANT } from './zh-Hant.js';

/** The languages of the interface; the first match counts. Languages without words of their own get English. */
export const LANGUAGES: readonly InterfaceLanguage[] = [ZH_HANT, ZH_HANS, JA, EN];

/** Returns the interface language for a language tag. */
export function interfaceLanguage(language: string): InterfaceLanguage {
  return LANGUAGES.find(({ tags }) => tags.test(language)) ?? EN;
}

/** The settings that words depend on. */
export type WordSettings = OwnValues & Pick<Config, 'language' | 'siteLanguage'>;

const cached = new WeakMap<OwnWords, Map<string, Words>>();

/** Returns the interface words for a language tag: those of `words` in site.yaml, then those of the program. */
export function wordsFor(language: string, config: WordSettings): Words {
  const { words } = interfaceLanguage(language);
  const own = WORDS.valueIn(config);
  if (Object.keys(own).length === 0) return words;
  const byLanguage = cached.get(own) ?? new Map<string, Words>();
  cached.set(own, byLanguage);
  const key = `${config.siteLanguage} ${language}`;
  let found = byLanguage.get(key);
  if (!found) {
    found = { ...words, ...asWords(ownWords(own, language, config.siteLanguage)) };
    byLanguage.set(key, found);
  }
  return found;
}

/** Returns the writer's words for a language: those for its exact tag count before those for shorter tags. */
function ownWords(own: OwnWords, language: string, siteLanguage: string): { readonly [name: string]: string } {
  const base = (tag: string) => tag.replace(/-.*/, '').toLowerCase();
  const tags = Object.keys(own).filter((tag) =>
    tag === '' ? base(siteLanguage) === base(language) : `${language}-`.toLowerCase().startsWith(`${tag}-`.toLowerCase()),
  );
  return Object.assign({}, ...tags.toSorted((a, b) => a.length - b.length).map((tag) => own[tag]));
}

/** Converts texts to words: those with parameters become functions. */
function asWords(texts: { readonly [name: string]: string }): Partial<Words> {
  const entries = Object.entries(texts).map(([name, text]) => {
    if (!Object.hasOwn(PARAMETERS, name)) return [name, text];
    const parameters: readonly string[] = PARAMETERS[name as keyof typeof PARAMETERS];
    const filled = (...values: readonly (string | number)[]) =>
      text.replace(/\{(\w+)\}/g, (all, parameter: string) => String(values[parameters.indexOf(parameter)] ?? all));
    return [name, filled];
  });
  return Object.fromEntries(entries) as Partial<Words>;
}

const plain = new WeakMap<Words, PlainWords>();

/** Returns the words without parameters. */
export function plainWords(language: string, config: WordSettings): { readonly [name: string]: string } {
  const words = wordsFor(language, config);
  let found = plain.get(words);
  if (!found) {
    found = Object.fromEntries(Object.entries(words).filter(([, word]) => typeof word === 'string')) as unknown as PlainWords;
    plain.set(words, found);
  }
  return found as unknown as { readonly [name: string]: string };
}
