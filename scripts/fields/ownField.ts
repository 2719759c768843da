// Fields that one feature declares and reads: nothing else knows their types. The features of a program put them together.

import type { Field, Fields } from './fields.js';

/** Values of such fields, by their names: those that were given, and defaults. */
export interface OwnValues {
  readonly own: { readonly [name: string]: unknown };
}

export interface OwnField<T = unknown> {
  readonly name: string;
  readonly field: Field<unknown>;
  /** Its value: in settings or a header, the default where it is not given. */
  readonly of: (values: OwnValues) => T;
}

/** A setting of site.yaml. */
export interface Setting<T = unknown> extends OwnField<T> {
  /**
   * Whether pages are made from its value: `public` where only the site itself has it, and no preview. A change of another setting
   * makes no page anew.
   */
  readonly pages?: 'all' | 'public';
}

type Reads<T> = Field<T> & Pick<Setting, 'pages'>;

/** Declares a setting; one without a default may be undefined. */
export function setting<T>(name: string, declared: Reads<T> & { readonly default: T }): Setting<T>;
export function setting<T>(name: string, declared: Reads<T>): Setting<T | undefined>;
export function setting<T>(name: string, { pages, ...field }: Reads<T>): Setting<T | undefined> {
  return { ...ownField(name, field), ...(pages && { pages }) };
}

/** Declares a field of front matter, which is undefined where no header has it. */
export function ownField<T>(name: string, field: Field<T>): OwnField<T | undefined> {
  return { name, field, of: ({ own }) => (Object.hasOwn(own, name) ? (own[name] as T) : field.default) };
}

/** Fields by their names. */
export function fieldsOf(all: readonly OwnField[]): Fields {
  return Object.fromEntries(all.map(({ name, field }) => [name, field]));
}

/** The settings that pages are made from. @param isPublic whether it is the site itself */
export function valuesForPages(all: readonly Setting[], values: OwnValues, isPublic: boolean): OwnValues['own'] {
  const shown = all.filter(({ pages }) => pages === 'all' || (pages === 'public' && isPublic));
  return Object.fromEntries(shown.map((each) => [each.name, each.of(values)]));
}
