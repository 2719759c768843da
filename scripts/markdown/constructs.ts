// Puts constructs from plugins in their places among the reader's own. Where several constructs may begin, the first wins.

import type { BlockConstruct } from './document.js';
import type { Extensions } from './extensions.js';
import type { InlineConstruct } from './inline/construct.js';

/** The place of a construct in the order; without `before` and `after`, it is tried last. */
export interface Placed {
  readonly name: string;
  /** Name of the construct to be tried before. */
  readonly before?: string;
  /** Name of the construct to be tried after. */
  readonly after?: string;
}

/** Constructs from plugins, or from other users of the reader. */
export interface Constructs {
  readonly block?: readonly (BlockConstruct & Placed)[];
  readonly inline?: readonly (InlineConstruct & Placed)[];
}

const added = new WeakMap<Extensions, Constructs>();

/** Returns a copy of a set of extensions, with constructs attached to it. */
export function withConstructs(extensions: Extensions, constructs: Constructs): Extensions {
  const set = new Set(extensions);
  added.set(set, constructs);
  return set;
}

/** Returns the constructs attached to a set of extensions. */
export function constructsFor(extensions: Extensions): Constructs {
  return added.get(extensions) ?? {};
}

/**
 * Inserts constructs among the reader's own.
 * @param own the reader's constructs by name, in order
 * @param others constructs to insert, each with its place
 * @throws Error if a name is taken, or if `before` or `after` names no construct
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
