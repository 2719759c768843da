// Declares fields of YAML mappings (site.yaml, front matter), each once, with its type, default, meaning and check. The values, the
// problems and the tables in the docs follow from the declaration.

import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { nearest } from '../base/diagnostics.js';
import type { Place } from '../types.js';

/** Reports a problem of a value; with `warning`, the value was corrected. */
export type ReportValue = (reason: string, at?: Node | null, severity?: 'warning') => void;

/** Returns the place of a node in its file. */
export type PlaceOf = (node: Node) => Place;

/** A JSON Schema (draft 7), as plain data. */
export type Schema = { readonly [keyword: string]: unknown };

const TEXT: Schema = { type: ['string', 'number'] };

/** A type of values: reads a YAML node, or reports a problem and returns undefined. */
export interface Type<T> {
  readonly name: string;
  /** JSON Schema (draft 7) of its values, for editors; any value if absent. */
  readonly schema?: Schema;
  readonly read: (node: Node, report: ReportValue, placeOf: PlaceOf) => T | undefined;
}

export interface Field<T> {
  readonly type: Type<T>;
  readonly meaning: string;
  readonly default?: T;
  readonly required?: true;
  /** True for a setting that can also be set for each language of a site. */
  readonly isPerLanguage?: true;
  /** The field that it is listed after in docs and messages; after all others by default. */
  readonly after?: string;
}

export type Fields = { readonly [name: string]: Field<unknown> };

/** The type of a declared field's values. */
type ValueOf<F> = F extends { readonly type: Type<infer T> } ? T : never;

/** The values that were set. */
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]?: ValueOf<F[K]> };

/** The values with defaults. A field that is not required and has no default may be undefined. */
export type SettingsOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends { readonly default: unknown } | { readonly required: true }
    ? ValueOf<F[K]>
    : ValueOf<F[K]> | undefined;
};

/** The values with defaults, without required fields. */
export type DefaultsOf<F extends Fields> = {
  readonly [K in keyof F as F[K] extends { readonly required: true } ? never : K]: SettingsOf<F>[K];
};

/** Text. A number counts as text, as in Pandoc. */
export const text: Type<string> = {
  name: 'text',
  schema: TEXT,
  read: (node, report) => {
    if (isScalar(node) && typeof node.value === 'string') return node.value;
    if (isScalar(node) && typeof node.value === 'number') return String(node.source ?? node.value);
    report(`expected text, got ${kindOf(node)}`);
    return undefined;
  },
};

export const boolean: Type<boolean> = {
  name: 'true or false',
  schema: { type: 'boolean' },
  read: (node, report) => {
    if (isScalar(node) && typeof node.value === 'boolean') return node.value;
    report(`expected true or false, got ${kindOf(node)}`);
    return undefined;
  },
};

const YES = new Set(['true', 'yes', 'y', 'on', '1']);
const NO = new Set(['false', 'no', 'n', 'off', '0']);

/** Parses a boolean in the spellings of YAML 1.1, TOML and writers; undefined for anything else. */
export function flagOf(value: unknown): boolean | undefined {
  const word = typeof value === 'object' ? '' : String(value).trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}

/** A whole number of at least `least`. */
export function integer(least: number): Type<number> {
  return {
    name: `whole number ≥ ${least}`,
    schema: { type: 'integer', minimum: least },
    read: (node, report) => {
      if (isScalar(node) && Number.isInteger(node.value) && Number(node.value) >= least) return Number(node.value);
      report(`expected a whole number of at least ${least}`);
      return undefined;
    },
  };
}

export function oneOf<const T extends string>(...choices: readonly T[]): Type<T> {
  return {
    name: choices.map((choice) => `\`${choice}\``).join(' or '),
    schema: { enum: choices },
    read: (node, report) => {
      if (isScalar(node) && choices.includes(node.value as T)) return node.value as T;
      const expected = choices.length > 3 ? `expected one of ${choices.join(', ')}` : `expected ${choices.join(' or ')}`;
      const [near] = isScalar(node) && typeof node.value === 'string' ? nearest(node.value, choices, 1) : [];
      report(near === undefined ? expected : `${expected}; did you mean ${near}?`);
      return undefined;
    },
  };
}

/** Text that passes a check. The check returns the value to use, or throws the reason. */
export function checked<T>(name: string, check: (value: string) => T): Type<T> {
  return {
    name,
    schema: TEXT,
    read: (node, report, placeOf) => {
      const value = text.read(node, report, placeOf);
      if (value === undefined) return undefined;
      try {
        return check(value.trim());
      } catch (error) {
        report((error as Error).message);
        return undefined;
      }
    },
  };
}

/** A list, or a single item. @param split separators in a list that is written as text */
export function list<T>(item: Type<T>, split?: RegExp): Type<readonly T[]> {
  return {
    name: `list of ${item.name}`,
    schema: { anyOf: [{ type: 'array', items: item.schema ?? {} }, ...(split ? [TEXT] : [item.schema ?? {}])] },
    read: (node, report, placeOf) => {
      if (split && isScalar(node) && typeof node.value === 'string') {
        return node.value
          .split(split)
          .map((part) => part.trim())
          .filter(Boolean) as T[];
      }
      const nodes = isSeq(node) ? (node.items as Node[]) : [node];
      const values: T[] = [];
      for (const each of nodes) {
        if (isScalar(each) && (each.value === null || (typeof each.value === 'string' && each.value.trim() === ''))) {
          report('an empty item is left out', each, 'warning');
          continue;
        }
        const value = item.read(each, (reason, at, severity) => report(reason, at ?? each, severity), placeOf);
        if (value !== undefined) values.push(value);
      }
      return values;
    },
  };
}

/** Adds fields to others, each after the field that it names. */
export function withFields(own: Fields, more: Fields): Fields {
  const after = (name: string) => Object.entries(more).filter(([, field]) => field.after === name && Object.hasOwn(own, name));
  const listed = Object.entries(own).flatMap((entry) => [entry, ...after(entry[0])]);
  return { ...Object.fromEntries(listed), ...more };
}

/** Returns the defaults of all fields that are not required. */
export function defaultsOf<F extends Fields>(fields: F): DefaultsOf<F> {
  const optional = Object.entries(fields).filter(([, { required }]) => !required);
  return Object.fromEntries(optional.map(([name, field]) => [name, field.default])) as DefaultsOf<F>;
}

/** A comment that was meant as a colour. */
const EMPTY_COLOUR = /^[\da-f]{3,8}\b/i;

/** A mapping with declared fields, none of which is required. Unset fields have their defaults. */
export function mapping<F extends Fields>(fields: F): Type<SettingsOf<F>> {
  const names = Object.keys(fields);
  return {
    name: 'mapping',
    schema: schemaOf(fields),
    read: (node, report, placeOf) => {
      if (!isMap(node)) {
        report(`expected a mapping of ${names.join(', ')}`);
        return undefined;
      }
      const values: { [name: string]: unknown } = { ...defaultsOf(fields) };
      for (const { key, value } of node.items) {
        const name = String(key);
        const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
        if (!field) {
          const [near] = nearest(name, names, 1);
          const expected = near === undefined ? `expected one of ${names.join(', ')}` : `did you mean ${near}?`;
          report(`unknown field "${name}"; ${expected}`, key as Node);
        } else if (isScalar(value) && value.value === null && EMPTY_COLOUR.test(value.comment ?? ''))
          report(`${name} has no value: a value that begins with # needs quotes`, key as Node);
        else if (value && !(isScalar(value) && value.value === null)) {
          const reportField: ReportValue = (reason, at, severity) =>
            report(`${name}: ${reason}`, at ?? (value as Node), severity);
          const read = field.type.read(value as Node, reportField, placeOf);
          if (read !== undefined) values[name] = read;
        }
      }
      return values as SettingsOf<F>;
    },
  };
}

/**
 * Returns the JSON Schema of a mapping with declared fields.
 * @param others true if it may have other fields too
 */
export function schemaOf(fields: Fields, others = false): Schema {
  const properties = Object.entries(fields).map(([name, { type, meaning, default: value }]) => [
    name,
    { description: meaning, ...type.schema, ...(isPlain(value) && { default: value }) },
  ]);
  const required = Object.entries(fields).flatMap(([name, field]) => (field.required ? name : []));
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    ...(!others && { additionalProperties: false }),
  };
}

/** True for a default that can be shown literally. */
function isPlain(value: unknown): boolean {
  return (['string', 'number', 'boolean'].includes(typeof value) && value !== '') || (Array.isArray(value) && value.length > 0);
}

/** A value of another type, checked further or converted. */
export function refined<T, U>(type: Type<T>, refine: (value: T, report: ReportValue) => U | undefined): Type<U> {
  return {
    name: type.name,
    ...(type.schema && { schema: type.schema }),
    read: (node, report, placeOf) => {
      const value = type.read(node, report, placeOf);
      return value === undefined ? undefined : refine(value, report);
    },
  };
}

/** Values without errors: a value with one is undefined, so that no later check reports the same mistake again. */
export function faultless<T>(type: Type<T>): Type<T> {
  return {
    ...type,
    read: (node, report, placeOf) => {
      let isWrong = false;
      const noted: ReportValue = (reason, at, severity) => {
        isWrong ||= severity === undefined;
        report(reason, at, severity);
      };
      const value = type.read(node, noted, placeOf);
      return isWrong ? undefined : value;
    },
  };
}

function kindOf(node: Node): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (isAlias(node)) return `a reference (\`*${node.source}\`)`;
  return JSON.stringify((node as Scalar).value);
}
