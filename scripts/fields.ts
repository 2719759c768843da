// Declared fields of a YAML mapping (site.yaml, front matter): each is declared once, with its type, default,
// meaning and check. The values, the diagnostics and the tables in the README come from the declaration.

import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, type YAMLParseError } from 'yaml';
import { withoutForbidden } from './characters.js';

/** A mistake in YAML: what is wrong, what to do, and where, as offsets in the YAML. */
export interface SyntaxMistake {
  readonly reason: string;
  readonly note: string;
  readonly at: readonly [number, number];
}

/** The mistakes of a YAML document; one alone where the parser came to the end of its stack. */
export function syntaxMistakes({ errors }: Pick<Document<ParsedNode>, 'errors'>): SyntaxMistake[] {
  const deepest = errors.find(({ message }) => message.startsWith('Maximum call stack'));
  if (!deepest) return errors.map(syntaxMistake);
  return [{ reason: 'this YAML is nested too deeply', note: 'no field needs more than a few levels', at: deepest.pos }];
}

function syntaxMistake({ code, message, pos }: YAMLParseError): SyntaxMistake {
  if (code === 'DUPLICATE_KEY') return { reason: 'this field stands here twice', note: 'remove one of the two', at: pos };
  const note =
    'a text that holds ": ", "#", quotes or brackets is written between quotes, and lines of one list are indented alike';
  return { reason: `this is no YAML: ${message}`, note, at: pos };
}

/** Says that something is wrong with a value. */
export type Complain = (reason: string, at?: Node | null) => void;

/** Reads a YAML node; complains and gives undefined where it cannot. */
export type Type<T> = { readonly name: string; readonly read: (node: Node, complain: Complain) => T | undefined };

export interface Field<T> {
  readonly type: Type<T>;
  readonly meaning: string;
  readonly default?: T;
  readonly required?: true;
}

export type Fields = { readonly [name: string]: Field<unknown> };
export type ValuesOf<F extends Fields> = { [K in keyof F]?: F[K] extends Field<infer T> ? T : never };

/** A text; numbers count, as Pandoc counts them. */
export const text: Type<string> = {
  name: 'text',
  read: (node, complain) => {
    if (isScalar(node) && typeof node.value === 'string') return withoutForbidden(node.value);
    if (isScalar(node) && typeof node.value === 'number') return String(node.source ?? node.value);
    complain(`a text belongs here, not ${kindOf(node)}`);
    return undefined;
  },
};

export const truth: Type<boolean> = {
  name: 'true or false',
  read: (node, complain) => {
    if (isScalar(node) && typeof node.value === 'boolean') return node.value;
    complain(`true or false belongs here, not ${kindOf(node)}`);
    return undefined;
  },
};

/** A whole number of at least `least`. */
export function whole(least: number): Type<number> {
  return {
    name: `whole number ≥ ${least}`,
    read: (node, complain) => {
      if (isScalar(node) && Number.isInteger(node.value) && Number(node.value) >= least) return Number(node.value);
      complain(`a whole number of at least ${least} belongs here`);
      return undefined;
    },
  };
}

export function oneOf<const T extends string>(...choices: readonly T[]): Type<T> {
  return {
    name: choices.map((choice) => `\`${choice}\``).join(' or '),
    read: (node, complain) => {
      if (isScalar(node) && choices.includes(node.value as T)) return node.value as T;
      complain(`${choices.join(' or ')} belongs here`);
      return undefined;
    },
  };
}

/** A text that passes a check; the check gives the value to use, or throws with the reason. */
export function checked<T>(name: string, check: (value: string) => T): Type<T> {
  return {
    name,
    read: (node, complain) => {
      const value = text.read(node, complain);
      if (value === undefined) return undefined;
      try {
        return check(value.trim());
      } catch (error) {
        complain((error as Error).message);
        return undefined;
      }
    },
  };
}

/** A list, or one item alone. */
export function list<T>(item: Type<T>, split?: RegExp): Type<readonly T[]> {
  return {
    name: `list of ${item.name}`,
    read: (node, complain) => {
      if (split && isScalar(node) && typeof node.value === 'string') {
        return node.value
          .split(split)
          .map((part) => part.trim())
          .filter(Boolean) as T[];
      }
      const nodes = isSeq(node) ? (node.items as Node[]) : [node];
      const values: T[] = [];
      for (const each of nodes) {
        const value = item.read(each, (reason, at) => complain(reason, at ?? each));
        if (value !== undefined) values.push(value);
      }
      return values;
    },
  };
}

/** The values of fields that are not given. */
export function defaultsOf(fields: Fields): { readonly [name: string]: unknown } {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.default]));
}

/** A mapping with declared fields of its own; those that are not given have their defaults. */
export function mapping(fields: Fields): Type<{ readonly [name: string]: unknown }> {
  const names = Object.keys(fields);
  return {
    name: 'mapping',
    read: (node, complain) => {
      if (!isMap(node)) {
        complain(`a mapping belongs here, of ${names.join(', ')}`);
        return undefined;
      }
      const values: { [name: string]: unknown } = { ...defaultsOf(fields) };
      for (const { key, value } of node.items) {
        const name = String(isScalar(key) ? key.value : key);
        const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
        if (!field) complain(`there is no "${name}" here, only ${names.join(', ')}`, key as Node);
        else if (value && !(isScalar(value) && value.value === null)) {
          const read = field.type.read(value as Node, (reason, at) => complain(`${name}: ${reason}`, at ?? (value as Node)));
          if (read !== undefined) values[name] = read;
        }
      }
      return values;
    },
  };
}

/**
 * Reads the declared fields of a mapping.
 * @param unknown called for each field that is not declared, with its value as plain data
 * @returns the fields that are there and right, and where each stands (offsets in the YAML text)
 */
export function readFields<F extends Fields>(
  document: Document<ParsedNode>,
  fields: F,
  complain: (field: string, reason: string, at: readonly [number, number]) => void,
  unknown: (name: string, value: unknown, at: readonly [number, number]) => void,
): { values: ValuesOf<F>; at: { [name: string]: readonly [number, number] } } {
  const values: { [name: string]: unknown } = {};
  const at: { [name: string]: readonly [number, number] } = {};
  if (!isMap(document.contents)) return { values: values as ValuesOf<F>, at };
  let tooMany = false;
  for (const { key, value } of document.contents.items) {
    const name = String(isScalar(key) ? key.value : key);
    const start = key?.range?.[0] ?? 0;
    at[name] = [start, value?.range?.[1] ?? start + name.length];
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const range = (node: Node) => [node.range?.[0] ?? start, node.range?.[1] ?? start + 1] as const;
    if (!field) {
      try {
        unknown(name, value === null ? null : (value as Node).toJS(document), [start, start + name.length]);
      } catch {
        // References to references, each twice as large as the last (yaml's `maxAliasCount`); said once.
        if (!tooMany) complain(name, 'its references (`*name`) are too many, or lead nowhere', range(value as Node));
        tooMany = true;
      }
      continue;
    }
    const node = isAlias(value) ? value.resolve(document) : value;
    if (!node || (isScalar(node) && node.value === null)) continue;
    const read = field.type.read(node as Node, (reason, at) => complain(name, reason, range(at ?? (value as Node))));
    if (read !== undefined) values[name] = read;
  }
  return { values: values as ValuesOf<F>, at };
}

function kindOf(node: Node): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (isAlias(node)) return `a reference (\`*${node.source}\`)`;
  return `${isScalar(node) ? JSON.stringify(node.value) : 'this'}`;
}
