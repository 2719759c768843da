// Reads the declared fields of a mapping, and tells of what is wrong with it.

import { type Document, isAlias, isMap, isScalar, type Node, type ParsedNode, visit } from 'yaml';
import { withoutForbidden } from '../base/text/characters.js';
import type { Place } from '../types.js';
import type { Complain, Fields, ValuesOf } from './fields.js';

/** Who is told what is found in a mapping; ranges are offsets in the YAML. */
export interface FieldListener {
  readonly complain: (field: string, reason: string, at: readonly [number, number], severity?: 'warning') => void;
  /** Told of each field that is not declared, with its value as plain data. */
  readonly unknown: (name: string, value: unknown, at: readonly [number, number]) => void;
  readonly placeOf: (range: readonly [number, number]) => Place;
  /** Says which declared field an undeclared one stands for, if that one is not given. */
  readonly otherName?: (name: string) => OtherField | undefined;
}

/** A field under a name that is not declared. */
export interface OtherField {
  /** A declared field. */
  readonly field: string;
  /** Of two that stand for one field, the one of lower rank is read. */
  readonly rank: number;
  readonly convert?: (value: Node) => Node | undefined;
  /** Gets what is wrong with the value, which is then not used. */
  readonly complain: (reason: string, at: readonly [number, number]) => void;
}

/**
 * Reads the declared fields of a mapping.
 * @returns the fields that are there and right, where each that is there stands (offsets in the YAML text), and which were read
 *   under other names
 */
export function readFields<F extends Fields>(
  document: Document<ParsedNode>,
  fields: F,
  listener: FieldListener,
): { values: ValuesOf<F>; at: { [name: string]: readonly [number, number] }; borrowed: readonly string[] } {
  const { complain, placeOf } = listener;
  const values: { [name: string]: unknown } = {};
  const at: { [name: string]: readonly [number, number] } = {};
  if (!isMap(document.contents)) return { values: values as ValuesOf<F>, at, borrowed: [] };
  removeForbidden(document);
  const others: Other[] = [];
  const tellUnknown = unknownTeller(document, listener);
  for (const { key, value } of document.contents.items) {
    const name = String(key);
    const start = key?.range?.[0] ?? 0;
    if (name === '__proto__') {
      complain(name, 'a field cannot have this name', [start, start + name.length]);
      continue;
    }
    at[name] = [start, value?.range?.[1] ?? start + name.length];
    const range = (node: Node) => [node.range?.[0] ?? start, node.range?.[1] ?? start + 1] as const;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const node = isAlias(value) ? value.resolve(document) : value;
    const isGiven = node && !(isScalar(node) && node.value === null);
    const lost = lostText(value, node, isGiven === true);
    if (field && lost) complain(name, lost, range(value as Node), isAlias(value) ? undefined : 'warning');
    if (!field) {
      tellUnknown(name, value, start);
      const other = isGiven ? listener.otherName?.(name) : undefined;
      if (other) others.push({ ...other, node: node as Node, range: range(value as Node), at: at[name] });
      continue;
    }
    if (!isGiven) continue;
    const say: Complain = (reason, where, severity) => complain(name, reason, range(where ?? (value as Node)), severity);
    const read = field.type.read(node as Node, say, (each) => placeOf(range(each)));
    if (read !== undefined) values[name] = read;
  }
  const borrowed = readOthers(others, fields, { values, at, placeOf });
  return { values: values as ValuesOf<F>, at, borrowed };
}

/** Says why YAML leaves something out that was written as a value: a reference to nothing, a tag, a comment such as `#1`. */
function lostText(value: ParsedNode | null, node: Node | null | undefined, isGiven: boolean): string | undefined {
  if (isAlias(value) && !node) return `"*${value.source}" is a reference to nothing; put a text that begins with "*" in quotes`;
  const { tag, anchor, comment } = (value ?? {}) as { tag?: string; anchor?: string; comment?: string | null };
  if (!isGiven && anchor) return `"&${anchor}" is an anchor, not a text; put it in quotes`;
  if (tag?.startsWith('!') && isScalar(node) && node.value === '') return `"${tag}" is a tag, not a text; put it in quotes`;
  // A comment is written with a space; a number or a hashtag is not.
  if (comment && /^\S/.test(comment) && isScalar(node)) return `"#${comment}" is a comment and left out; put the text in quotes`;
  return undefined;
}

/** A field under another name, with its value. */
interface Other extends OtherField {
  readonly node: Node;
  readonly range: readonly [number, number];
  /** Where the whole field is. */
  readonly at: readonly [number, number];
}

interface SoFar extends Pick<FieldListener, 'placeOf'> {
  readonly values: { [name: string]: unknown };
  readonly at: { [name: string]: readonly [number, number] };
}

/** Reads fields under other names, where nothing else gives their values. @returns the fields that were read so */
function readOthers(others: Other[], fields: Fields, { values, at, placeOf }: SoFar): string[] {
  const borrowed: string[] = [];
  for (const { field, node, convert, complain, range, at: whole } of others.sort((a, b) => a.rank - b.rank)) {
    const type = fields[field]?.type;
    const value = convert ? convert(node) : node;
    if (!type || !value || Object.hasOwn(values, field) || Object.hasOwn(at, field)) continue;
    const read = type.read(
      value,
      (reason) => complain(reason, range),
      () => placeOf(range),
    );
    if (read === undefined) continue;
    values[field] = read;
    at[field] = whole;
    borrowed.push(field);
  }
  return borrowed;
}

/** Takes characters that no page may hold out of all texts: escapes (`"\uD800"`) can write them in a file that has none. */
function removeForbidden(document: Document<ParsedNode>): void {
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string') node.value = withoutForbidden(node.value);
    },
  });
}

/** Gives values of fields that are not declared as plain data. */
function unknownTeller(document: Document<ParsedNode>, { complain, unknown }: FieldListener) {
  let tooMany = false;
  return (name: string, value: ParsedNode | null, start: number): void => {
    try {
      unknown(name, value === null ? null : value.toJS(document), [start, start + name.length]);
    } catch {
      // References to references, each twice as large as the last (yaml's `maxAliasCount`); said once.
      if (!tooMany)
        complain(
          name,
          'too many or unresolved references (`*name`)',
          value?.range ? [value.range[0], value.range[1]] : [start, start + 1],
        );
      tooMany = true;
    }
  };
}
