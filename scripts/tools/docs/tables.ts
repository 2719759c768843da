// Generates tables in docs/ from the code, in both languages: settings, front matter, template variables, rules.

import { BENCH_TABLES } from '../../../bench/tables.js';
import type { Kind } from '../../assemble/kind.js';
import { COMMON_VARIABLES, PAGE_VARIABLES, type VariableDocs } from '../../assemble/variables.js';
import { RULES } from '../../base/diagnostics.js';
import { NAME_EFFECTS } from '../../base/unpublishedNames.js';
import { IMAGE_FIELDS } from '../../config/imageSettings.js';
import { CONFIG_FIELDS } from '../../config/settings.js';
import { FEATURES } from '../../features/table.js';
import { type Fields, withFields } from '../../fields/fields.js';
import type { HeaderFields } from '../../fields/headerField.js';
import { FRONT_MATTER_FIELDS } from '../../read/headerTable.js';
import { MARKERS } from '../../read/markers.js';
import { readResults, shareOf } from '../mutate/results.js';
import { markdownTable as table } from './markdownTable.js';
import { floorDrawing, roomRows } from './rooms.js';
import { anchorOf, ruleSections } from './ruleExamples.js';
import { ENGLISH, type Words } from './words.js';

/**
 * Regenerates the tables of a page: the text between `<!-- table NAME -->` and `<!-- end -->`.
 * @throws Error for a name without a table
 */
export function withTables(page: string, words: Words = ENGLISH): string {
  return page.replace(/(<!-- table (\w+) -->\n)[\s\S]*?(<!-- end -->)/g, (_all, open: string, name: string, close: string) => {
    const table = TABLES[name];
    if (!table) throw new Error(`unknown table "${name}"`);
    return `${open}${table(words)}\n${close}`;
  });
}

/** Returns a table whose head and texts are put into the language of the page. */
function translated(words: Words, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[a-z]{2}/i.test(text.replace(/`[^`]*`|\]\(#[^)]*\)/g, '')) ? words(text) : text);
  return table(
    head.map(cell),
    rows.map((row) => row.map(cell)),
  );
}

const HEADER_FIELDS: HeaderFields = withFields(FRONT_MATTER_FIELDS, FEATURES.headerFields);

/** Puts finished markdown into the language of a page: lines, and the cells of tables. */
function inWords(markdown: string, words: Words): string {
  if (words === ENGLISH) return markdown;
  const isText = (text: string) => /[a-z]{2}/i.test(text);
  return markdown
    .split('\n')
    .map((line) => {
      if (!line.startsWith('|')) return isText(line) ? words(line) : line;
      return line.replace(/(?<=\| )[^|\s][^|]*(?= \|)/g, (cell) => (isText(cell) ? words(cell) : cell));
    })
    .join('\n');
}

const TABLES: { readonly [name: string]: (words: Words) => string } = {
  rooms: () => table(['room', 'holds', 'imports'], roomRows()),
  floors: floorDrawing,
  settings: (words) => fieldTable(words, withFields(CONFIG_FIELDS, FEATURES.settingFields)),
  images: (words) => fieldTable(words, IMAGE_FIELDS),
  frontMatter: (words) =>
    translated(
      words,
      ['field', 'type', 'meaning'],
      Object.entries(HEADER_FIELDS).map(([name, { type, meaning }]) => [`\`${name}\``, type.name, meaning]),
    ),
  otherNames: (words) =>
    translated(
      words,
      ['field', 'is read from'],
      Object.entries(HEADER_FIELDS)
        .filter(([, { otherNames }]) => otherNames)
        .map(([field, { otherNames = [] }]) => [
          `\`${field}\``,
          otherNames.flatMap(({ names }) => names.map((name) => `\`${name}\``)).join(', '),
        ]),
    ),
  markers: (words) =>
    translated(
      words,
      ['field or name', 'value', 'effect'],
      [
        ...MARKERS.map(({ fields, values, effect }) => [fields.map((name) => `\`${name}\``).join(', '), values, effect]),
        ...NAME_EFFECTS.map(({ names, effect }) => [names, '', effect]),
      ],
    ),
  rules: (words) =>
    `${translated(
      words,
      ['rule', 'severity', 'meaning'],
      Object.entries(RULES).map(([rule, [severity, meaning]]) => [`[\`${rule}\`](${anchorOf(rule)})`, severity, meaning]),
    )}\n\n${ruleSections(words)}`,
  commonVariables: (words) => variableTable(words, { ...COMMON_VARIABLES, ...FEATURES.commonDocs }),
  pageVariables: (words) => variableTable(words, PAGE_VARIABLES),
  kinds: kindSections,
  ...Object.fromEntries(Object.entries(BENCH_TABLES).map(([name, make]) => [name, (words: Words) => inWords(make(), words)])),
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

function fieldTable(words: Words, fields: Fields): string {
  const standard = (value: unknown): string => {
    if (value === undefined || value === '') return '';
    if (Array.isArray(value) && value.length === 0) return '';
    // The fields of a mapping have their own table.
    if (typeof value === 'object' && !Array.isArray(value)) return '';
    return `\`${Array.isArray(value) ? `[${value.join(', ')}]` : value}\``;
  };
  const rows = Object.entries(fields).map(([name, { type, required, default: value, meaning }]) => [
    `\`${name}\``,
    type.name,
    required ? 'required' : standard(value),
    meaning,
  ]);
  return translated(words, ['field', 'type', 'default', 'meaning'], rows);
}

/** Returns a section for each template with variables of its own. */
function kindSections(words: Words): string {
  const byTemplate = new Map<string, Kind[]>();
  for (const kind of FEATURES.kinds) byTemplate.set(kind.template, [...(byTemplate.get(kind.template) ?? []), kind]);
  return [...byTemplate]
    .filter(([, kinds]) => Object.keys(kinds[0]?.variables ?? {}).length > 0)
    .map(([template, kinds]) => {
      const { showsArticle, variables } = kinds[0] as Kind;
      const besides = showsArticle ? words('. It has the variables of `page.html`, and') : '';
      const about = kinds.map((kind) => words(kind.about)).join(words('; '));
      return `### \`${template}.html\`\n\n${about.charAt(0).toUpperCase()}${about.slice(1)}${besides}${words(':')}\n\n${variableTable(words, variables)}`;
    })
    .join('\n\n');
}

function variableTable(words: Words, docs: VariableDocs): string {
  const rows = (part: VariableDocs, prefix: string): string[][] =>
    Object.entries(part).flatMap(([name, { meaning, list, html, fields, any }]) => [
      [`\`${prefix}${name}\``, [list && 'list', html && 'HTML', any && 'any fields'].filter(Boolean).join(', '), meaning],
      ...(fields ? rows(fields, `${prefix}${name}.`) : []),
    ]);
  return translated(words, ['variable', '', 'meaning'], rows(docs, ''));
}
