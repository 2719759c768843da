// The files that are made of a picture.

import type { Picture, Variant } from '../types.js';

/** Every file that is made of a picture. */
export function variantsOf({ sources, fallback, pixels }: Picture): readonly Variant[] {
  return [...sources.flatMap(({ variants }) => variants), fallback, ...(pixels ? [pixels] : [])];
}

/** The file of a picture that social networks can show, which show no drawings; undefined if there is none. */
export function sharedFile({ fallback, pixels }: Picture): Variant | undefined {
  return pixels ?? (fallback.format === 'svg' ? undefined : fallback);
}
