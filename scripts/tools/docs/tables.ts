// The tables in docs/ that are made from the code: settings, front matter, template variables, rules.

import { BENCH_TABLES } from '../../../bench/tables.js';
import type { Kind } from '../../assemble/kind.js';
import { COMMON_VARIABLES, PAGE_VARIABLES, type VariableDocs } from '../../assemble/variables.js';
import { RULES } from '../../base/diagnostics.js';
import { NAME_EFFECTS } from '../../base/keptNames.js';
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

/** A page with its tables made again: the text between `<!-- table NAME -->` and `<!-- end -->`. */
export function withTables(page: string): string {
  return page.replace(/(<!-- table (\w+) -->\n)[\s\S]*?(<!-- end -->)/g, (_all, open: string, name: string, close: string) => {
    const table = TABLES[name];
    if (!table) throw new Error(`unknown table "${name}"`);
    return `${open}${table()}\n${close}`;
  });
}

const HEADER_FIELDS: HeaderFields = withFields(FRONT_MATTER_FIELDS, FEATURES.headerFields);

const TABLES: { readonly [name: string]: () => string } = {
  rooms: () => table(['room', 'holds', 'imports'], roomRows()),
  floors: floorDrawing,
  settings: () => fieldTable(withFields(CONFIG_FIELDS, FEATURES.settingFields)),
  images: () => fieldTable(IMAGE_FIELDS),
  frontMatter: () =>
    table(
      ['field', 'type', 'meaning'],
      Object.entries(HEADER_FIELDS).map(([name, { type, meaning }]) => [`\`${name}\``, type.name, meaning]),
    ),
  otherNames: () =>
    table(
      ['field', 'is read from'],
      Object.entries(HEADER_FIELDS)
        .filter(([, { otherNames }]) => otherNames)
        .map(([field, { otherNames = [] }]) => [
          `\`${field}\``,
          otherNames.flatMap(({ names }) => names.map((name) => `\`${name}\``)).join(', '),
        ]),
    ),
  markers: () =>
    table(
      ['field or name', 'value', 'effect'],
      [
        ...MARKERS.map(({ fields, values, effect }) => [fields.map((name) => `\`${name}\``).join(', '), values, effect]),
        ...NAME_EFFECTS.map(({ names, effect }) => [names, '', effect]),
      ],
    ),
  rules: () =>
    table(
      ['rule', 'severity', 'meaning'],
      Object.entries(RULES).map(([rule, [severity, meaning]]) => [`\`${rule}\``, severity, meaning]),
    ),
  commonVariables: () => variableTable({ ...COMMON_VARIABLES, ...FEATURES.commonDocs }),
  pageVariables: () => variableTable(PAGE_VARIABLES),
  kinds: kindSections,
  ...BENCH_TABLES,
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

function fieldTable(fields: Fields): string {
  const standard = (value: unknown): string => {
    if (value === undefined || value === '') return '';
    if (Array.isArray(value) && value.length === 0) return '';
    // The fields of a mapping have a table of their own.
    if (typeof value === 'object' && !Array.isArray(value)) return '';
    return `\`${Array.isArray(value) ? `[${value.join(', ')}]` : value}\``;
  };
  const rows = Object.entries(fields).map(([name, { type, required, default: value, meaning }]) => [
    `\`${name}\``,
    type.name,
    required ? 'needed' : standard(value),
    meaning,
  ]);
  return table(['field', 'type', 'default', 'meaning'], rows);
}

/** A section for each template that has variables of its own. */
function kindSections(): string {
  const byTemplate = new Map<string, Kind[]>();
  for (const kind of FEATURES.kinds) byTemplate.set(kind.template, [...(byTemplate.get(kind.template) ?? []), kind]);
  return [...byTemplate]
    .filter(([, kinds]) => Object.keys(kinds[0]?.variables ?? {}).length > 0)
    .map(([template, kinds]) => {
      const { showsArticle, variables } = kinds[0] as Kind;
      const besides = showsArticle ? ', besides those of `page.html`' : '';
      return `### \`${template}.html\`\n\n${kinds.map(({ about }) => about).join('; ')}${besides}:\n\n${variableTable(variables)}`;
    })
    .join('\n\n');
}

function variableTable(docs: VariableDocs): string {
  const rows = (part: VariableDocs, prefix: string): string[][] =>
    Object.entries(part).flatMap(([name, { meaning, list, html, fields, any }]) => [
      [`\`${prefix}${name}\``, [list && 'list', html && 'HTML', any && 'any fields'].filter(Boolean).join(', '), meaning],
      ...(fields ? rows(fields, `${prefix}${name}.`) : []),
    ]);
  return table(['variable', '', 'meaning'], rows(docs, ''));
}
