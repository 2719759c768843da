// Reads content/site.yaml: the settings, with defaults and problems.

import { isMap } from 'yaml';
import { nearest, placeAt, problem } from '../base/diagnostics.js';
import { timezoneOf } from '../base/text/timezones.js';
import { defaultsOf, type Fields, type SettingsOf, type ValuesOf } from '../fields/fields.js';
import type { OwnValues } from '../fields/ownField.js';
import { readFields } from '../fields/readFields.js';
import { syntaxMistakes } from '../fields/yamlMistakes.js';
import { parseYaml } from '../markdown/yaml.js';
import type { Diagnostic } from '../types.js';
import { usableLanguages } from './languageSettings.js';
import { CONFIG_FIELDS, configFields } from './settings.js';

export type { SiteUrl } from '../fields/webAddress.js';

export const CONFIG_FILE = 'content/site.yaml';

/** The settings of a site, including those of features. */
export type Config = SettingsOf<typeof CONFIG_FIELDS> &
  OwnValues & {
    /** Prefix of the generated addresses in `language`: `/en`; empty for the main language of the site. */
    readonly prefix: string;
    /** Tag of the main language of the site. */
    readonly siteLanguage: string;
  };

/** Placeholders for missing required settings, so that the rest of the site can still be checked. */
const PLACEHOLDERS = { title: '', url: { origin: 'https://example.org', base: '' } } satisfies Partial<Config>;

/**
 * Reads site.yaml.
 * @param source its text; undefined if there is no such file
 * @param ofFeatures the settings that features declare
 * @returns the settings, with placeholders or defaults in place of invalid ones
 */
export function readConfig(source: string | undefined, ofFeatures: Fields): { config: Config; problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const yaml = source ?? '';
  const at = ([start, end]: readonly [number, number]) => placeAt(yaml, start, end);
  const document = parseYaml(yaml);
  if (source === undefined) {
    const note = 'create it with at least `title: …` and `url: https://…`';
    problems.push(problem(CONFIG_FILE, undefined, 'config/missing', 'missing content/site.yaml', { note }));
  }
  for (const { reason, note, at: range } of syntaxMistakes(document, yaml)) {
    problems.push(problem(CONFIG_FILE, at(range), 'config/syntax', reason, { note }));
  }
  if (document.contents && !isMap(document.contents)) {
    problems.push(problem(CONFIG_FILE, at([0, 1]), 'config/syntax', 'expected lines of `name: value`'));
  }
  const fields = configFields(ofFeatures) as typeof CONFIG_FIELDS;
  const names = Object.keys(fields);
  const wrong = new Set<string>();
  const { values } = readFields(document, fields, {
    report: (field, reason, range, severity) => {
      wrong.add(field);
      // Problems of values in invalid YAML would only follow from its errors.
      if (document.errors.length > 0) return;
      const options = severity === undefined ? {} : { severity };
      problems.push(problem(CONFIG_FILE, at(range), 'config/wrong', `${field}: ${reason}`, options));
    },
    unknown: (name, _value, range) => {
      const note = `known fields: ${names.join(', ')}`;
      const expected = nearest(name, names);
      problems.push(problem(CONFIG_FILE, at(range), 'config/unknown', `unknown field "${name}"`, { expected, note }));
    },
    placeOf: at,
  });
  for (const name of Object.keys(PLACEHOLDERS)) {
    if (name in values || wrong.has(name) || source === undefined || document.errors.length > 0) continue;
    const note = `add a line \`${name}: …\``;
    problems.push(problem(CONFIG_FILE, { line: 1, column: 1 }, 'config/missing', `missing field "${name}"`, { note }));
  }
  const isOwn = ([name]: [string, unknown]) => Object.hasOwn(ofFeatures, name);
  const own = Object.fromEntries(Object.entries(values).filter(isOwn));
  const core: ValuesOf<typeof CONFIG_FIELDS> = Object.fromEntries(Object.entries(values).filter((each) => !isOwn(each)));
  const config = { ...defaultsOf(CONFIG_FIELDS), ...PLACEHOLDERS, ...core, own, prefix: '' };
  const siteLanguage = config.language;
  const languages = usableLanguages(config, (place, reason) =>
    problems.push(problem(CONFIG_FILE, place, 'config/wrong', `languages: ${reason}`)),
  );
  return { config: { ...config, siteLanguage, languages, timezone: core.timezone ?? timezoneOf(config.language) }, problems };
}

/** Returns a function that gives the dialect of a file below `content/`: that of the innermost folder with one, else the site's. */
export function dialectsOf({ dialects, markdown }: Pick<Config, 'dialects' | 'markdown'>): (path: string) => string {
  const folders = dialects.toSorted((a, b) => b.folder.length - a.folder.length);
  return (path) => folders.find(({ folder }) => path.startsWith(`${folder}/`))?.dialect ?? markdown;
}
