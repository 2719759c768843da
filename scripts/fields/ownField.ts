// Fields that a single feature declares and reads. Only it knows their types.

import type { Field, Fields } from './fields.js';
import type { HeaderField, HeaderFields } from './headerField.js';

/** Values of such fields by name, set ones and defaults. */
export interface OwnValues {
  readonly own?: { readonly [name: string]: unknown } | undefined;
}

interface OwnField<T> {
  readonly name: string;
  /** Returns its value in settings or a header; its default if it is not set. */
  readonly valueIn: (values: OwnValues) => T;
}

/** A setting of site.yaml. */
export interface Setting<T = unknown> extends OwnField<T> {
  readonly field: Field<unknown>;
  /**
   * The pages that depend on its value: `all`, or only the `public` site and no preview. If absent, no page is made again when the
   * value changes.
   */
  readonly pages?: 'all' | 'public';
}

/** A field of front matter. */
export interface OwnHeaderField<T = unknown> extends OwnField<T> {
  readonly field: HeaderField<unknown>;
}

type SettingField<T> = Field<T> & Pick<Setting, 'pages'>;

/** Declares a setting. Without a default, its value may be undefined. */
export function setting<T>(name: string, declared: SettingField<T> & { readonly default: T }): Setting<T>;
export function setting<T>(name: string, declared: SettingField<T>): Setting<T | undefined>;
export function setting<T>(name: string, { pages, ...field }: SettingField<T>): Setting<T | undefined> {
  return { name, field, valueIn: valueReader(name, field), ...(pages && { pages }) };
}

/** Declares a field of front matter. Its value is undefined if a header doesn't have it. */
export function headerField<T>(name: string, field: HeaderField<T>): OwnHeaderField<T | undefined> {
  return { name, field, valueIn: valueReader(name, field) };
}

function valueReader<T>(name: string, field: Field<T>): (values: OwnValues) => T | undefined {
  return ({ own = {} }) => (Object.hasOwn(own, name) ? (own[name] as T) : field.default);
}

/** Returns the fields of settings by name. */
export function settingFields(all: readonly Setting[]): Fields {
  return Object.fromEntries(all.map(({ name, field }) => [name, field]));
}

/** Returns fields of front matter by name. */
export function headerFields(all: readonly OwnHeaderField[]): HeaderFields {
  return Object.fromEntries(all.map(({ name, field }) => [name, field]));
}

/** Returns the values of settings that pages depend on. @param isPublic true for the site itself, false for a preview */
export function valuesForPages(all: readonly Setting[], values: OwnValues, isPublic: boolean): NonNullable<OwnValues['own']> {
  const shown = all.filter(({ pages }) => pages === 'all' || (pages === 'public' && isPublic));
  return Object.fromEntries(shown.map((each) => [each.name, each.valueIn(values)]));
}
