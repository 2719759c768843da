// Reads the declared fields of a YAML mapping, and reports its problems.

import { type Document, isAlias, isMap, isScalar, type Node, type ParsedNode, visit } from 'yaml';
import { withoutForbidden } from '../base/text/characters.js';
import type { Place } from '../types.js';
import type { Fields, ReportValue, ValuesOf } from './fields.js';

/** Callbacks of `readFields`. Ranges are offsets in the YAML. */
export interface FieldListener {
  readonly report: (field: string, reason: string, at: readonly [number, number], severity?: 'warning') => void;
  /** Called for each undeclared field, with its value as plain data. */
  readonly unknown: (name: string, value: unknown, at: readonly [number, number]) => void;
  readonly placeOf: (range: readonly [number, number]) => Place;
  /** Returns the declared field that an undeclared one stands for. */
  readonly otherName?: (name: string) => OtherField | undefined;
}

/** A declared field under another name. */
export interface OtherField {
  /** The name of the declared field. */
  readonly field: string;
  /** If several names stand for one field, the lowest rank is read. */
  readonly rank: number;
  readonly convert?: (value: Node) => Node | undefined;
  /** Reports a problem of the value, which is then not used. */
  readonly report: (reason: string, at: readonly [number, number]) => void;
}

/**
 * Reads the declared fields of a mapping.
 * @returns the valid values, the range of each field as offsets in the YAML, and the fields that were read under other
 *   names
 */
export function readFields<F extends Fields>(
  document: Document<ParsedNode>,
  fields: F,
  listener: FieldListener,
): { values: ValuesOf<F>; at: { [name: string]: readonly [number, number] }; fromOtherNames: readonly string[] } {
  const { report, placeOf } = listener;
  const values: { [name: string]: unknown } = {};
  const at: { [name: string]: readonly [number, number] } = {};
  if (!isMap(document.contents)) return { values: values as ValuesOf<F>, at, fromOtherNames: [] };
  removeForbidden(document);
  const others: OtherNamedField[] = [];
  const reportUnknown = unknownReporter(document, listener);
  for (const { key, value } of document.contents.items) {
    const name = String(key);
    const start = key?.range?.[0] ?? 0;
    if (name === '__proto__') {
      report(name, 'a field cannot have this name', [start, start + name.length]);
      continue;
    }
    at[name] = [start, value?.range?.[1] ?? start + name.length];
    const range = (node: Node) => [node.range?.[0] ?? start, node.range?.[1] ?? start + 1] as const;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const node = isAlias(value) ? value.resolve(document) : value;
    const isGiven = node && !(isScalar(node) && node.value === null);
    const ignored = ignoredTextReason(value, node, isGiven === true);
    if (field && ignored) report(name, ignored, range(value as Node), isAlias(value) ? undefined : 'warning');
    if (!field) {
      reportUnknown(name, value, start);
      const other = isGiven ? listener.otherName?.(name) : undefined;
      if (other) others.push({ ...other, node: node as Node, range: range(value as Node), at: at[name] });
      continue;
    }
    if (!isGiven) continue;
    const reportField: ReportValue = (reason, where, severity) => report(name, reason, range(where ?? (value as Node)), severity);
    const read = field.type.read(node as Node, reportField, (each) => placeOf(range(each)));
    if (read !== undefined) values[name] = read;
  }
  const fromOtherNames = readOthers(others, fields, { values, at, placeOf });
  return { values: values as ValuesOf<F>, at, fromOtherNames };
}

/** Returns the reason why YAML drops something that was meant as a value: a broken reference, a tag, a comment such as `#1`. */
function ignoredTextReason(value: ParsedNode | null, node: Node | null | undefined, isGiven: boolean): string | undefined {
  if (isAlias(value) && !node) return `"*${value.source}" is a reference to nothing; put a text that begins with "*" in quotes`;
  const { tag, anchor, comment } = (value ?? {}) as { tag?: string; anchor?: string; comment?: string | null };
  if (!isGiven && anchor) return `"&${anchor}" is an anchor, not a text; put it in quotes`;
  if (tag?.startsWith('!') && isScalar(node) && node.value === '') return `"${tag}" is a tag, not a text; put it in quotes`;
  // Writers put a space after the `#` of a comment, but not in a number or a hashtag.
  if (comment && /^\S/.test(comment) && isScalar(node))
    return `"#${comment}" is a comment, so YAML leaves it out; put the text in quotes`;
  return undefined;
}

/** A field under another name, with its value. */
interface OtherNamedField extends OtherField {
  readonly node: Node;
  readonly range: readonly [number, number];
  /** Range of the whole field. */
  readonly at: readonly [number, number];
}

interface FieldsSoFar extends Pick<FieldListener, 'placeOf'> {
  readonly values: { [name: string]: unknown };
  readonly at: { [name: string]: readonly [number, number] };
}

/** Reads declared fields from their other names, unless they already have a value. @returns the declared names of those read */
function readOthers(others: OtherNamedField[], fields: Fields, { values, at, placeOf }: FieldsSoFar): string[] {
  const fromOtherNames: string[] = [];
  for (const { field, node, convert, report, range, at: whole } of others.sort((a, b) => a.rank - b.rank)) {
    const type = fields[field]?.type;
    const value = convert ? convert(node) : node;
    if (!type || !value || Object.hasOwn(values, field) || Object.hasOwn(at, field)) continue;
    const read = type.read(
      value,
      (reason) => report(reason, range),
      () => placeOf(range),
    );
    if (read === undefined) continue;
    values[field] = read;
    at[field] = whole;
    fromOtherNames.push(field);
  }
  return fromOtherNames;
}

/** Removes characters that no page may contain from all texts: YAML escapes (`"\uD800"`) can produce them. */
function removeForbidden(document: Document<ParsedNode>): void {
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string') node.value = withoutForbidden(node.value);
    },
  });
}

/** Returns a function that passes undeclared fields to the listener as plain data. */
function unknownReporter(document: Document<ParsedNode>, { report, unknown }: FieldListener) {
  let tooMany = false;
  return (name: string, value: ParsedNode | null, start: number): void => {
    try {
      unknown(name, value === null ? null : value.toJS(document), [start, start + name.length]);
    } catch {
      // References to references, each twice as large as the last (yaml's `maxAliasCount`). Reported once.
      if (!tooMany)
        report(
          name,
          'too many or unresolved references (`*name`)',
          value?.range ? [value.range[0], value.range[1]] : [start, start + 1],
        );
      tooMany = true;
    }
  };
}
