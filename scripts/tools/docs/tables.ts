// Generates tables in docs/ from the code, in both languages: settings, front matter, template variables, rules.

import { BENCH_TABLES } from '../../../bench/tables.js';
import type { Kind } from '../../assemble/kind.js';
import { COMMON_VARIABLES, PAGE_VARIABLES, type VariableDocs } from '../../assemble/variables.js';
import { EN } from '../../assemble/words/en.js';
import { type InterfaceLanguage, PARAMETERS } from '../../assemble/words/interface.js';
import { ZH_HANS } from '../../assemble/words/zh-Hans.js';
import { RULES } from '../../base/diagnostics.js';
import { NAME_EFFECTS } from '../../base/unpublishedNames.js';
import { IMAGE_FIELDS } from '../../config/imageSettings.js';
import { languageFields } from '../../config/languageSettings.js';
import { CONFIG_FIELDS } from '../../config/settings.js';
import { SOCIAL_SITES } from '../../features/footer/socialSites.js';
import { FEATURES } from '../../features/table.js';
import { THEME_FIELDS } from '../../features/theme/settings.js';
import { COLOURS, THEMES } from '../../features/theme/themes.js';
import { type Fields, withFields } from '../../fields/fields.js';
import type { HeaderFields } from '../../fields/headerField.js';
import { FRONT_MATTER_FIELDS } from '../../read/headerTable.js';
import { MARKERS } from '../../read/markers.js';
import { COLLECTIONS } from '../../render/collections/kinds.js';
import { readResults, shareOf } from '../mutate/results.js';
import { markdownTable as table } from './markdownTable.js';
import { floorDrawing, roomRows } from './rooms.js';
import { anchorOf, ruleSections } from './ruleExamples.js';
import { ENGLISH, type Translate } from './words.js';

/**
 * Regenerates the tables of a page: the text between `<!-- table NAME -->` and `<!-- end -->`.
 * @throws Error for a name without a table
 */
export function withTables(page: string, translate: Translate = ENGLISH): string {
  return page.replace(/(<!-- table (\w+) -->\n)[\s\S]*?(<!-- end -->)/g, (_all, open: string, name: string, close: string) => {
    const table = TABLES[name];
    if (!table) throw new Error(`unknown table "${name}"`);
    return `${open}${table(translate)}\n${close}`;
  });
}

/** Returns a table whose head and texts are put into the language of the page. */
function translated(translate: Translate, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[a-z]{2}/i.test(text.replace(/`[^`]*`|\]\(#[^)]*\)/g, '')) ? translate(text) : text);
  return table(
    head.map(cell),
    rows.map((row) => row.map(cell)),
  );
}

const HEADER_FIELDS: HeaderFields = withFields(FRONT_MATTER_FIELDS, FEATURES.headerFields);

/** Puts finished markdown into the language of a page: lines, and the cells of tables. */
function inWords(markdown: string, translate: Translate): string {
  if (translate === ENGLISH) return markdown;
  const isText = (text: string) => /[a-z]{2}/i.test(text);
  return markdown
    .split('\n')
    .map((line) => {
      if (!line.startsWith('|')) return isText(line) ? translate(line) : line;
      return line.replace(/(?<=\| )[^|\s][^|]*(?= \|)/g, (cell) => (isText(cell) ? translate(cell) : cell));
    })
    .join('\n');
}

const TABLES: { readonly [name: string]: (translate: Translate) => string } = {
  rooms: () => table(['room', 'holds', 'imports'], roomRows()),
  floors: floorDrawing,
  settings: (translate) => fieldTable(translate, withFields(CONFIG_FIELDS, FEATURES.settingFields)),
  images: (translate) => fieldTable(translate, IMAGE_FIELDS),
  friends: (translate) => fieldTable(translate, COLLECTIONS.friends.fields),
  books: (translate) => fieldTable(translate, COLLECTIONS.books.fields),
  projects: (translate) => fieldTable(translate, COLLECTIONS.projects.fields),
  languages: (translate) => fieldTable(translate, languageFields(FEATURES.settingFields)),
  theme: (translate) => fieldTable(translate, THEME_FIELDS),
  themes: (translate) =>
    translated(
      translate,
      ['theme', 'what it is'],
      Object.entries(THEMES).map(([name, { about }]) => [`\`${name}\``, about]),
    ),
  colours: (translate) =>
    translated(
      translate,
      ['colour', 'where it is used'],
      Object.entries(COLOURS).map(([name, about]) => [`\`${name}\``, about]),
    ),
  words: (translate) =>
    table(
      ['word', 'in Chinese', 'in English'].map(translate),
      Object.keys(EN.words).map((name) =>
        [name, wordText(ZH_HANS, name), wordText(EN, name)].map((text) => text && `\`${text}\``),
      ),
    ),
  social: () =>
    Object.entries(SOCIAL_SITES)
      .map(([name, { account }]) => (account === undefined ? `\`${name}\`*` : `\`${name}\``))
      .join(', '),
  frontMatter: (translate) =>
    translated(
      translate,
      ['field', 'type', 'meaning'],
      Object.entries(HEADER_FIELDS).map(([name, { type, meaning }]) => [`\`${name}\``, type.name, meaning]),
    ),
  otherNames: (translate) =>
    translated(
      translate,
      ['field', 'is read from'],
      Object.entries(HEADER_FIELDS)
        .filter(([, { otherNames }]) => otherNames)
        .map(([field, { otherNames = [] }]) => [
          `\`${field}\``,
          otherNames.flatMap(({ names }) => names.map((name) => `\`${name}\``)).join(', '),
        ]),
    ),
  markers: (translate) =>
    translated(
      translate,
      ['field or name', 'value', 'effect'],
      [
        ...MARKERS.map(({ fields, values, effect }) => [fields.map((name) => `\`${name}\``).join(', '), values, effect]),
        ...NAME_EFFECTS.map(({ names, effect }) => [names, '', effect]),
      ],
    ),
  rules: (translate) =>
    `${translated(
      translate,
      ['rule', 'severity', 'meaning'],
      Object.entries(RULES).map(([rule, [severity, meaning]]) => [`[\`${rule}\`](${anchorOf(rule)})`, severity, meaning]),
    )}\n\n${ruleSections(translate)}`,
  commonVariables: (translate) => variableTable(translate, { ...COMMON_VARIABLES, ...FEATURES.commonDocs }),
  pageVariables: (translate) => variableTable(translate, PAGE_VARIABLES),
  kinds: kindSections,
  ...Object.fromEntries(
    Object.entries(BENCH_TABLES).map(([name, make]) => [name, (translate: Translate) => inWords(make(), translate)]),
  ),
  mutants: () =>
    table(
      ['room', 'mutants', 'killed', 'survived', 'share', 'tests', 'seed', 'date'],
      Object.entries(readResults()).map(([room, result]) => [
        `\`scripts/${room}/\``,
        ...[result.mutants, result.killed, result.mutants - result.killed].map(String),
        `${shareOf(result)} %`,
        result.tests === 'all' ? 'the whole suite' : 'of the room',
        String(result.seed),
        result.date,
      ]),
    ),
};

/** Returns a word of the interface, with its parameters in braces. */
function wordText({ words }: InterfaceLanguage, name: string): string {
  const word: unknown = words[name as keyof typeof words];
  const parameters: readonly string[] = PARAMETERS[name as keyof typeof PARAMETERS] ?? [];
  if (name === 'month') return '';
  return typeof word === 'function' ? String(word(...parameters.map((each) => `{${each}}`))) : String(word);
}

function fieldTable(translate: Translate, fields: Fields): string {
  const defaultText = (value: unknown): string => {
    if (value === undefined || value === '') return '';
    if (Array.isArray(value) && value.length === 0) return '';
    // The fields of a mapping have their own table.
    if (typeof value === 'object' && !Array.isArray(value)) return '';
    return `\`${Array.isArray(value) ? `[${value.join(', ')}]` : value}\``;
  };
  const rows = Object.entries(fields).map(([name, { type, required, default: value, meaning }]) => [
    `\`${name}\``,
    type.name,
    required ? 'required' : defaultText(value),
    meaning,
  ]);
  return translated(translate, ['field', 'type', 'default', 'meaning'], rows);
}

/** Returns a section for each template with variables of its own. */
function kindSections(translate: Translate): string {
  const byTemplate = new Map<string, Kind[]>();
  for (const kind of FEATURES.kinds) byTemplate.set(kind.template, [...(byTemplate.get(kind.template) ?? []), kind]);
  return [...byTemplate]
    .filter(([, kinds]) => Object.keys(kinds[0]?.variables ?? {}).length > 0)
    .map(([template, kinds]) => {
      const { showsArticle, variables } = kinds[0] as Kind;
      const besides = showsArticle ? translate('. It has the variables of `page.html`, and') : '';
      const about = kinds.map((kind) => translate(kind.about)).join(translate('; '));
      return `### \`${template}.html\`\n\n${about.charAt(0).toUpperCase()}${about.slice(1)}${besides}${translate(':')}\n\n${variableTable(translate, variables)}`;
    })
    .join('\n\n');
}

function variableTable(translate: Translate, docs: VariableDocs): string {
  const rows = (part: VariableDocs, prefix: string): string[][] =>
    Object.entries(part).flatMap(([name, { meaning, list, html, fields, any }]) => [
      [`\`${prefix}${name}\``, [list && 'list', html && 'HTML', any && 'any fields'].filter(Boolean).join(', '), meaning],
      ...(fields ? rows(fields, `${prefix}${name}.`) : []),
    ]);
  return translated(translate, ['variable', '', 'meaning'], rows(docs, ''));
}
