// Reads the items of a collection from YAML: a list of mappings with declared fields. Each value keeps its place.

import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode } from 'yaml';
import { nearest } from '../../base/diagnostics.js';
import { withoutForbidden } from '../../base/text/characters.js';
import type { Fields } from '../../fields/fields.js';
import { syntaxMistakes } from '../../fields/yamlMistakes.js';
import { parseYaml } from '../../markdown/yaml.js';
import type { Place } from '../../types.js';
import type { ReportProblem } from '../reporters.js';

/** An item of a collection. */
export interface Item {
  /** The valid values by their fields. */
  readonly values: { readonly [field: string]: unknown };
  /** The places of the values. */
  readonly at: { readonly [field: string]: Place };
  readonly place: Place;
}

/** YAML of a collection. */
export interface ItemsText {
  readonly yaml: string;
  readonly fields: Fields;
  /** True for a file that a command writes, which may have nothing to list. */
  readonly mayBeEmpty: boolean;
  /** True for a file in data/, whose syntax is checked when it is read. */
  readonly isChecked: boolean;
  /** Returns the place of a range of offsets in the YAML. */
  readonly placeOf: (start: number, end: number) => Place;
  readonly report: ReportProblem;
}

/** Returns the items that have all required fields. */
export function readItems(text: ItemsText): Item[] {
  const { yaml, isChecked, placeOf, report } = text;
  const document = parseYaml(yaml);
  if (!isChecked)
    for (const { reason, note, at } of syntaxMistakes(document, yaml))
      report(placeOf(at[0], at[1]), 'data/syntax', reason, { note });
  const { contents } = document;
  if (document.errors.length > 0) return [];
  if (!contents || (isScalar(contents) && contents.value === null) || (isSeq(contents) && contents.items.length === 0)) {
    if (!text.mayBeEmpty)
      report(placeOf(0, 1), 'data/empty', 'this list is empty', { note: `list something: ${exampleOf(text.fields)}` });
    return [];
  }
  const nodes = isSeq(contents) ? (contents.items as Node[]) : [];
  if (!isSeq(contents))
    report(placeOfNode(contents, text), 'data/wrong', 'expected a list', {
      note: `begin each item with "- ": \`- ${Object.keys(text.fields)[0]}: …\``,
    });
  return nodes.flatMap((node) => readItem(node, document, text) ?? []);
}

/** Returns an item with the required fields, as code. */
export function exampleOf(fields: Fields): string {
  const required = Object.entries(fields).flatMap(([field, { required }]) => (required ? `${field}: …` : []));
  return `\`- {${required.join(', ')}}\``;
}

function readItem(written: Node, document: Document<ParsedNode>, text: ItemsText): Item | undefined {
  const { fields, report } = text;
  const names = Object.keys(fields);
  const node = resolved(written, document);
  const place = placeOfNode(written, text);
  if (!isMap(node)) {
    report(place, 'data/wrong', `expected an item with the fields ${names.join(', ')}`);
    return undefined;
  }
  const values: { [field: string]: unknown } = {};
  const at: { [field: string]: Place } = {};
  const given = new Set<string>();
  for (const { key, value } of node.items) {
    const name = String(key);
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) {
      const expected = nearest(name, names, 1);
      const note = expected.length > 0 ? undefined : `known fields: ${names.join(', ')}`;
      report(placeOfNode(key as Node, text), 'data/unknown', `unknown field "${name}"`, {
        expected,
        ...(note !== undefined && { note }),
      });
      continue;
    }
    const content = resolved(value as Node | null, document);
    if (!content || isEmpty(content)) continue;
    given.add(name);
    at[name] = placeOfNode(value as Node, text);
    const read = field.type.read(
      content,
      (reason, where) => report(placeOfNode(where ?? (value as Node), text), 'data/wrong', `${name}: ${reason}`),
      (each) => placeOfNode(each, text),
    );
    if (read !== undefined) values[name] = typeof read === 'string' ? withoutForbidden(read) : read;
  }
  const missing = names.filter((name) => fields[name]?.required && !given.has(name));
  for (const name of missing) report(place, 'data/missing', `this item has no ${name}`, { note: `add \`${name}: …\`` });
  return names.some((name) => fields[name]?.required && values[name] === undefined) ? undefined : { values, at, place };
}

/** Follows a reference (`*name`). */
function resolved(node: Node | null, document: Document<ParsedNode>): Node | null | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

const isEmpty = (node: Node): boolean => isScalar(node) && (node.value === null || String(node.value).trim() === '');

/** Returns the place of a node, without the line breaks after it. */
function placeOfNode(node: Node, { yaml, placeOf }: ItemsText): Place {
  const [start = 0, end = start + 1] = node.range ?? [];
  return placeOf(start, start + yaml.slice(start, end).trimEnd().length);
}
