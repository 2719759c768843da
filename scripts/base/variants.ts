// Lists the variants of a picture.

import type { Picture, Variant } from '../types.js';

/** Returns all variants of a picture. */
export function variantsOf({ sources, fallback, pixels }: Picture): readonly Variant[] {
  return [...sources.flatMap(({ variants }) => variants), fallback, ...(pixels ? [pixels] : [])];
}

/** Returns the variant for social networks, which show no SVG; undefined if there is none. */
export function sharedVariant({ fallback, pixels }: Picture): Variant | undefined {
  return pixels ?? (fallback.format === 'svg' ? undefined : fallback);
}
