// Finds the converter of a tag by its name.

import type { OldTag, Replacement, TagConverter } from './tags.js';

/** A table of converters; a key is one name or several with spaces between them, in lower case. */
export type TagTable<P> = { readonly [names: string]: TagConverter<P> };

/** Returns the function that converts a tag by the first table that has its name; undefined for unknown tags. */
export function lookup<P>(...tables: readonly TagTable<P>[]): TagConverter<P> {
  const byName = new Map<string, TagConverter<P>>();
  for (const table of tables)
    for (const [names, convert] of Object.entries(table))
      for (const name of names.split(' ')) if (!byName.has(name)) byName.set(name, convert);
  return (tag: OldTag, place: P): Replacement => byName.get(tag.name)?.(tag, place);
}
