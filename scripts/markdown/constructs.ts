// The order of constructs: the reader's own, and those that come from outside. Where several may begin at one place, the first wins.

import type { BlockConstruct } from './document.js';
import type { Extensions } from './extensions.js';
import type { InlineConstruct } from './inline/construct.js';

/** Where a construct stands among others; without either, after all of them. */
export interface Placed {
  readonly name: string;
  /** The construct that it is tried before. */
  readonly before?: string;
  /** The construct that it is tried after. */
  readonly after?: string;
}

/** Constructs that come from outside. */
export interface Constructs {
  readonly block?: readonly (BlockConstruct & Placed)[];
  readonly inline?: readonly (InlineConstruct & Placed)[];
}

const added = new WeakMap<Extensions, Constructs>();

/** Extensions with constructs that are read where they are on. */
export function withConstructs(extensions: Extensions, constructs: Constructs): Extensions {
  const set = new Set(extensions);
  added.set(set, constructs);
  return set;
}

/** The constructs that come from outside with some extensions. */
export function constructsFor(extensions: Extensions): Constructs {
  return added.get(extensions) ?? {};
}

/**
 * The reader's own constructs with others in their places.
 * @param own by name, in order
 * @throws Error that names the construct whose name is taken, or whose neighbour is not there
 */
export function inOrder<T extends object>(
  own: { readonly [name: string]: T },
  others: readonly (T & Placed)[] = [],
): readonly T[] {
  const all = Object.entries(own);
  for (const construct of others) {
    const { name, before, after } = construct;
    if (all.some(([each]) => each === name)) throw new Error(`there is another construct of the name "${name}"`);
    const neighbour = before ?? after;
    const at = neighbour === undefined ? all.length - 1 : all.findIndex(([each]) => each === neighbour);
    if (at < 0 && neighbour !== undefined)
      throw new Error(`the construct "${name}" names "${neighbour}", which is none of ${all.map(([each]) => each).join(', ')}`);
    all.splice(before === undefined ? at + 1 : at, 0, [name, construct]);
  }
  return all.map(([, construct]) => construct);
}
