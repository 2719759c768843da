// Fields that one feature declares and reads: nothing else knows their types. The features of a program put them together.

import type { Field, Fields } from './fields.js';
import type { HeaderField, HeaderFields } from './headerField.js';

/** Values of such fields, by their names: those that were given, and defaults. */
export interface OwnValues {
  readonly own?: { readonly [name: string]: unknown } | undefined;
}

interface OwnField<T> {
  readonly name: string;
  /** Its value: in settings or a header, the default where it is not given. */
  readonly of: (values: OwnValues) => T;
}

/** A setting of site.yaml. */
export interface Setting<T = unknown> extends OwnField<T> {
  readonly field: Field<unknown>;
  /**
   * Whether pages are made from its value: `public` where only the site itself has it, and no preview. A change of another setting
   * makes no page anew.
   */
  readonly pages?: 'all' | 'public';
}

/** A field of front matter. */
export interface OwnHeaderField<T = unknown> extends OwnField<T> {
  readonly field: HeaderField<unknown>;
}

type Reads<T> = Field<T> & Pick<Setting, 'pages'>;

/** Declares a setting; one without a default may be undefined. */
export function setting<T>(name: string, declared: Reads<T> & { readonly default: T }): Setting<T>;
export function setting<T>(name: string, declared: Reads<T>): Setting<T | undefined>;
export function setting<T>(name: string, { pages, ...field }: Reads<T>): Setting<T | undefined> {
  return { name, field, of: reading(name, field), ...(pages && { pages }) };
}

/** Declares a field of front matter, which is undefined where no header has it. */
export function headerField<T>(name: string, field: HeaderField<T>): OwnHeaderField<T | undefined> {
  return { name, field, of: reading(name, field) };
}

function reading<T>(name: string, field: Field<T>): (values: OwnValues) => T | undefined {
  return ({ own = {} }) => (Object.hasOwn(own, name) ? (own[name] as T) : field.default);
}

/** Settings by their names. */
export function settingFields(all: readonly Setting[]): Fields {
  return Object.fromEntries(all.map(({ name, field }) => [name, field]));
}

/** Fields of front matter by their names. */
export function headerFields(all: readonly OwnHeaderField[]): HeaderFields {
  return Object.fromEntries(all.map(({ name, field }) => [name, field]));
}

/** The settings that pages are made from. @param isPublic whether it is the site itself */
export function valuesForPages(all: readonly Setting[], values: OwnValues, isPublic: boolean): NonNullable<OwnValues['own']> {
  const shown = all.filter(({ pages }) => pages === 'all' || (pages === 'public' && isPublic));
  return Object.fromEntries(shown.map((each) => [each.name, each.of(values)]));
}
