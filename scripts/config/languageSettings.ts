// The type of `languages:` in site.yaml: the settings of each language.

import { isMap, isScalar, type Node } from 'yaml';
import {
  checked,
  defaultsOf,
  type Field,
  type Fields,
  mapping,
  type PlaceOf,
  type ReportValue,
  type SettingsOf,
  type Type,
  text,
  withFields,
} from '../fields/fields.js';
import type { OwnValues } from '../fields/ownField.js';
import type { Place } from '../types.js';
import { language, navigation } from './settingTypes.js';
import type { TaxonomySetting } from './taxonomies.js';

/** One part of an address that no file system forbids. */
const folderName = checked('folder in addresses', (value) => {
  const name = value.replace(/^\/|\/$/g, '');
  if (/^[a-z0-9][a-z0-9-]*$/i.test(name)) return name;
  throw new Error(`"${value}" is not a folder of addresses; write one name of letters, digits and hyphens, such as en`);
});

const headings: Type<{ readonly [field: string]: string }> = {
  name: 'mapping of taxonomies to headings',
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  read: (node, report, placeOf) => {
    if (!isMap(node)) {
      report('expected a mapping such as {columns: Columns}');
      return undefined;
    }
    return Object.fromEntries(
      node.items.flatMap(({ key, value }) => {
        const heading = text.read(value as Node, (reason) => report(reason, value as Node), placeOf);
        return heading === undefined ? [] : [[String(key), heading]];
      }),
    );
  },
};

/** Every field of an entry of `languages:`. The table in docs/languages.md is made from this. */
export const LANGUAGE_FIELDS = {
  title: { type: text, meaning: 'the name of the site in that language (default: the site’s)' },
  description: { type: text, default: '', meaning: 'one sentence about the site, in that language' },
  author: { type: text, meaning: 'author of posts that do not name one (default: the site’s)' },
  license: { type: text, meaning: 'license of the texts (default: the site’s)' },
  navigation: {
    type: navigation,
    meaning: 'entries with `title` and `url` (default: posts, tags and the pages of that language at the top of `content/`)',
  },
  taxonomies: { type: headings, default: {}, meaning: 'headings of taxonomies in that language: `{columns: Columns}`' },
  path: { type: folderName, meaning: 'folder of its pages in addresses (default: the language tag)' },
  name: { type: text, meaning: 'its name in the header (default: the language’s own name for itself, such as English)' },
} satisfies Fields;

/** An entry of `languages:`. */
export interface LanguageSetting extends SettingsOf<typeof LANGUAGE_FIELDS> {
  readonly language: string;
  readonly place: Place;
  /** Settings of features. */
  readonly own: NonNullable<OwnValues['own']>;
}

/** Returns the fields of an entry: those of the table, and those of features. @param ofFeatures all settings of features */
export function languageFields(ofFeatures: Fields): Fields {
  // Without a default, a field that is not set leaves the site's value as it is.
  const own = Object.entries(ofFeatures)
    .filter(([, { isPerLanguage }]) => isPerLanguage)
    .map(([name, { type, meaning, after }]): [string, Field<unknown>] => [name, { type, meaning, ...(after && { after }) }]);
  return withFields(LANGUAGE_FIELDS, Object.fromEntries(own));
}

/** Returns the type of `languages`. @param ofFeatures all settings of features */
export function languagesWith(ofFeatures: Fields): Type<readonly LanguageSetting[]> {
  const type = mapping(languageFields(ofFeatures));
  return {
    name: 'mapping of language tags',
    schema: { type: 'object', additionalProperties: { anyOf: [type.schema, { type: 'null' }] } },
    read: (node, report, placeOf) => readLanguages(node, type, report, placeOf),
  };
}

function readLanguages(
  node: Node,
  type: Type<SettingsOf<Fields>>,
  report: ReportValue,
  placeOf: PlaceOf,
): readonly LanguageSetting[] | undefined {
  if (!isMap(node)) {
    report('expected a mapping such as {en: {title: My notes}}');
    return undefined;
  }
  return node.items.flatMap(({ key, value }): LanguageSetting[] => {
    const tag = language.read(key as Node, (reason) => report(reason, key as Node), placeOf);
    if (tag === undefined) return [];
    const reportField: ReportValue = (reason, at, severity) => report(`${tag}: ${reason}`, at ?? (value as Node), severity);
    const isEmpty = !value || (isScalar(value) && value.value === null);
    const read = isEmpty ? {} : type.read(value as Node, reportField, placeOf);
    return read ? [settingFrom(read, tag, placeOf(key as Node))] : [];
  });
}

function settingFrom(read: { readonly [name: string]: unknown }, tag: string, place: Place): LanguageSetting {
  const set = Object.entries(read).filter(([, value]) => value !== undefined);
  const isOwn = ([name]: readonly [string, unknown]) => !Object.hasOwn(LANGUAGE_FIELDS, name);
  const named: Partial<typeof EMPTY> = Object.fromEntries(set.filter((each) => !isOwn(each)));
  return { ...EMPTY, ...named, own: Object.fromEntries(set.filter(isOwn)), language: tag, place };
}

const EMPTY = defaultsOf(LANGUAGE_FIELDS);

/** The settings that decide which languages a site has. */
export interface LanguageSettings {
  readonly language: string;
  readonly languages: readonly LanguageSetting[];
}

/** The settings that entries of `languages` depend on. */
interface OtherSettings extends LanguageSettings {
  readonly taxonomies: readonly TaxonomySetting[];
}

/**
 * Returns the entries that go with the other settings: the path of each must differ from those of the entries before it, and its
 * headings must be of taxonomies that the site has.
 * @param report receives the mistakes of the others
 */
export function usableLanguages(
  { language: main, languages: all, taxonomies }: OtherSettings,
  report: (place: Place, reason: string) => void,
): readonly LanguageSetting[] {
  const fields = taxonomies.map(({ field }) => field);
  const folders = new Map<string, string>();
  return all.filter(({ language: tag, path = tag, ...each }) => {
    const unknown = Object.keys(each.taxonomies).find((field) => !fields.includes(field));
    if (unknown !== undefined) report(each.place, `${tag}: the site has no "${unknown}" in its own \`taxonomies\``);
    if (tag === main) {
      if (path !== tag) report(each.place, `${tag}: the main language has no path; its pages are at the root`);
      return true;
    }
    const other = folders.get(path.toLowerCase());
    if (other !== undefined) report(each.place, `${tag}: the path ${path} is that of ${other} too`);
    else folders.set(path.toLowerCase(), tag);
    return other === undefined;
  });
}

/** The settings that a language can replace. */
interface Replaced extends OwnValues {
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly license: string;
  readonly navigation?: LanguageSetting['navigation'];
  readonly taxonomies: readonly TaxonomySetting[];
}

/** Replaces the settings that a language sets for itself. */
export function withLanguage<Settings extends Replaced>(config: Settings, language: LanguageSetting): Settings {
  const { own, title, description, author, license, navigation: entries, taxonomies } = language;
  return {
    ...config,
    own: { ...config.own, ...own },
    title: title ?? config.title,
    description: description || config.description,
    author: author ?? config.author,
    license: license ?? config.license,
    navigation: entries ?? config.navigation,
    taxonomies: config.taxonomies.map((each) => ({ ...each, title: taxonomies[each.field] ?? each.title })),
  };
}
