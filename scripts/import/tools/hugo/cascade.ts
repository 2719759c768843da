// Fields that the `_index.md` of a folder gives to the pages below it.

import { mapping, merged } from '../../dataFiles.js';
import { matcherOf } from '../../globs.js';
import { type FieldValue, type FieldValues, textOf } from '../../header.js';

export interface Cascade {
  /** Folder below the old folder. */
  readonly folder: string;
  /** Pattern of the paths that get the fields; undefined for all. */
  readonly path: string | undefined;
  readonly isForPages: boolean;
  readonly values: FieldValues;
}

/** Returns the cascades of a header. @see Hugo, "Front matter", cascade: a mapping, or a list with targets */
export function cascadesOf(fields: FieldValues, folder: string): Cascade[] {
  const { cascade } = fields;
  const list = Array.isArray(cascade) ? cascade : cascade === undefined ? [] : [cascade];
  return list.map((each: FieldValue) => {
    const { _target, target, params, ...values } = mapping(each);
    const { path, kind } = mapping(_target ?? target);
    return {
      ...{ folder, path: textOf(path) },
      isForPages: kind === undefined || /page/.test(textOf(kind) ?? ''),
      values: { ...mapping(params), ...values },
    };
  });
}

export const isTargeted = ({ path, isForPages }: Cascade): boolean => path !== undefined || !isForPages;

/** Returns the fields that a file gets from the folders above it; those of the nearest win. */
export function inheritedFrom(cascades: readonly Cascade[], from: string, folders: readonly string[]): FieldValues {
  const address = `/${folders.join('/')}`;
  return cascades
    .filter(({ folder, isForPages }) => from.startsWith(`${folder}/`) && isForPages)
    .filter(({ path }) => path === undefined || [address, `${address}/`, from].some(matcherOf([path.replace(/^\{|\}$/g, '')])))
    .sort((a, b) => a.folder.length - b.folder.length)
    .map(({ values }) => values)
    .reduce(merged, {});
}
